import SoukRanking

extension ListingTrialEvaluation {
    /// Learns how to add up the signals from the titles that ask: the listing asked for is worth 3, one of the
    /// same category 1.
    ///
    /// Learn on one part of the split and judge on another.
    ///
    /// - Throws: `examples` when the retrievers find nothing to learn from.
    public func learnFusion(
        _ training: FusionTraining = .listings, progress: (Step) throws -> Void = { _ in }
    ) async throws -> FusionModel {
        let trial = ListingTrial.titleToListing
        let queries = trial.queries(heldOut)
        let index = try await TrialHaystack(
            contents, for: trial, on: generations, model: model, tuning: tuning
        ) {
            try progress(.indexing(trial, done: $0, of: contents.count))
        }
        let questions =
            try model?.questions(queries, photos: [:]) ?? queries.map { _ in TrialQuestion() }
        let paths = Dictionary(
            contents.map { ($0.id, $0.categoryPath) }, uniquingKeysWith: { one, _ in one })
        var examples: [JudgedCandidates] = []
        for (place, (query, question)) in zip(queries, questions).enumerated() {
            let found = try await index.pipeline.candidates(query, question)
            let wanted = paths[query.listing] ?? []
            examples.append(
                try JudgedCandidates(
                    features: found.signals.features(of: found.candidates),
                    gains: found.candidates.map { candidate in
                        if candidate.listing.id == query.listing { return 3 }
                        return !wanted.isEmpty && paths[candidate.listing.id] == wanted ? 1 : 0
                    }))
            try progress(.asking(trial, done: place + 1, of: queries.count))
        }
        return try training.fit(
            examples, features: FusionModel.standard.parts.map { ($0.feature, $0.curve.direction) })
    }
}

extension FusionTraining {
    /// Few knots, for some hundred questions only.
    public static let listings: FusionTraining = {
        var training = FusionTraining()
        training.knots = 5
        training.smoothness = 1e-2
        return training
    }()
}
