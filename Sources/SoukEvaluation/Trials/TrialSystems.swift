import SoukCatalog
import SoukSearch
import SoukRanking

/// A way of ranking that a trial compares.
struct TrialSystem {
    var name: String
    var title: String
    /// Names of the systems that it is made of, and must beat.
    var parts: [String] = []
    var rank: (TrialAnswer, TrialQuery) -> [String]
}

/// Searches once a question, however many systems look at the answer.
final class TrialAnswers {
    private let pipeline: SearchPipeline
    private let questions: [TrialQuery: TrialQuestion]
    private var last: (query: TrialQuery, answer: TrialAnswer)?

    init(_ pipeline: SearchPipeline, _ queries: [TrialQuery], _ questions: [TrialQuestion]?) {
        self.pipeline = pipeline
        self.questions = Dictionary(
            zip(queries, questions ?? []).map { ($0, $1) }, uniquingKeysWith: { one, _ in one })
    }

    func answer(
        _ query: TrialQuery, _ rank: (TrialAnswer, TrialQuery) -> [String]
    ) async throws -> [String] {
        if let last, last.query == query { return rank(last.answer, query) }
        let answer = try await pipeline.answer(query, questions[query] ?? TrialQuestion())
        last = (query, answer)
        return rank(answer, query)
    }
}

extension ListingTrialEvaluation {
    /// What a trial compares: chance, what is popular, each retriever that has something to look at, and the hybrid.
    func systems(_ trial: ListingTrial) -> [TrialSystem] {
        var systems = [TrialSystem(name: "random", title: "random order", rank: random)]
        if let popular {
            let best = Array(popular.ids.prefix(100))
            systems.append(TrialSystem(name: "popularity", title: popular.title) { _, _ in best })
        }
        var retrievers: [TrialSystem] = []
        if trial == .titleToListing {
            retrievers.append(TrialSystem(name: "bm25", title: "BM25 alone") { answer, _ in answer.words })
        }
        for field in model?.fields ?? [] where field != .text || trial != .titleToPhotos {
            retrievers.append(
                TrialSystem(name: "\(field.rawValue)_vector", title: field.retrieverTitle) { answer, _ in
                    answer.vectors[field] ?? []
                })
        }
        let parts = retrievers.map(\.name)
        systems += retrievers
        systems.append(
            TrialSystem(name: "hybrid", title: "hybrid", parts: parts) { answer, _ in answer.hybrid })
        systems.append(
            TrialSystem(name: "served", title: "hybrid, as shown", parts: parts) { answer, _ in answer.served
            })
        return systems
    }

    /// A hundred listings by chance, the same for the same question.
    private func random(_ answer: TrialAnswer, _ query: TrialQuery) -> [String] {
        let digits = Checksum.sha256("\(options.seed) \(query.listing)").prefix(16)
        var generator = SplitMix64(seed: UInt64(digits, radix: 16) ?? options.seed)
        return contents.indices.shuffled(using: &generator).prefix(100).map { contents[$0].id }
    }
}

extension VectorField {
    fileprivate var retrieverTitle: String {
        switch self {
        case .text: "text vectors alone"
        case .photo: "photo vectors alone"
        case .fused: "dense alone (fused vectors)"
        }
    }
}
