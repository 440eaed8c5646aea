import Training

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
    private let lengths: TitleShelf.TextLengths
    private let titles: VectorRows
    private let embed: ([String]) throws -> [[Float]]
    private let train: [JudgedQuery]
    private let test: [JudgedQuery]

    /// - Parameters:
    ///   - embed: Vectors of texts, L2-normalised, in their order.
    /// - Throws: `examples` when no query can be judged; what `embed` throws.
    public init(
        _ table: JudgementTable, options: Options = Options(), embed: @escaping ([String]) throws -> [[Float]]
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

    /// Learns the fusion from the training queries alone.
    public func learn(_ training: FusionTraining = .titles) throws -> FusionModel {
        let vectors = VectorRows(try embed(train.map(\.text)))
        let examples = try train.enumerated().map { place, query in
            try JudgedCandidates(
                features: signals(query, vectors.row(place)).features,
                gains: query.judgements.map { gain($0.relevance) })
        }
        return try training.fit(examples, features: FusionFeature.judgedTitles)
    }

    /// Learns the fusion, or takes the shipped one where there are too few queries to learn from.
    public func learnOrShipped(least: Int = 50) throws -> FusionModel {
        train.count < least ? .titles : try learn()
    }

    /// Judges all systems on the queries that were held out.
    public func report(_ fusion: FusionModel, progress: (Int, Int) -> Void = { _, _ in }) throws
        -> JudgedReport
    {
        let vectors = VectorRows(try embed(test.map(\.text)))
        var ndcg: [JudgedSystem: [Double]] = [:]
        var recall: [JudgedSystem: [Double]] = [:]
        for (place, query) in test.enumerated() {
            var judged = signals(query, vectors.row(place))
            let gains = query.judgements.map { gain($0.relevance) }
            let relevant = Set(
                query.judgements.filter { gain.isRelevant($0.relevance) }.map(shelf.place))
            let pool = relevant.isEmpty ? [] : pool(judged)
            let poolFeatures = pool.map { features($0, &judged) }
            for system in JudgedSystem.allCases {
                let scores = judged.features.map { score(system, $0, fusion) }
                ndcg[system, default: []].append(
                    RetrievalMetrics.ndcg(scores: scores, gains: gains, at: options.depth))
                guard !relevant.isEmpty else { continue }
                recall[system, default: []].append(
                    recallInPool(system, pool, poolFeatures, judged, relevant, fusion))
            }
            progress(place + 1, test.count)
        }
        return try JudgedReport(
            ndcg: ndcg.mapValues(QueryFigures.init), recall: recall.mapValues(QueryFigures.init),
            judgements: test.reduce(0) { $0 + $1.judgements.count }, titles: shelf.count,
            trainingQueries: train.count, options: options)
    }
}

extension JudgedEvaluation {
    /// What is known of a query: its evidence, its vector, BM25 of all titles, features of the judged ones.
    struct Signals {
        var evidence: TitleEvidence
        var words: [Float]
        var vector: ArraySlice<Float>
        var features: [FusionFeatures] = []
    }

    private func signals(_ query: JudgedQuery, _ vector: ArraySlice<Float>) -> Signals {
        var signals = Signals(
            evidence: TitleEvidence(query: query.text, statistics: shelf.statistics),
            words: shelf.wordScores(query.text, lengths: lengths),
            vector: vector)
        signals.features = query.judgements.map { features(shelf.place(of: $0), &signals) }
        return signals
    }

    private func features(_ place: Int, _ signals: inout Signals) -> FusionFeatures {
        var features = FusionFeatures()
        signals.evidence.add(title: shelf.terms[place], to: &features)
        features[.titleWords] = signals.evidence.share(ofBest: Double(signals.words[place]))
        features[.textVector] = Double(titles.similarity(place, to: signals.vector))
        return features
    }

    private func score(_ system: JudgedSystem, _ features: FusionFeatures, _ fusion: FusionModel) -> Double {
        switch system {
        case .random: 0
        case .bm25: features[.titleWords] ?? 0
        case .textVectors: features[.textVector] ?? 0
        case .hybrid: FusionModel.plainHybrid.score(features)
        case .learnedFusion: fusion.score(features)
        case .shippedFusion: FusionModel.titles.score(features)
        }
    }

    private func pool(_ signals: Signals) -> [Int] {
        let words = TopPlaces.best(options.pool, of: signals.words, above: 0)
        let near = TopPlaces.best(options.pool, of: titles.similarities(to: signals.vector))
        return Array(Set(words).union(near)).sorted()
    }

    private func recallInPool(
        _ system: JudgedSystem, _ pool: [Int], _ features: [FusionFeatures], _ signals: Signals,
        _ relevant: Set<Int>, _ fusion: FusionModel
    ) -> Double {
        let depth = options.depth
        switch system {
        case .random: return min(1, Double(depth) / Double(shelf.count))
        case .bm25:
            let met = signals.words.enumerated().filter { $0.element > 0 }
            return TopPlaces.recall(
                at: depth, scores: met.map { ($0.offset, Double($0.element)) }, relevant: relevant)
        default:
            let scores = zip(pool, features).map { ($0, score(system, $1, fusion)) }
            return TopPlaces.recall(at: depth, scores: scores, relevant: relevant)
        }
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
