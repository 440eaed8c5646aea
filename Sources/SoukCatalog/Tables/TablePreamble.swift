/// Lines that shops write above the header.
enum TablePreamble {
    /// Whether a row belongs to the preamble: Amazon's `TemplateType=…` and the labels below it, and the lines that
    /// begin with `Info` or `#INFO` in eBay's templates.
    static func precedesHeader(_ row: [String], after preamble: [String]) -> Bool {
        guard let first = row.first?.trimmingWhitespace() else { return false }
        if first.hasPrefix("TemplateType=") || first == "Info" || first.hasPrefix("#INFO") { return true }
        // The second line of Amazon's templates has the labels for people, the third the names.
        return preamble.count == 1 && preamble[0].hasPrefix("TemplateType=")
            && row.contains { $0.contains(" ") }
    }
}
