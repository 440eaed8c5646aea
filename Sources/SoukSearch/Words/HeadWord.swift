package import SoukAnalysis

/// The word for the thing itself. English puts it last: in `cover for a corner sofa` it is the word before the first
/// preposition, in `red leather sofa, can deliver` the last one before a mark of punctuation. What only describes a
/// thing is passed over: colours, sizes, conditions, codes, numbers with their units.
package enum HeadWord {
    /// What follows them says what a thing goes with, not what it is.
    package static let openers: Set<String> = ["with", "for", "in", "to", "by", "on", "from", "of", "w"]

    /// The position of the head among a text's words; nil where there are only numbers.
    ///
    /// - Parameters:
    ///   - tokens: of one text.
    ///   - endsPart: whether punctuation ends a part of the text after the word at a position.
    package static func position(_ tokens: [WordToken], endsPart: (Int) -> Bool) -> Int? {
        let described = describing(tokens)
        var (head, anyWord): (Int?, Int?)
        for token in tokens where token.kind == .word {
            let position = token.position
            if anyWord != nil, openers.contains(token.form), !described.contains(position) { break }
            if !described.contains(position), isName(token.form) {
                anyWord = position
                if !describingWords.contains(token.form) { head = position }
            }
            if head != nil, endsPart(position) { break }
        }
        return head ?? anyWord
    }

    /// Positions of numbers with their units, and of codes.
    private static func describing(_ tokens: [WordToken]) -> Set<Int> {
        var positions: Set<Int> = []
        for token in tokens {
            let isCode = token.kind == .whole && token.form.utf8.contains { (0x30...0x39).contains($0) }
            if token.kind == .measure || isCode {
                positions.formUnion(token.position..<(token.position + token.width))
            }
        }
        return positions
    }

    private static func isName(_ form: String) -> Bool {
        form.contains(where: \.isLetter) && !StopWords.all.contains(form)
    }

    private static let describingWords: Set<String> = Set(
        """
        red blue green yellow orange purple pink black white grey gray brown beige cream navy teal turquoise gold silver \
        golden multicoloured colour coloured dark light pale bright oak pine walnut mahogany teak bamboo rattan wicker \
        wooden wood metal metallic plastic leather suede velvet cotton linen wool woollen steel stainless chrome \
        aluminium ceramic marble rubber large small medium big little mini huge tiny xl xxl xs long short tall wide \
        narrow slim compact double single king queen super size sized new used old vintage retro antique modern \
        original genuine boxed unused vgc excellent condition good great perfect lovely beautiful nice cheap bargain \
        free rare unwanted working faulty broken spares repair repairs mens womens ladies girls boys kids childrens \
        adult adults unisex men women left right front rear top bottom pair bundle joblot lot set electric manual \
        portable folding foldable adjustable outdoor indoor heavy duty quality brand branded uk inc incl plus only \
        approx collection delivery sale offers ono now
        """.split(separator: " ").map(String.init))

    /// Whether a text between two words ends a part.
    package static func isBreak(_ text: Substring.UTF8View) -> Bool {
        text.contains {
            [UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: "|"), UInt8(ascii: ";")].contains($0)
        }
            || (text.count > 2 && text.contains(UInt8(ascii: "-")))
    }
}
