/// Makes white space plain: one space between words, at most one empty line, none at the ends.
enum WhiteSpace {
    /// - Parameter keepsLines: whether line ends stay line ends (a description) or become spaces (a title).
    static func collapse(_ text: inout Scalars, keepsLines: Bool) -> Bool {
        var result = Scalars()
        result.reserveCapacity(text.count)
        var lineEnds = 0
        var space = false
        for index in text.indices {
            let scalar = text[index]
            guard scalar.isSpace else {
                if !result.isEmpty {
                    if lineEnds > 0 {
                        result.append(
                            contentsOf: keepsLines ? Scalars(repeating: "\n", count: min(lineEnds, 2)) : [" "]
                        )
                    } else if space {
                        result.append(" ")
                    }
                }
                lineEnds = 0
                space = false
                result.append(scalar)
                continue
            }
            let isLineFeedOfPair = scalar == "\n" && index > 0 && text[index - 1] == "\r"
            if isLineEnd(scalar), !isLineFeedOfPair { lineEnds += 1 } else { space = true }
        }
        guard result != text else { return false }
        text = result
        return true
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
