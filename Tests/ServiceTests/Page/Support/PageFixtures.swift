import SoukCatalog
import Foundation
import SoukRanking
import SoukEmbeddedSearch
import SoukSearch

@testable import SoukService

/// A fictional marketplace's answers: Ranking's types have no public initialisers, so they are read from JSON.
enum PageFixtures {
    /// 2026-03-01 12:00 UTC
    static let now = 1_772_366_400

    static func listing(
        _ id: String, _ title: String, price: Int? = 4_500, town: String? = "Leeds", hasPhoto: Bool = true,
        days: Int = 3
    ) -> IndexedListing {
        IndexedListing(
            id: id, title: title, description: "Solid oak.\nCollection only.",
            categoryPath: ["Home & Garden", "Tables"], price: price, currency: "GBP", town: town,
            latitude: 53.8,
            longitude: -1.55, hasPhoto: hasPhoto, attributes: [.condition: "Used", .seller: "Ada"],
            postedAt: now - days * 86_400)
    }

    static func result(
        _ listing: IndexedListing, rank: Int = 1, scoreRank: Int? = nil, duplicates: [String] = []
    ) throws -> RankedResult {
        let breakdown = """
            {"parts": [{"feature": "bm25", "raw": 0.9, "contribution": 1.8},
             {"feature": "title coverage", "raw": 1, "contribution": 0.9},
             {"feature": "age", "raw": 3, "contribution": -0.3}, {"feature": "price", "contribution": 0}]}
            """
        return try decode(
            """
            {"listing": \(json(listing)), "rank": \(rank), "scoreRank": \(scoreRank ?? rank), "score": 2.4,
             "breakdown": \(breakdown), "probability": 0.87, "isRelevant": true, "duplicates": \(json(duplicates)),
             "matches": [{"term": "oack", "word": "oak", "field": 0, "how": "typo"}],
             "rankWithout": [{"feature": "bm25", "rank": 9}]}
            """)
    }

    static func answer(
        _ listings: [IndexedListing], verdict: String = "relevant", cursor: String? = "next-1"
    ) throws -> SearchAnswer {
        let results = try listings.enumerated().map {
            try result($1, rank: $0 + 1, scoreRank: $0 + 2, duplicates: $0 == 0 ? ["x"] : [])
        }
        let facets = """
            {"total": 1234, "withPhoto": 1000, "withoutPhoto": 234,
             "categories": [{"path": ["Home & Garden"], "count": 800},
                            {"path": ["Home & Garden", "Tables"], "count": 90}],
             "prices": [{"below": 1000, "count": 3}, {"from": 1000, "below": 2500, "count": 9},
                        {"from": 100000, "count": 2}, {"count": 1}],
             "attributes": {"condition": [{"value": "Used", "count": 5}, {"count": 4}]},
             "towns": [{"value": "Leeds", "count": 7}]}
            """
        let query = """
            {"text": "oack table under 80 near Leeds", "words": "oack table", "weights": {},
             "phrases": [{"text": "under 80", "meaning": {"price": {"maximum": 8000}}},
                         {"text": "near Leeds", "meaning": {"place": {"name": "Leeds",
                            "circle": {"latitude": 53.8, "longitude": -1.5, "kilometres": 30}}}}],
             "notes": [{"unknownPlace": {"name": "Ledes", "nearest": ["Leeds"]}}]}
            """
        return try decode(
            """
            {"results": \(json(results)), "verdict": "\(verdict)", "query": \(query), "matching": 1234,
             "filter": {"categories": [], "attributes": {}, "excludedIDs": [], "excludedWords": [], "near":
                {"latitude": 53.8, "longitude": -1.5, "kilometres": 30}},
             "facets": \(facets), \(cursor.map { "\"cursor\": \"\($0)\"," } ?? "")
             "timings": {"understanding": 1, "encoding": 2, "filter": 1, "words": 1, "vectors": 1, "fusion": 1,
                         "facets": 1, "total": 12.3}, "generation": "g1"}
            """)
    }

    static func recommendations(_ listings: [IndexedListing], interests: Int = 2) throws
        -> RecommendationAnswer
    {
        let reasons = [
            #"{"because": {"action": "save", "listing": "t1", "title": "Oak table"}}"#, #"{"popular": {}}"#,
            #"{"new": {}}"#,
        ]
        let results = try listings.enumerated().map { place, listing in
            let result = try json(Self.result(listing, rank: place + 1))
            return #"{"result": \#(result), "reason": \#(reasons[place % 3])}"#
        }
        return try decode(
            """
            {"buyer": "b", "results": [\(results.joined(separator: ","))], "interests": \(interests),
             "milliseconds": 3, "generation": "g1"}
            """)
    }

    static let tables = [
        listing("t1", "Oak table with two leaves", days: 0),
        listing("t2", "Small oack table", price: nil, town: nil, hasPhoto: false, days: 40),
        listing("t3", "Table, garden, folding", price: 0, days: 1),
    ]

    static var context: CardContext {
        CardContext(
            link: SearchLink([("q", "oack table under 80 near Leeds")]),
            circle: .init(latitude: 53.8, longitude: -1.5, kilometres: 30), saved: ["t3"], now: now)
    }

    static func decode<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
