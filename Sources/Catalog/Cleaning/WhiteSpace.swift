/// One space between words, lines trimmed, at most one empty line between paragraphs, LF line ends.
enum WhiteSpace {
    /// - Returns: whether anything was changed.
    static func tidy(_ text: inout Scalars, singleLine: Bool) -> Bool {
        var output: Scalars = []
        output.reserveCapacity(text.count)
        var pendingSpace = false
        var pendingLines = 0
        for (index, scalar) in text.enumerated() {
            if isLineEnd(scalar) {
                if scalar == "\n", index > 0, text[index - 1] == "\r" { continue }
                pendingLines += 1
            } else if scalar.isSpace {
                pendingSpace = true
            } else {
                if !output.isEmpty {
                    if pendingLines > 0, !singleLine {
                        output.append("\n")
                        if pendingLines > 1 { output.append("\n") }
                    } else if pendingSpace || pendingLines > 0 {
                        output.append(" ")
                    }
                }
                pendingSpace = false
                pendingLines = 0
                output.append(scalar)
            }
        }
        guard output != text else { return false }
        text = output
        return true
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
