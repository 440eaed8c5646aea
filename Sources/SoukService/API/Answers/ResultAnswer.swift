import SoukCatalog
import SoukRanking
import SoukSearch

/// One result, with the reasons for its place where they were asked for.
public struct ResultAnswer: Sendable, Encodable {
    public var listing: ListingAnswer
    public var rank: Int
    public var score: Double
    public var probability: Double?
    public var isRelevant: Bool?
    public var duplicates: [String]
    public var breakdown: BreakdownAnswer?

    private enum CodingKeys: String, CodingKey {
        case listing, rank, score, probability, duplicates, breakdown
        case isRelevant = "is_relevant"
    }

    init(_ result: RankedResult, explained: Bool) {
        listing = ListingAnswer(result.listing, isWhole: explained)
        rank = result.rank
        score = result.score
        probability = result.probability
        isRelevant = result.isRelevant
        duplicates = result.duplicates
        breakdown = explained ? BreakdownAnswer(result) : nil
    }

    static let schema = Schema.object(
        "Result", nil,
        [
            .required("listing", ListingAnswer.schema), .required("rank", .integer(1...1_000_000, "From 1.")),
            .required("score", .real("The sum of the breakdown's contributions.")),
            .optional(
                "probability",
                .number(0...1, "That this is what the buyer wants; absent where nothing was calibrated.")),
            .optional("is_relevant", .flag("Whether that is probable enough.")),
            .required(
                "duplicates",
                .array(.text(), 0...100_000, "Listings of the same thing, folded into this one.")),
            .optional("breakdown", BreakdownAnswer.schema),
        ])
    static let example: JSON = [
        "listing": ListingAnswer.example, "rank": 1, "score": 4.25, "probability": 0.93, "is_relevant": true,
        "duplicates": [], "breakdown": BreakdownAnswer.example,
    ]
}

/// What a score is made of.
public struct BreakdownAnswer: Sendable, Encodable {
    public struct Part: Sendable, Encodable {
        public var signal: String
        public var raw: Double?
        public var contribution: Double
        /// The result's place by score if this signal were ignored, where that would move it.
        public var rankWithout: Int?

        private enum CodingKeys: String, CodingKey {
            case signal, raw, contribution
            case rankWithout = "rank_without"
        }
    }

    public struct Match: Sendable, Encodable {
        public var term: String
        public var word: String
        public var field: String
        public var how: String
    }

    public var scoreRank: Int
    public var parts: [Part]
    public var matches: [Match]

    private enum CodingKeys: String, CodingKey {
        case parts, matches
        case scoreRank = "score_rank"
    }

    init(_ result: RankedResult) {
        scoreRank = result.scoreRank
        parts = result.breakdown.parts.map { part in
            Part(
                signal: part.feature.rawValue, raw: part.raw, contribution: part.contribution,
                rankWithout: result.rankWithout.first { $0.feature == part.feature }?.rank)
        }
        matches = result.matches.map {
            Match(term: $0.term, word: $0.word, field: "\($0.field)", how: $0.how.rawValue)
        }
    }

    static let schema = Schema.object(
        "Breakdown", "How a score came about: the contributions add up to it.",
        [
            .required(
                "score_rank", .integer(1...1_000_000, "By score alone, before duplicates were folded.")),
            .required(
                "parts",
                .array(
                    .object(
                        "BreakdownPart", nil,
                        [
                            .required("signal", .text()),
                            .optional("raw", .real("As measured; absent where there is none.")),
                            .required("contribution", .real()),
                            .optional(
                                "rank_without", .integer(1...1_000_000, "Its place if this were ignored.")),
                        ]), 0...100)),
            .required(
                "matches",
                .array(
                    .object(
                        "WordMatch", nil,
                        [
                            .required("term", .text("As typed.")), .required("word", .text("As found.")),
                            .required("field", .choice(WordField.allCases.map { "\($0)" })),
                            .required("how", .choice(MatchedWord.How.allCases.map(\.rawValue))),
                        ]), 0...10_000)),
        ])
    static let example: JSON = [
        "score_rank": 1,
        "parts": [["signal": "words", "raw": 1, "contribution": 2.5, "rank_without": 3]],
        "matches": [["term": "tables", "word": "table", "field": "title", "how": "stem"]],
    ]
}
