import Foundation
import SoukCatalog
import SoukReports
import Testing
@testable import SoukEvaluation
import SoukEmbeddedSearch
import SoukRanking
import SoukSearch
@testable import SoukEvaluation

/// A fictional shop: things of three colours and five kinds; a query asks for one of each.
private struct Shop {
    static let colours = ["red", "green", "blue"]
    static let kinds = ["kettle", "lamp", "chair", "table", "rug"]

    /// The same things under other words, so that only vectors can tell.
    static func vector(_ text: String) -> [Float] {
        let words = Set(text.lowercased().split(separator: " ").map(String.init))
        let other = ["crimson": "red", "emerald": "green", "azure": "blue"]
        let plain = words.union(words.compactMap { other[$0] })
        let raw = (colours + kinds).map { Float(plain.contains($0) ? 1 : 0.05) }
        let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return raw.map { $0 / length }
    }

    /// Knows the other words for colours.
    struct Encoder: ContentEncoder {
        var identity: String { "shop" }
        var dimensions: Int { 8 }
        var fields: [VectorField] { [.text] }

        func embed(queries: [QueryContent]) -> [[Float]] { queries.map { vector($0.words ?? "") } }
        func embed(listings: [ListingContent]) -> [[VectorField: [Float]]] {
            listings.map { [.text: vector($0.title)] }
        }
    }

    static func table() -> JudgementTable {
        let synonyms = ["red": "crimson", "green": "emerald", "blue": "azure"]
        var queries: [JudgedQuery] = []
        for (number, colour) in colours.enumerated() {
            for kind in kinds {
                for form in 0..<6 {
                    let other = colours[(number + 1) % 3]
                    let exact = form % 2 == 0 ? colour : synonyms[colour] ?? colour
                    queries.append(
                        JudgedQuery(
                            text: "\(colour) \(kind) number \(form)",
                            judgements: [
                                title("\(exact) \(kind) of good make \(form)", 3),
                                title("\(other) \(kind) \(form)", 2),
                                title("\(other) \(kinds[(form + 1) % 5]) for sale \(form)", 1),
                            ]))
                }
            }
        }
        return JudgementTable(queries: queries)
    }

    private static func title(_ title: String, _ relevance: Double) -> Judgement {
        Judgement(listing: title, title: title, relevance: relevance)
    }
}

@Suite struct JudgedEvaluationTests {
    private static let generations = EmbeddedGenerations(root: FileManager.default.temporaryDirectory)

    private func evaluation(
        _ change: (inout JudgedEvaluation.Options) -> Void = { _ in }
    ) async throws -> JudgedEvaluation {
        var options = JudgedEvaluation.Options()
        options.resamples = 200
        change(&options)
        return try await JudgedEvaluation(
            Shop.table(), on: Self.generations, model: Shop.Encoder(), options: options)
    }

    @Test func aModelThatLearnedBeatsWhatItIsMadeOf() async throws {
        let split = QuerySplit(trainFraction: 0.5)
        let evaluation = try await evaluation { $0.heldOut = split }
        let model = try await evaluation.learn(name: "ranking/1", judgements: "hash", split: split)
        let report = try await evaluation.report(model)
        func ndcg(_ system: String) -> Double { report.systems[system]?.ndcg.mean ?? .nan }
        #expect(report.queries + report.learnedQueries == 90)
        #expect(report.judgements == report.queries * 3)
        #expect(report.ranking == "ranking/1")
        #expect(ndcg("ranking") > ndcg("bm25") && ndcg("bm25") > ndcg("random"))
        #expect(ndcg("ranking") > ndcg("vectors") - 0.01, "vectors alone are nearly perfect here")
        #expect((report.systems["ranking"]?.recall.mean ?? 0) > (report.systems["random"]?.recall.mean ?? 1))
        #expect(model.keptAside(from: "hash") == split)
        #expect(model.keptAside(from: "another table") == nil)
    }

