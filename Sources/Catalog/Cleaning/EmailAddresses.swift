/// Replaces e-mail addresses by `[email]`.
enum EmailAddresses {
    static let mark = Scalars("[email]".unicodeScalars)

    /// - Returns: whether anything was replaced.
    static func mask(_ text: inout Scalars) -> Bool {
        guard text.contains("@") else { return false }
        var changed = false
        var index = text.count - 1
        while index >= 0 {
            if text[index] == "@", let range = address(text, around: index) {
                text.replaceSubrange(range, with: mark)
                changed = true
                index = range.lowerBound
            }
            index -= 1
        }
        return changed
    }

    private static func address(_ text: Scalars, around at: Int) -> Range<Int>? {
        var start = at
        // `jo @ example.com` hides as well.
        let spaced = start > 1 && text[start - 1] == " " && at + 1 < text.count && text[at + 1] == " "
        if spaced { start -= 1 }
        while start > 0, isLocal(text[start - 1]) { start -= 1 }
        var end = at + (spaced ? 2 : 1)
        var lastDot: Int?
        while end < text.count, text[end].isASCIIAlphanumeric || text[end] == "-" || text[end] == "." {
            if text[end] == "." {
                guard end + 1 < text.count, text[end + 1].isASCIIAlphanumeric else { break }
                lastDot = end
            }
            end += 1
        }
        guard let lastDot, end - lastDot > 2, start < at - (spaced ? 1 : 0),
            text[(lastDot + 1)..<end].allSatisfy(\.isASCIILetter)
        else { return nil }
        return start..<end
    }

    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCIIAlphanumeric || "._%+-'".unicodeScalars.contains(scalar)
    }
}
