import Foundation
import SoukCatalog
public import SoukSearch
public import SoukRanking

/// Judges search on listings that the model has not seen: each is asked for by its own title or photo, with all
/// listings of the workspace as the haystack.
public struct ListingTrialEvaluation {
    public struct Options: Sendable {
        public var trials = ListingTrial.allCases
        /// Of more held-out listings than this, a sample asks; 0 for no limit.
        public var queries = 1_000
        public var seed: UInt64 = 42
        /// Of the bootstrap.
        public var resamples = 1_000

        public init() {}
    }

    /// What is going on.
    public enum Step: Sendable, Equatable {
        case indexing(ListingTrial, done: Int, of: Int)
        case asking(ListingTrial, done: Int, of: Int)
    }

    let generations: any SearchGenerations
    let contents: [ListingContent]
    let heldOut: [TrialListing]
    let model: (any ContentEncoder)?
    let tuning: SearchTuning
    let synonyms: Synonyms
    /// Best first; nil where neither events nor dates tell.
    let popular: (title: String, ids: [String])?
    let options: Options

    /// - Parameters:
    ///   - generations: makes the engine that each trial searches.
    ///   - heldOut: ids of the listings that are asked for.
    ///   - model: nil judges words alone.
    ///   - tuning: the ranking that serves; what Souk ships unless given.
    /// - Throws: `examples` when no listing is held out.
    public init(
        _ contents: [ListingContent], on generations: any SearchGenerations, heldOut: Set<String>,
        model: (any ContentEncoder)?, tuning: SearchTuning? = nil, synonyms: Synonyms = .none,
        popular: (title: String, ids: [String])? = nil,
        options: Options = Options()
    ) throws(RankingError) {
        self.generations = generations
        self.contents = contents
        var asked = contents.filter { heldOut.contains($0.id) }.map(TrialListing.init)
        if options.queries > 0, asked.count > options.queries {
            var generator = SplitMix64(seed: options.seed)
            asked = Array(asked.shuffled(using: &generator).prefix(options.queries)).sorted { $0.id < $1.id }
        }
        guard !asked.isEmpty else {
            throw .examples(
                reason: "none of \(contents.count) listings is held out",
                remedy: "Import more listings, or judge another part of the split.")
        }
        self.heldOut = asked
        (self.model, self.popular, self.options, self.synonyms) = (model, popular, options, synonyms)
        self.tuning = tuning ?? SearchTuning()
    }

    /// Runs all trials that the listings and the model allow.
    ///
    /// - Parameter progress: may throw to stop.
    public func report(progress: (Step) throws -> Void = { _ in }) async throws -> RetrievalReport {
        let haystack = contents.map(TrialListing.init)
        var run = ListingTrialRun(haystack: haystack)
        run.resamples = options.resamples
        let photos = Dictionary(
            contents.lazy.flatMap(\.photos).map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
        var trials: [RetrievalReport.Trial] = []
        for trial in options.trials where model != nil || trial == .titleToListing {
            let queries = trial.queries(heldOut)
            guard !queries.isEmpty else { continue }
            let index = try await TemporaryIndex(
                contents.map(trial.visible), on: generations, model: model, tuning: tuning,
                synonyms: synonyms
            ) {
                try progress(.indexing(trial, done: $0, of: contents.count))
            }
            let questions = try model?.questions(queries, photos: photos)
            let answers = TrialAnswers(index.pipeline, queries, questions)
            run.visible = Set(contents.filter { trial.visible($0).isVisible }.map(\.id))
            trials.append(
                try await run.run(
                    trial, queries: queries,
                    systems: systems(trial).map { system in
                        .init(name: system.name, title: system.title, parts: system.parts) {
                            try await answers.answer($0, system.rank)
                        }
                    }, progress: { try progress(.asking(trial, done: $0, of: $1)) }))
        }
        return RetrievalReport(title: "Search for held-out listings", lead: Self.lead, trials: trials)
    }

    private static let lead = """
        Each held-out listing is asked for by its own title or photo, which no index of its trial knows; every \
        listing of the workspace may be the answer. Categories and prices are hidden from all systems. NDCG@10 \
        gives 2^n - 1 for n shared category levels, and one level more for the listing itself. The ceiling is \
        what a perfect ranking reaches where listings share the title or the photo that asks, or show nothing.
        """
}

extension ListingContent {
    /// Whether there is anything to find it by.
    var isVisible: Bool { !title.isEmpty || !description.isEmpty || !photos.isEmpty }
}
