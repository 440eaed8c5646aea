import SoukCatalog
import SoukRanking

/// What a buyer who is typing may mean.
struct CompletionsAnswer: Sendable, Encodable {
    struct Completion: Sendable, Encodable {
        var text: String
        var kind: String
        var category: [String]?
        var listing: String?
        var corrected: Bool
    }

    var suggestions: [Completion]

    init(_ suggestions: [Suggestion]) {
        self.suggestions = suggestions.map {
            Completion(
                text: $0.text, kind: $0.kind.rawValue, category: $0.category, listing: $0.listing,
                corrected: $0.isCorrected)
        }
    }

    static let schema = Schema.object(
        "Completions", nil,
        [
            .required(
                "suggestions",
                .array(
                    .object(
                        "Completion", nil,
                        [
                            .required("text", .text("What to search for.")),
                            .required("kind", .choice(Suggestion.Kind.allCases.map(\.rawValue))),
                            .optional("category", .array(.text(), 1...100, "The category's path.")),
                            .optional("listing", .text("The id of the listing with this title.")),
                            .required("corrected", .flag("Whether a slip of the keyboard was mended.")),
                        ]), 0...50, "The likeliest first."))
        ])
    static let example: JSON = [
        "suggestions": [
            ["text": "leather sofa", "kind": "query", "corrected": false],
            [
                "text": "Sofas", "kind": "category", "category": ["Home & Garden", "Sofas"],
                "corrected": false,
            ],
        ]
    ]
}
