import Foundation
import SoukCatalog
import SoukReports
import Testing

@testable import SoukEvaluation
@testable import SoukModels
@testable import SoukRanking

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
    private func evaluation(_ change: (inout JudgedEvaluation.Options) -> Void = { _ in }) throws
        -> JudgedEvaluation
    {
        var options = JudgedEvaluation.Options()
        options.resamples = 200
        change(&options)
        return try JudgedEvaluation(Shop.table(), options: options) { $0.map(Shop.vector) }
    }

    @Test func fusionThatLearnedBeatsWhatItIsMadeOf() throws {
        let evaluation = try evaluation { $0.split.trainFraction = 0.5 }
        let report = try evaluation.report(evaluation.learn())
        let ndcg = { (system: JudgedSystem) in report.systems[system]?.ndcg.mean ?? .nan }
        #expect(report.queries + report.trainingQueries == 90)
        #expect(report.judgements == report.queries * 3)
        #expect(ndcg(.learnedFusion) > ndcg(.bm25) && ndcg(.bm25) > ndcg(.random))
        #expect(ndcg(.learnedFusion) > ndcg(.textVectors) - 0.01, "vectors alone are nearly perfect here")
        let recall = { (system: JudgedSystem) in report.systems[system]?.recall.mean ?? .nan }
        #expect(recall(.learnedFusion) > recall(.random))
    }

    /// Three titles worth 3, 1 and 0: the mean over their orders, by hand.
    @Test func randomOrderIsTheExpectation() throws {
        let report = try evaluation { $0.split.trainFraction = 0 }.report(.plainHybrid)
        let second = 1 / log2(3.0)
        let mean = 4.0 / 3 * (1 + second + 0.5) / (3 + second)
        #expect(abs((report.systems[.random]?.ndcg.mean ?? 0) - mean) < 1e-9)
        #expect(report.queries == 90)
    }

    @Test func reportsAreJSONAndPages() throws {
        let report = try evaluation { $0.split.trainFraction = 0 }.report(.plainHybrid)
        let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any]
        let systems = try #require(object?["systems"] as? [String: [String: Any]])
        #expect(
            Set(systems.keys)
                == ["random", "bm25", "text_vectors", "hybrid", "learned_fusion", "shipped_fusion"])
        for system in systems.values {
            #expect(system["ndcg@10"] is Double && system["recall@10"] is Double)
            #expect((system["ndcg@10_interval"] as? [Double])?.count == 2)
        }
        #expect(object?["queries"] as? Int == 90)
        #expect((object?["differences"] as? [String: Any])?["hybrid - bm25"] != nil)
        #expect(report.forPeople.html.contains("learned fusion"))
        #expect(report.forPeople.text.contains("ndcg@10"))
    }

    @Test func queriesThatCannotTellOrdersApartAreLeftOut() throws {
        let even = JudgedQuery(
            text: "rug",
            judgements: (0..<4).map { Judgement(listing: "\($0)", title: "Rug \($0)", relevance: 2) })
        let single = JudgedQuery(
            text: "lamp", judgements: [Judgement(listing: "9", title: "Lamp", relevance: 3)])
        #expect(throws: RankingError.self) {
            try JudgedEvaluation(JudgementTable(queries: [even, single])) { $0.map(Shop.vector) }
        }
    }

    /// A tiny cross-encoder that has learned nothing.
    private func reader() throws -> CrossEncoder {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).txt")
        let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"] + Shop.colours + Shop.kinds
        try Data(words.joined(separator: "\n").utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let sizes = BERT.Configuration(
            layers: 2, width: 16, heads: 2, innerWidth: 32, vocabulary: words.count, positions: 24)
        var configuration = CrossEncoder.Configuration()
        (configuration.apart, configuration.queryTokens, configuration.titleTokens) = (1, 8, 16)
        return try CrossEncoder(sizes, WordPieceTokenizer(vocabulary: file), configuration, seed: 1)
    }

    @Test func aSecondStageThatKnowsNothingDoesNotHurtAndIsJudgedApart() throws {
        let evaluation = try evaluation { $0.split.trainFraction = 0.5 }
        let signals = try evaluation.learn()
        let report = try evaluation.report(
            evaluation.ranking(signals, reader(), learnedFrom: ["a query of another shop"]))
        let ndcg = { (system: JudgedSystem) in report.systems[system]?.ndcg.mean ?? .nan }
        #expect(ndcg(.learnedFusion) > ndcg(.signalFusion) - 0.02)
        #expect(ndcg(.signalFusion) > ndcg(.crossEncoder))
        let recall = { (system: JudgedSystem) in report.systems[system]?.recall.mean ?? .nan }
        #expect(recall(.learnedFusion) > recall(.random) && recall(.learnedFusion) <= 1)
        #expect(
            report.differences.contains { $0.system == .learnedFusion && $0.part == .crossEncoder })
    }

    @Test func aRankerThatHasSeenTheQuestionsIsRefused() throws {
        let evaluation = try evaluation { $0.split.trainFraction = 0.5 }
        let all = Set(Shop.table().queries.map(\.text))
        #expect(throws: RankingError.self) {
            try evaluation.ranking(.titles, reader(), learnedFrom: all)
        }
    }

    @Test func theSameTwiceIsTheSame() throws {
        let first = try evaluation()
        let second = try evaluation()
        #expect(try first.learn() == second.learn())
    }
}

@Suite struct TopPlacesTests {
    /// Against sorting all, with many equal scores.
    @Test(arguments: 0..<30)
    func bestAreThoseOfSorting(_ seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        let scores = (0..<Int.random(in: 0...900, using: &generator)).map { _ in
            Float(Int.random(in: 0...20, using: &generator))
        }
        let count = Int.random(in: 0...50, using: &generator)
        let sorted = scores.indices.filter { scores[$0] > 2 }.sorted { (scores[$0], $1) > (scores[$1], $0) }
        #expect(TopPlaces.best(count, of: scores, above: 2) == Array(sorted.prefix(count)))
    }

    /// Against the expectation that the metrics compute from the whole list.
    @Test(arguments: 0..<30)
    func recallIsThatOfTheMetrics(_ seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        let scores = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
            Double(Int.random(in: 0...6, using: &generator))
        }
        let relevant = Set(scores.indices.filter { _ in Int.random(in: 0...4, using: &generator) == 0 })
        let expected = RetrievalMetrics.recall(
            scores: scores, relevant: scores.indices.map(relevant.contains), at: 10)
        let found = TopPlaces.recall(at: 10, scores: scores.enumerated().map { ($0, $1) }, relevant: relevant)
        #expect(abs(found - expected) < 1e-12)
    }
}
