import SoukSearch

/// Words written together or apart: "washingmachine" and "washing machine", "iphone12" and "iphone 12".
struct Compounds {
    /// How many cuts are looked up in the index.
    static let maximumCuts = 4
    let forms: WordForms

    /// The two words that a word consists of: they stand next to each other in a document, and both are
    /// commoner than the word itself. Of several cuts the one whose rarer part is commonest wins.
    ///
    /// Parts have three letters at least; of an unknown word two, or one before the rest ("tshirt"); and
    /// any number where letters meet digits.
    func split(_ word: String, documents: Int) -> [String]? {
        let letters = Array(word.unicodeScalars)
        guard (3...40).contains(letters.count) else { return nil }
        var cuts: [(parts: [String], documents: Int)] = []
        for cut in 1..<letters.count where isAllowed(cut, letters, isUnknown: documents == 0) {
            let parts = [letters[..<cut], letters[cut...]].map { String(String.UnicodeScalarView($0)) }
            guard let head = forms.find(parts[0]), let tail = forms.find(parts[1]) else { continue }
            let rarer = min(head.documents, tail.documents)
            if rarer > documents { cuts.append((parts, rarer)) }
        }
        cuts.sort { $0.documents > $1.documents }
        return cuts.prefix(Self.maximumCuts).first { forms.standTogether($0.parts) }?.parts
    }

    private func isAllowed(_ cut: Int, _ letters: [Unicode.Scalar], isUnknown: Bool) -> Bool {
        if Self.isDigit(letters[cut - 1]) != Self.isDigit(letters[cut]) { return true }
        let shortest = min(cut, letters.count - cut)
        return shortest >= 3 || (isUnknown && (shortest == 2 || cut == 1))
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
