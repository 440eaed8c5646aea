/// Replaces telephone numbers by `[phone]`: British and international ones, spaced out or run together.
///
/// Prices, sizes, dates, model numbers and bar codes stay.
enum PhoneNumbers {
    static let mark = Scalars("[phone]".unicodeScalars)

    /// - Returns: whether anything was replaced.
    static func mask(_ text: inout Scalars) -> Bool {
        guard text.contains(where: { $0.digit != nil }) else { return false }
        var output: Scalars = []
        var copied = 0
        var index = 0
        while index < text.count {
            guard begins(text, at: index) else {
                index += 1
                continue
            }
            let run = DigitRun(text, from: index)
            let touchesLast = copied > 0 && copied == run.start
            if let length = PhoneShape.length(of: run, in: text, afterNumber: touchesLast) {
                var end = run.end(afterDigits: length)
                while end < text.count, text[end].value == 0xFE0F || text[end].value == 0x20E3 { end += 1 }
                output += text[copied..<run.start]
                output += mark
                if end < text.count, text[end].isASCIIAlphanumeric { output.append(" ") }
                copied = end
                index = end
            } else {
                index = max(index + 1, run.firstGroupEnd)
            }
        }
        guard copied > 0 else { return false }
        text = output + text[copied...]
        return true
    }

    /// A digit that no digit precedes, or the `+` or bracket before it.
    private static func begins(_ text: Scalars, at index: Int) -> Bool {
        let scalar = text[index]
        let next = index + 1 < text.count ? text[index + 1] : " "
        if scalar == "+" || scalar == "(" { return next.digit != nil || next == "+" || next == "(" }
        if scalar.asciiLowercased == "o" { return next == "7" && !isWord(text, before: index) }
        return scalar.digit != nil
    }

    private static func isWord(_ text: Scalars, before index: Int) -> Bool {
        index > 0 && text[index - 1].isASCIIAlphanumeric
    }
}
