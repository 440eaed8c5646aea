import SoukRanking
import SoukSearch

/// How a query was read.
public struct UnderstoodAnswer: Sendable, Encodable {
    /// A phrase of the query that became a filter.
    public struct Phrase: Sendable, Encodable {
        /// As typed: sent back in `keeping`, it becomes words again.
        public var text: String
        public var kind: String
        public var minimumPrice: Int?
        public var maximumPrice: Int?
        public var town: String?
        public var kilometres: Double?
        public var condition: String?
        public var words: String?

        private enum CodingKeys: String, CodingKey {
            case text, kind, town, kilometres, condition, words
            case minimumPrice = "minimum_price"
            case maximumPrice = "maximum_price"
        }
    }

    public var text: String
    public var words: String
    public var weights: [String: Double]
    public var phrases: [Phrase]
    public var notes: [String]

    init(_ query: UnderstoodQuery) {
        text = query.text
        words = query.words
        weights = query.weights
        phrases = query.phrases.map(Phrase.init)
        notes = query.notes.map(\.description)
    }

    static let schema = Schema.object(
        "Understood", "How the query was read.",
        [
            .required("text", .text("After clean-up.")), .required("words", .text("What was looked for.")),
            .required("weights", .map(.real(), most: 32)),
            .required("phrases", .array(Phrase.schema, 0...1_000, "What became a filter.")),
            .required("notes", .array(.text(), 0...100, "What the buyer should know.")),
        ])
}

extension UnderstoodAnswer.Phrase {
    init(_ phrase: UnderstoodPhrase) {
        text = phrase.text
        switch phrase.meaning {
        case .price(let minimum, let maximum):
            kind = "price"
            (minimumPrice, maximumPrice) = (minimum, maximum)
        case .aboutPrice(let price):
            kind = "about_price"
            (minimumPrice, maximumPrice) = (price, price)
        case .place(let name, let circle):
            kind = "place"
            (town, kilometres) = (name, circle.kilometres)
        case .hasPhoto: kind = "has_photo"
        case .condition(let name):
            kind = "condition"
            condition = name
        case .without(let unwanted):
            kind = "without"
            words = unwanted
        }
    }

    fileprivate static let schema = Schema.object(
        "UnderstoodPhrase",
        "A phrase that became a filter, or a price by which results are ordered (about_price); send its text in \"keeping\" to have words instead.",
        [
            .required("text", .text("As typed.")),
            .required(
                "kind", .choice(["price", "about_price", "place", "has_photo", "condition", "without"])),
            .optional("minimum_price", .count()), .optional("maximum_price", .count()),
            .optional("town", .text()), .optional("kilometres", .real()), .optional("condition", .text()),
            .optional("words", .text()),
        ])
}
