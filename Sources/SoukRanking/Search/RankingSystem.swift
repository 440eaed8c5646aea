import Dispatch
public import SoukCatalog
public import SoukSearch

/// How candidates are ordered: by all signals, or by one retriever alone, to see what the others add.
public enum RankingSystem: String, CaseIterable, Sendable, Codable {
    case fusion
    case words
    case vectors

    public var title: String {
        switch self {
        case .fusion: "all signals"
        case .words: "words alone (BM25)"
        case .vectors: "vectors alone"
        }
    }

    var features: Set<RankingFeature>? {
        switch self {
        case .fusion: nil
        case .words: [.bm25]
        case .vectors: [.meaning, .textVector, .photoVector, .fusedVector]
        }
    }
}

extension SearchPipeline {
    /// The same index and model, ordering by one system. One retriever alone has no calibration and prefers no unlike
    /// results, so that its own order shows.
    ///
    /// - Throws: `request` for vectors over an index that has none.
    public func ordering(by system: RankingSystem) throws -> SearchPipeline {
        guard let features = system.features else { return self }
        if system == .vectors, encoder == nil {
            throw RankingError.request(
                reason: "the index \(generation) has no vectors",
                remedy: "Compare with words alone, or with all signals.")
        }
        var tuning = tuning
        tuning.ranking = RankingModel(
            name: system.rawValue,
            fusion: FusionModel(parts: tuning.search.parts.filter { features.contains($0.feature) }))
        (tuning.calibration, tuning.diversity) = (nil, MarginalRelevance(lambda: 1, depth: 0))
        return SearchPipeline(self, encoder: system == .words ? nil : encoder, tuning: tuning)
    }

    /// The same engine and encoder, with another ranking model. A calibration of other scores is left out.
    public func ranking(by model: RankingModel) -> SearchPipeline {
        guard model != tuning.ranking else { return self }
        var tuning = tuning
        (tuning.ranking, tuning.calibration) = (model, nil)
        return SearchPipeline(self, encoder: encoder, tuning: tuning)
    }

    /// Over any generation of a workspace, with the model that it was built with and its own tuning; words alone
    /// search where that model is gone.
    public static func opening(
        _ generation: String, of generations: any SearchGenerations, in workspace: Workspace,
        models: any ListingModelProvider
    ) async throws -> SearchPipeline {
        let engine = try await generations.open(generation)
        let model = try await DispatchQueue.global().run {
            try models.model(of: engine.model, in: workspace).model
        }
        return try await over(
            engine, of: generations, encoder: model.map { QueryEncoder($0) }, isModelMissing: model == nil,
            synonyms: .of(workspace))
    }
}
