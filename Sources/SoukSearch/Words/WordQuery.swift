package import SoukAnalysis

/// What a buyer typed, taken apart: words, phrases, and what must not be there.
///
/// `"corner sofa" leather -broken -"sofa bed"` asks for the phrase and the word, and leaves out two things.
/// No text is an error and none reaches SQLite as syntax. Work is bounded: `maximumTerms` terms of the first
/// `maximumLength` characters count.
public struct WordQuery: Sendable, Equatable {
    public static let maximumTerms = 24
    public static let maximumLength = 2_000

    public struct Term: Sendable, Equatable {
        public var text: String
        /// Above 0 the term is wanted, below 0 listings with it come later.
        public var weight: Double
        /// Its words must stand next to each other, in this order.
        public var isPhrase: Bool
        /// Where its words stand in the query, so that neighbours are known; nil for a term by itself.
        package let places: Range<Int>?

        public init(_ text: String, weight: Double = 1, isPhrase: Bool = false) {
            self.init(text, weight: weight, isPhrase: isPhrase, places: nil)
        }

        init(_ text: String, weight: Double = 1, isPhrase: Bool, places: Range<Int>?) {
            self.text = text
            self.weight = weight
            self.isPhrase = isPhrase
            self.places = places
        }
    }

    public var terms: [Term]
    /// Words and phrases that no result may hold.
    public var exclusions: [Term]
    public var synonyms: Synonyms
    /// The last word may be the beginning of one.
    public var completesLastWord: Bool
    /// As typed; the words alone where each has a weight.
    public let text: String
    /// The text of the term for the thing that is looked for; nil where none can be told.
    public let head: String?
    /// Texts of the wanted terms that say what the thing is, the head among them; none where each word has a weight.
    package let names: [String]
    /// Of the text as typed; none where each word has a weight.
    package let tokens: [WordToken]

    /// Parses what a buyer typed.
    ///
    /// - Parameters:
    ///   - text: Words, "phrases" in quotation marks, and exclusions with a minus sign.
    ///   - synonyms: Other ways to say these words.
    ///   - completingLastWord: For searches while the buyer types. A blank after the last word ends it.
    public init(_ text: String, synonyms: Synonyms = .none, completingLastWord: Bool = false) {
        var parser = WordQueryParser(text)
        parser.parse()
        terms = StopWords.dropped(from: parser.terms)
        exclusions = parser.exclusions
        self.synonyms = synonyms
        completesLastWord =
            completingLastWord && parser.endsInWord && parser.terms.last == terms.last
        isBlank = parser.isBlank
        self.text = text
        tokens = parser.tokens
        head = HeadWord.position(parser.tokens) { _ in false }.flatMap { head in
            parser.terms.first { $0.places?.contains(head) == true }?.text
        }
        let naming = HeadWord.naming(parser.tokens)
        let head = head
        names = terms.filter { term in
            term.weight > 0
                && (term.text == head || term.places.map { naming.contains(where: $0.contains) } ?? false)
        }.map(\.text)
    }

    /// Words with a weight each, as `{"leather": 1, "sofa": 0.5, "corner": -1}`. Weights that are no number
    /// or 0 are left out, others cut to ±10. The order of terms is the alphabet's.
    public init(weights: [String: Double], synonyms: Synonyms = .none) {
        var terms: [Term] = []
        for (text, weight) in weights.sorted(by: { $0.key < $1.key }) where weight.isFinite && weight != 0 {
            var parser = WordQueryParser(text)
            parser.parse()
            terms += parser.terms.map {
                Term($0.text, weight: min(max(weight, -10), 10), isPhrase: $0.isPhrase, places: $0.places)
            }
        }
        self.terms = Array(terms.prefix(Self.maximumTerms))
        exclusions = []
        self.synonyms = synonyms
        completesLastWord = false
        text = self.terms.map(\.text).joined(separator: " ")
        head = nil
        names = []
        tokens = []
    }

    /// Why the query finds nothing, whatever the index holds.
    public enum Emptiness: String, Sendable, Equatable, CustomStringConvertible {
        case blank
        case noWords
        case onlyExclusions

        public var description: String {
            switch self {
            case .blank: "The query is empty."
            case .noWords: "The query holds no letters or digits to look for."
            case .onlyExclusions: "The query says only what must not be there; add what to look for."
            }
        }
    }

    /// Nil when there is something to look for.
    public var emptiness: Emptiness? {
        if terms.contains(where: { $0.weight > 0 }) { return nil }
        if !exclusions.isEmpty || !terms.isEmpty { return .onlyExclusions }
        return isBlank ? .blank : .noWords
    }

    private var isBlank = false
}
