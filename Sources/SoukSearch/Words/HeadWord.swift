/// The word for the thing itself. English puts it last: in `cover for a corner sofa` it is the word before the first
/// preposition, in `red leather sofa, can deliver` the last one before a mark of punctuation.
package enum HeadWord {
    /// What follows them says what a thing goes with, not what it is.
    package static let openers: Set<String> = ["with", "for", "in", "to", "by", "on", "from", "of", "w"]

    /// The index of the head among words in their order; nil where there are only numbers.
    ///
    /// - Parameter endsPart: whether punctuation ends a part of the text after the word at an index.
    package static func index(_ words: [String], endsPart: (Int) -> Bool) -> Int? {
        var head: Int?
        for (index, word) in words.enumerated() {
            if head != nil, openers.contains(word) { break }
            if word.contains(where: \.isLetter), !StopWords.all.contains(word) { head = index }
            if head != nil, endsPart(index) { break }
        }
        return head
    }

    /// Whether a text between two words ends a part.
    package static func isBreak(_ text: Substring.UTF8View) -> Bool {
        text.contains {
            [UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: "|"), UInt8(ascii: ";")].contains($0)
        }
            || (text.count > 2 && text.contains(UInt8(ascii: "-")))
    }
}
