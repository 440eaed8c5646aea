import SoukCatalog
public import SoukRanking
import SoukSearch

/// The answer to a search.
public struct SearchAnswerBody: Sendable, Encodable {
    public var results: [ResultAnswer]
    public var verdict: String
    public var understood: UnderstoodAnswer?
    public var matching: Int?
    public var facets: FacetsAnswer?
    public var cursor: String?
    public var timings: Timings
    public var generation: String
    /// Why the answer is less than it could be; nil where nothing is missing.
    public var degraded: [Degradation]?
    /// True where parts of the index were left out; nil for a whole answer.
    public var partial: Bool?
    public var missing: [String]?

    /// By stage, in milliseconds.
    public struct Timings: Sendable, Encodable {
        public var understanding: Double
        public var encoding: Double
        public var filter: Double
        public var words: Double
        public var vectors: Double
        public var fusion: Double
        public var facets: Double
        public var total: Double
    }

    init(_ answer: SearchAnswer, explained: Bool, allFacets: Bool) {
        results = answer.results.map { ResultAnswer($0, explained: explained) }
        verdict = Self.name(of: answer.verdict)
        understood = answer.query.map(UnderstoodAnswer.init)
        matching = answer.matching
        facets = answer.facets.map {
            FacetsAnswer($0, chosen: answer.filter?.categories ?? [], isWhole: allFacets)
        }
        cursor = answer.cursor
        let spent = answer.timings
        timings = Timings(
            understanding: spent.understanding, encoding: spent.encoding, filter: spent.filter,
            words: spent.words, vectors: spent.vectors, fusion: spent.fusion, facets: spent.facets,
            total: spent.total)
        generation = answer.generation
        degraded = answer.degraded
        (partial, missing) = (answer.missing.map { _ in true }, answer.missing)
    }

    private static func name(of verdict: SearchAnswer.Verdict) -> String {
        switch verdict {
        case .relevant: "relevant"
        case .nothingRelevant: "nothing_relevant"
        case .unjudged: "unjudged"
        }
    }

    private static let stages = [
        "understanding", "encoding", "filter", "words", "vectors", "fusion", "facets", "total",
    ]
    static let schema = Schema.object(
        "SearchAnswer", nil,
        [
            .required("results", .array(ResultAnswer.schema, 0...200, "The best first.")),
            .required(
                "verdict",
                .choice(
                    ["relevant", "nothing_relevant", "unjudged"],
                    "nothing_relevant: no listing is relevant; the results are the nearest. unjudged: relevance is unknown, because the index has no calibration."
                )),
            .optional("understood", UnderstoodAnswer.schema),
            .optional(
                "matching",
                .count(
                    """
                    Listings that the search finds: what its pages hold together, folded ones included, and what its \
                    facets are about. Absent on later pages.
                    """)),
            .optional("facets", FacetsAnswer.schema),
            .optional("cursor", .text("For the next page; absent after the last.")),
            .required(
                "timings",
                .object(
                    "Timings", "By stage, in milliseconds.", stages.map { .required($0, .number(0...1e9)) })),
            .required("generation", .text("Of the index that answered.")),
            .optional(
                "degraded",
                .array(
                    .choice(Degradation.allCases.map(\.rawValue)), 0...Degradation.allCases.count,
                    "Why the answer is less than it could be; absent where nothing is missing.")),
        ] + PartialAnswers.properties)
    static let example: JSON = [
        "results": [ResultAnswer.example], "verdict": "relevant",
        "understood": [
            "text": "bedside table under £50", "words": "bedside table", "weights": [:],
            "phrases": [["text": "under £50", "kind": "price", "maximum_price": 5000]], "notes": [],
        ],
        "matching": 118, "timings": .object(Dictionary(stages.map { ($0, 0.4) }, uniquingKeysWith: { $1 })),
        "generation": "000001",
    ]
}

/// Listings like one.
public struct SimilarAnswerBody: Sendable, Encodable {
    public var listing: ListingAnswer
    public var results: [ResultAnswer]
    public var milliseconds: Double
    public var generation: String
    /// True where parts of the index were left out; nil for a whole answer.
    public var partial: Bool?
    public var missing: [String]?

    init(_ answer: SimilarAnswer, missing: [String]?, explained: Bool) {
        listing = ListingAnswer(answer.listing)
        results = answer.results.map { ResultAnswer($0, explained: explained) }
        milliseconds = answer.milliseconds
        generation = answer.generation
        (partial, self.missing) = (missing.map { _ in true }, missing)
    }

    static let schema = Schema.object(
        "SimilarAnswer", nil,
        [
            .required("listing", ListingAnswer.schema),
            .required("results", .array(ResultAnswer.schema, 0...200)),
            .required("milliseconds", .number(0...1e9)), .required("generation", .text()),
        ] + PartialAnswers.properties)
    static let example: JSON = [
        "listing": ListingAnswer.example, "results": [ResultAnswer.example], "milliseconds": 3.1,
        "generation": "000001",
    ]
}

/// What a buyer is offered.
public struct RecommendationAnswerBody: Sendable, Encodable {
    public struct Offer: Sendable, Encodable {
        public var result: ResultAnswer
        public var reason: Reason
    }

    public struct Reason: Sendable, Encodable {
        public var kind: String
        /// For people.
        public var text: String
        public var action: String?
        public var listing: String?
    }

    public var buyer: String
    public var results: [Offer]
    public var interests: Int
    public var milliseconds: Double
    public var generation: String
    /// True where parts of the index were left out; nil for a whole answer.
    public var partial: Bool?
    public var missing: [String]?

    init(_ answer: RecommendationAnswer, missing: [String]?, explained: Bool) {
        buyer = answer.buyer
        results = answer.results.map {
            Offer(result: ResultAnswer($0.result, explained: explained), reason: Reason($0.reason))
        }
        interests = answer.interests
        milliseconds = answer.milliseconds
        generation = answer.generation
        (partial, self.missing) = (missing.map { _ in true }, missing)
    }

    static let schema = Schema.object(
        "Recommendations", nil,
        [
            .required("buyer", .text()),
            .required(
                "results",
                .array(
                    .object(
                        "Recommendation", nil,
                        [.required("result", ResultAnswer.schema), .required("reason", Reason.schema)]),
                    0...200)),
            .required("interests", .count("How many were found; 0 for a buyer of whom nothing is known.")),
            .required("milliseconds", .number(0...1e9)), .required("generation", .text()),
        ] + PartialAnswers.properties)
    static let example: JSON = [
        "buyer": "ana", "interests": 1, "milliseconds": 4.2, "generation": "000001",
        "results": [
            [
                "result": ResultAnswer.example,
                "reason": [
                    "kind": "because", "text": "because you saved Oak desk", "action": "save",
                    "listing": "b-7",
                ],
            ]
        ],
    ]
}

extension RecommendationAnswerBody.Reason {
    init(_ reason: Recommendation.Reason) {
        text = reason.description
        switch reason {
        case .because(let did, let id, _):
            kind = "because"
            (action, listing) = (EventInput.name(of: did), id)
        case .popular: kind = "popular"
        case .new: kind = "new"
        }
    }

    fileprivate static let schema = Schema.object(
        "Reason", nil,
        [
            .required("kind", .choice(["because", "popular", "new"])),
            .required("text", .text("For people.")),
            .optional("action", .choice(EventInput.actions.map(\.name))), .optional("listing", .text()),
        ])
}
