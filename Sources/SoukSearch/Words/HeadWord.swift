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
            // *A pair of dumbbells* is dumbbells.
            let isOpener = openers.contains(token.form) && (token.form != "of" || head != nil)
            if anyWord != nil, isOpener, !described.contains(position) { break }
            if !described.contains(position), isName(token.form) {
                anyWord = position
                if !describingWords.contains(token.form) { head = position }
            }
            if head != nil, endsPart(position) { break }
        }
        return head ?? anyWord
    }

    /// The position of the head among a title's words; commas, brackets and dashes end a part of it.
    package static func position(_ tokens: [WordToken], in title: String) -> Int? {
        let (text, words) = (title.utf8, tokens.filter { $0.kind == .word })
        return position(tokens) { index in
            guard index + 1 < words.count else { return true }
            let (end, next) = (words[index].bytes.upperBound, words[index + 1].bytes.lowerBound)
            guard end <= next, next <= text.count else { return false }
            return isBreak(
                text[text.index(text.startIndex, offsetBy: end)..<text.index(text.startIndex, offsetBy: next)]
            )
        }
    }

    /// Positions of the words that say what the thing is, of a query: without what only describes it, and without what
    /// follows the first preposition. None where every word describes.
    package static func naming(_ tokens: [WordToken]) -> Set<Int> {
        let described = describing(tokens)
        var positions: Set<Int> = []
        for token in tokens where token.kind == .word {
            if !positions.isEmpty, openers.contains(token.form) { break }
            guard !described.contains(token.position), isName(token.form),
                !describingWords.contains(token.form), !ratherWords.contains(token.form)
            else { continue }
            positions.insert(token.position)
        }
        return positions
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

    /// What a buyer would rather have, and does without; well-known brands among it.
    private static let ratherWords: Set<String> = Set(
        """
        affordable decent fancy stylish elegant comfy comfortable cosy cozy soft fluffy sturdy solid strong thick thin \
        round square oval rectangular lightweight waterproof wireless cordless foldaway second hand secondhand preloved \
        refurbished reconditioned handmade classic traditional funky cute smart professional winter summer spring autumn rain \
        need looking wanted buy selling near local \
        apple samsung sony lg panasonic philips bosch siemens miele hotpoint beko dyson hoover makita dewalt ryobi stihl \
        ikea habitat dunelm laura ashley nike adidas puma reebok levis zara next clarks barbour gucci chanel casio seiko \
        rolex dell hp lenovo asus acer toshiba canon nikon epson fender gibson yamaha roland lego fisher price chicco \
        silver cross bugaboo raleigh trek giant carrera specialized
        """.split(separator: " ").map(String.init))

    /// Whether a text between two words ends a part.
    private static func isBreak(_ text: Substring.UTF8View) -> Bool {
        text.contains {
            [UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: "|"), UInt8(ascii: ";")].contains($0)
        }
            || (text.count > 2 && text.contains(UInt8(ascii: "-")))
    }
}
