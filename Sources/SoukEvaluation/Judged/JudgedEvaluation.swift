import SoukRanking

/// Judges words, text vectors and their fusions on queries whose answers people have judged.
///
/// NDCG@10 orders each query's judged titles; recall@10 looks for its relevant titles among all titles of the
/// table. Titles that nobody judged for a query count as not relevant there, so that recall is a lower bound.
public struct JudgedEvaluation {
    public struct Options: Sendable {
        /// Which queries fusion learns from; the rest is reported.
        public var split = QuerySplit()
        /// Queries with fewer judged titles are left out.
        public var minimumTitles = 2
        /// The depth of both figures.
        public var depth = 10
        /// How many titles words and vectors each bring before fusion.
        public var pool = 100
        public var resamples = 1_000

        public init() {}
    }

    let options: Options
    let shelf: TitleShelf
    let gain: GradedGain
    let lengths: TitleShelf.TextLengths
    let titles: VectorRows
    let embed: ([String]) throws -> [[Float]]
    let train: [JudgedQuery]
    let test: [JudgedQuery]

    /// - Parameters:
    ///   - embed: Vectors of texts, L2-normalised, in their order.
    /// - Throws: `examples` when no query can be judged; what `embed` throws.
    public init(
        _ table: JudgementTable, options: Options = Options(),
        embed: @escaping ([String]) throws -> [[Float]]
    ) throws {
        self.options = options
        self.embed = embed
        gain = table.gain
        shelf = TitleShelf(table.queries)
        lengths = TitleShelf.TextLengths(shelf)
        let gain = table.gain
        let usable = table.queries.filter { query in
            query.judgements.count >= options.minimumTitles
                && Set(query.judgements.map { gain($0.relevance) }).count > 1
        }
        (train, test) = options.split.parts(usable)
        guard !test.isEmpty else {
            throw RankingError.examples(
                reason: "of \(table.queries.count) queries, \(usable.count) have at least "
                    + "\(options.minimumTitles) titles of different relevance, and none of them is held out",
                remedy: "Give more judgements, or a smaller --train-fraction or --minimum-titles.")
        }
        titles = VectorRows(try embed(shelf.texts))
    }

    public var trainingQueries: Int { train.count }

    /// Learns curves over the signals from the training queries alone.
    public func learn(_ training: FusionTraining = .titles) throws -> FusionModel {
        try training.fit(candidates(train), features: FusionFeature.judgedTitles)
    }

    /// Learns the fusion, or takes the shipped one where there are too few queries to learn from.
    public func learnOrShipped(least: Int = 50) throws -> FusionModel {
        train.count < least ? .titles : try learn()
    }

    /// Judges all systems on the queries that were held out.
    public func report(_ fusion: FusionModel, progress: (Int, Int) throws -> Void = { _, _ in }) throws
        -> JudgedReport
    { try report(LearnedRanking(fusion), progress: progress) }

    /// Judges all systems on the queries that were held out.
    public func report(_ ranking: LearnedRanking, progress: (Int, Int) throws -> Void = { _, _ in }) throws
        -> JudgedReport
    {
        let vectors = VectorRows(try embed(test.map(\.text)))
        var ndcg: [JudgedSystem: [Double]] = [:]
        var recall: [JudgedSystem: [Double]] = [:]
        for start in stride(from: 0, to: test.count, by: 64) {
            let places = start..<min(start + 64, test.count)
            var trials = places.map { trial(test[$0], vectors.row($0)) }
            try read(&trials, places, ranking)
            for trial in trials {
                for system in JudgedSystem.judged(hasCrossEncoder: ranking.crossEncoder != nil) {
                    let scores = trial.judged.map { system.score($0, ranking) }
                    ndcg[system, default: []].append(
                        RetrievalMetrics.ndcg(scores: scores, gains: trial.gains, at: options.depth))
                    guard !trial.relevant.isEmpty else { continue }
                    recall[system, default: []].append(recallInPool(system, trial, ranking))
                }
            }
            try progress(places.upperBound, test.count)
        }
        return try JudgedReport(
            ndcg: ndcg.mapValues(QueryFigures.init), recall: recall.mapValues(QueryFigures.init),
            judgements: test.reduce(0) { $0 + $1.judgements.count }, titles: shelf.count,
            trainingQueries: train.count, options: options)
    }
}

extension FusionFeature {
    /// The signals of a title, each with the direction that sense tells.
    public static let judgedTitles: [(FusionFeature, ResponseCurve.Direction)] = [
        (.textVector, .rising), (.titleWords, .rising), (.terms, .rising), (.rareTerms, .rising),
        (.missingTerm, .falling), (.head, .rising), (.opening, .free), (.closeness, .free), (.brand, .free),
        (.letters, .rising), (.focus, .free), (.measures, .rising),
    ]
}

extension FusionModel {
    /// Words and vectors without learning: the similarity, and half of what words say, by BM25 and by coverage.
    public static let plainHybrid = FusionModel(parts: [
        Part(.textVector, ResponseCurve(knots: [-1, 1], values: [-1, 1], absent: 0, direction: .rising)),
        Part(.titleWords, ResponseCurve(knots: [0, 1], values: [0, 0.5], absent: 0, direction: .rising)),
        Part(.rareTerms, ResponseCurve(knots: [0, 1], values: [0, 0.5], absent: 0, direction: .rising)),
    ])
}

extension FusionTraining {
    /// Few, smooth curves: judgements are noisy, and the shop of tomorrow is another one.
    public static let titles: FusionTraining = {
        var training = FusionTraining()
        training.knots = 5
        training.smoothness = 1e-2
        return training
    }()
}
