/// Replaces e-mail addresses by `[email]`.
enum EmailAddresses {
    static let mark: Scalars = Array("[email]".unicodeScalars)

    static func mask(_ text: inout Scalars) -> Bool {
        var changed = false
        var index = 0
        while index < text.count {
            guard let sign = sign(text, at: index), let range = address(text, sign) else {
                index += 1
                continue
            }
            text.replaceSubrange(range, with: mark)
            index = range.lowerBound + mark.count
            changed = true
        }
        return changed
    }

    /// The extent of `@`, ` @ `, `(at)` or `[at]` at `index`.
    private static func sign(_ text: Scalars, at index: Int) -> Range<Int>? {
        switch text[index] {
        case "@", "＠":
            let spaced =
                index > 0 && text[index - 1] == " " && index + 1 < text.count && text[index + 1] == " "
            return spaced ? index - 1..<index + 2 : index..<index + 1
        case "(", "[":
            for word in ["(at)", "[at]", "(AT)", "[AT]"] as [StaticScalars] where text.has(word, at: index) {
                let start = index > 0 && text[index - 1] == " " ? index - 1 : index
                let end = index + 4 < text.count && text[index + 4] == " " ? index + 5 : index + 4
                return start..<end
            }
            return nil
        default: return nil
        }
    }

    private static func address(_ text: Scalars, _ sign: Range<Int>) -> Range<Int>? {
        var start = sign.lowerBound
        while start > 0, sign.lowerBound - start < 64, isLocal(text[start - 1]) { start -= 1 }
        while start < sign.lowerBound, text[start] == "." { start += 1 }
        guard start < sign.lowerBound else { return nil }
        var end = sign.upperBound
        var lastDot: Int?
        while end < text.count, end - sign.upperBound < 128 {
            if text[end] == "." {
                guard end + 1 < text.count, text[end + 1].isASCIILetter || text[end + 1].isDigit else {
                    break
                }
                lastDot = end
            } else if end > sign.upperBound, text[end - 1].isLowercaseASCII, text[end].isUppercaseASCII,
                lastDot != nil
            {
                break
            } else if !(text[end].isASCIILetter || text[end].isDigit || text[end] == "-") {
                break
            }
            end += 1
        }
        guard let lastDot, lastDot > sign.upperBound, end - lastDot >= 3, text[lastDot + 1].isASCIILetter
        else { return nil }
        return start..<end
    }

    private static func isLocal(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCIILetter || scalar.isDigit || "._%+-".unicodeScalars.contains(scalar)
            || (scalar.value >= 0x80 && scalar.isLetter)
    }
}

extension Unicode.Scalar {
    fileprivate var isLowercaseASCII: Bool { (0x61...0x7A).contains(value) }
    fileprivate var isUppercaseASCII: Bool { (0x41...0x5A).contains(value) }
}
