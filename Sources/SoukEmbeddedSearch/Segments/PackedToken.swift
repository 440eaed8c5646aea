import CSoukPostings
import SoukAnalysis
import SoukSearch

/// A token of a text as a segment keeps it, in 32 bits.
///
/// From the lowest: 26 bits for the term, 3 for how many words it covers, 2 for its kind, and one for a token that
/// stands where the token before it does.
enum PackedToken {
    /// Terms that a segment may have.
    static let largestTerm = UInt32(SPTermMask)
    private static let largestWidth = 8

    static func pack(term: UInt32, width: Int, kind: WordToken.Kind, isSamePosition: Bool) -> UInt32 {
        term | UInt32(min(max(width, 1), largestWidth) - 1) << 26 | UInt32(kind.rawValue) << 29
            | (isSamePosition ? 1 << 31 : 0)
    }

    static func term(_ token: UInt32) -> UInt32 { token & largestTerm }
    static func width(_ token: UInt32) -> Int { Int(token >> 26 & 7) + 1 }
    static func kind(_ token: UInt32) -> WordToken.Kind {
        WordToken.Kind(rawValue: UInt8(token >> 29 & 3)) ?? .word
    }
    static func isSamePosition(_ token: UInt32) -> Bool { token >> 31 != 0 }

    /// The same token of another term.
    static func renumbered(_ token: UInt32, _ term: UInt32) -> UInt32 { token & ~largestTerm | term }
}

extension WordSegment {
    /// The tokens of a field with their forms; where their bytes were is not known.
    func words(_ document: Int, _ field: WordField) -> [WordToken] {
        var position = -1
        return tokens(document, field).map { token in
            position += PackedToken.isSamePosition(token) ? 0 : 1
            return WordToken(
                form: terms.text(Int(PackedToken.term(token))), bytes: 0..<0, position: position,
                width: PackedToken.width(token), kind: PackedToken.kind(token))
        }
    }
}