    /// What judged evaluation says of a query and a listing is what a search says of them.
    @Test func scoresAreThoseOfASearch() async throws {
        let evaluation = try await evaluation()
        var compared = 0
        for query in evaluation.usable.prefix(20) {
            let answer = try await evaluation.pipeline.search(SearchRequest(query.text, limit: 200))
            let judged = try await JudgedAnswer(query, gain: evaluation.gain, pipeline: evaluation.pipeline)
            let shown = Dictionary(
                answer.results.map { ($0.listing.id, $0) }, uniquingKeysWith: { first, _ in first })
            for (id, values) in zip(judged.ids, judged.judged) {
                guard let result = shown[id], let values else { continue }
                compared += 1
                #expect(evaluation.pipeline.tuning.search.score(values) == result.score)
                #expect(judged.ranks[id] == result.rank)
                for part in result.breakdown.parts { #expect(values[part.feature] == part.raw) }
            }
        }
        #expect(compared > 40)
    }

    /// A listing that no retriever finds gets the same features as one that is found.
    @Test func askingForListingsChangesNothingForOthers() async throws {
        let pipeline = try await evaluation().pipeline
        let alone = try await pipeline.ranked(SearchRequest("red kettle number 0"))
        let ids = Set(Shop.table().queries.flatMap { $0.judgements.map(\.listing) })
        let beside = try await pipeline.ranked(SearchRequest("red kettle number 0"), alsoScoring: Array(ids))
        let known = Dictionary(
            zip(beside.candidates.map(\.listing.id), beside.values), uniquingKeysWith: { first, _ in first })
        #expect(known.count == ids.count)
        for (candidate, values) in zip(alone.candidates, alone.values) {
            #expect(known[candidate.listing.id] == values)
        }
        #expect(alone.results.map(\.listing.id) == beside.results.map(\.listing.id))
    }

    /// Three titles worth 3, 1 and 0: the mean over their orders, by hand.
    @Test func randomOrderIsTheExpectation() async throws {
        let report = try await evaluation().report()
        let second = 1 / log2(3.0)
        let mean = 4.0 / 3 * (1 + second + 0.5) / (3 + second)
        #expect(abs((report.systems["random"]?.ndcg.mean ?? 0) - mean) < 1e-9)
        #expect(report.queries == 90 && report.learnedQueries == 0)
    }

    @Test func reportsAreJSONAndPages() async throws {
        let report = try await evaluation().report()
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any]
        let systems = try #require(object?["systems"] as? [String: [String: Any]])
        #expect(Set(systems.keys) == ["random", "bm25", "vectors", "hybrid", "ranking", "shown"])
        for system in systems.values {
            #expect(system["ndcg@10"] is Double && system["recall@10"] is Double)
            #expect((system["ndcg@10_interval"] as? [Double])?.count == 2)
        }
        #expect(object?["queries"] as? Int == 90)
        #expect(object?["ranking"] as? String == "standard")
        #expect((object?["differences"] as? [String: Any])?["ranking - bm25"] != nil)
        #expect(report.forPeople.html.contains("ranking model standard"))
        #expect(report.forPeople.text.contains("ndcg@10"))
    }

    @Test func queriesThatCannotTellOrdersApartAreLeftOut() async throws {
        let even = JudgedQuery(
            text: "rug",
            judgements: (0..<4).map { Judgement(listing: "\($0)", title: "Rug \($0)", relevance: 2) })
        let single = JudgedQuery(
            text: "lamp", judgements: [Judgement(listing: "9", title: "Lamp", relevance: 3)])
        await #expect(throws: RankingError.self) {
            try await JudgedEvaluation(
                JudgementTable(queries: [even, single]), on: Self.generations, model: nil)
        }
    }

    @Test func theSameTwiceIsTheSame() async throws {
        let split = QuerySplit(trainFraction: 0.5)
        let first = try await evaluation().learn(name: "ranking/1", judgements: "h", split: split)
        let second = try await evaluation().learn(name: "ranking/1", judgements: "h", split: split)
        #expect(first == second)
    }
}
