import SoukCatalog
import Foundation
import SoukRanking
import SoukSearch

/// What `POST /v1/search` takes, and `GET /v1/search` in fewer words.
enum SearchInput {
    static let schema = Schema.object(
        "SearchRequest", "What a buyer asks for. Nothing at all shows the newest.",
        [
            .optional("query", .string(0...2_000, .plain, "Words as typed.")),
            .optional("photo", .photoInput),
            .optional(
                "weights",
                .map(
                    .number(-100...100), most: 32,
                    "How much each word or phrase counts, in place of the query's words; below 0 against.")),
            .optional(
                "without", .array(.string(1...200), 0...32, "Words and phrases that no result may hold.")),
            .optional("filter", .filterInput),
            .optional(
                "keeping",
                .array(
                    .string(1...200), 0...32, "Phrases understood as a filter that shall be words after all.")
            ),
            .optional("sort", .sort),
            .optional("limit", .limit),
            .optional("cursor", .cursor),
            .optional("explain", .flag("Whether each result says how its score came about.")),
            .optional("facets", .flag("Whether to count facets; true unless told.")),
            .optional("all_facets", .flag(allFacets)),
            .optional("allow_partial", .flag(PartialAnswers.note)),
        ])

    private static let allFacets =
        """
        Whether facets name every category and value; else the top levels and those around the chosen, and the ten \
        commonest values.
        """

    static let parameters: [Endpoint.Parameter] =
        [
            .query("q", .string(0...2_000), "Words as typed.", example: "oak dining table under £100"),
            .query(
                "category", .oneOrMore(.category, most: 32), "A category's name or path; may be repeated."),
            .query("near", .string(1...100), "A town."),
            .query("kilometres", .kilometres, "How far from the town; 30 unless told."),
            .query("min_price", .money, "In minor units."),
            .query("max_price", .money, "In minor units."),
            .query("currency", .priceCurrency, "Of the two prices."),
            .query("has_photo", .flag(), "Only with a photo, or only without."),
            .query("posted_after", .time(), "No older than this."),
            .query(
                "without", .array(.string(1...200), 0...32),
                "A word that no result may hold; may be repeated."),
            .query("sort", .sort, "The order of results."),
            .query("limit", .limit, "Results on a page."),
            .query("cursor", .cursor, "From an earlier answer."),
            .query("explain", .flag(), "Whether each result says how its score came about."),
            .query("facets", .flag(), "Whether to count facets; true unless told."),
            .query("all_facets", .flag(), allFacets),
            PartialAnswers.parameter,
        ]
        + ListingAttribute.allCases.map {
            .query($0.name, $0.filterSchema, $0.description.note + " May be repeated.")
        }

    /// The body that says the same as the parameters of a URL.
    static func body(_ parameters: [String: JSON]) -> JSON {
        var body: [String: JSON] = [:]
        var filter: [String: JSON] = [:]
        let renamed = ["min_price": "minimum_price", "max_price": "maximum_price"]
        let plain: Set = [
            "without", "sort", "limit", "cursor", "explain", "facets", "all_facets", "allow_partial",
        ]
        for (name, value) in parameters {
            switch name {
            case "q": body["query"] = value
            case "near", "kilometres": continue
            case _ where plain.contains(name): body[name] = value
            default: filter[renamed[name] ?? name] = value
            }
        }
        var near: [String: JSON] = [:]
        near["town"] = parameters["near"]
        near["kilometres"] = parameters["kilometres"]
        if !near.isEmpty { filter["near"] = .object(near) }
        if !filter.isEmpty { body["filter"] = .object(filter) }
        return .object(body)
    }

    /// - Parameter photo: the body's photo, which was looked up or cleaned before.
    static func request(_ body: JSON, photo: QueryPhoto?) throws -> SearchRequest {
        let input = try FilterInput(body["filter"], at: .root.appending("filter"))
        var request = SearchRequest(body["query"]?.text ?? "")
        request.photo = photo
        request.weights = (body["weights"]?.members ?? [:]).compactMapValues(\.decimal)
        request.without = (body["without"]?.items ?? []).compactMap(\.text)
        request.keeping = Set((body["keeping"]?.items ?? []).compactMap(\.text))
        request.categories = input.categories
        request.near = input.town
        request.kilometres = input.kilometres
        request.filter = input.filter
        request.limit = body["limit"]?.whole ?? 20
        request.cursor = body["cursor"]?.text
        request.allowsPartial = body["allow_partial"]?.flag ?? false
        request.countsFacets = body["facets"]?.flag ?? true
        request.order = body["sort"]?.text.flatMap(ScanOrder.init(rawValue:))
        return request
    }
}

extension Schema {
    /// "relevance" is no scan order, and so means the best first.
    static let sort = Schema.choice(
        ["relevance", "newest", "cheapest", "dearest", "nearest"],
        "The best first unless told. Every order is of all that the search finds.")
    static let cursor = Schema.string(1...65_536, .plain, "Of an earlier answer: the page after it.")
}
