/// A word of a text, as it is compared, and where it stands.
///
/// Words follow each other, one position on each. Other tokens cover one word or several and begin at the position of
/// the first: a code as a whole, a compound without its hyphen, a measure in one unit.
public struct WordToken: Sendable, Equatable {
    /// In small letters, folded.
    public var form: String
    /// In bytes of the text's UTF-8.
    public var bytes: Range<Int>
    /// Of its first word, from 0.
    public var position: Int
    /// How many words it covers.
    public var width: Int
    public var kind: Kind

    public enum Kind: UInt8, Sendable {
        /// A run of letters, a number, or a letter of a script without spaces.
        case word
        /// Words that are written as one, or might be.
        case whole
        /// A number with its unit, see ``Measure``.
        case measure
    }

    public init(form: String, bytes: Range<Int>, position: Int, width: Int = 1, kind: Kind = .word) {
        (self.form, self.bytes, self.position, self.width, self.kind) = (form, bytes, position, width, kind)
    }
}
