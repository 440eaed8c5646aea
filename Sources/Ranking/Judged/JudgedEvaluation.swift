import Catalog
import Models
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
        /// How many titles that nobody judged for a query stand beside its judged ones when fusion learns, as
        /// irrelevant: what search must find them among.
        public var strangers = 0

        public init() {}
    }

    let options: Options
    let shelf: TitleShelf
    let gain: GradedGain
    private let lengths: TitleShelf.TextLengths
    private let titles: VectorRows
    private let embed: ([String]) throws -> [[Float]]
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
        try training.fit(
            candidates(train, strangers: options.strangers), features: FusionFeature.judgedTitles)
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

extension JudgedEvaluation {
    /// What is known of a query: its evidence, its vector, BM25 of all titles.
    private struct Signals {
        var evidence: TitleEvidence
        var words: [Float]
        var vector: ArraySlice<Float>
    }

    /// A query with the signals of its judged titles, and of those that words and vectors find for it.
    private struct Trial {
        var words: [Float]
        var judged: [FusionFeatures]
        var gains: [Double]
        var relevant: Set<Int>
        var pool: [(place: Int, features: FusionFeatures)]
    }

    private func signals(_ query: JudgedQuery, _ vector: ArraySlice<Float>) -> Signals {
        Signals(
            evidence: TitleEvidence(query: query.text, statistics: shelf.statistics),
            words: shelf.wordScores(query.text, lengths: lengths), vector: vector)
    }

    private func features(_ place: Int, _ signals: inout Signals) -> FusionFeatures {
        var features = FusionFeatures()
        signals.evidence.add(title: shelf.terms[place], to: &features)
        features[.titleWords] = signals.evidence.share(ofBest: Double(signals.words[place]))
        features[.textVector] = Double(titles.similarity(place, to: signals.vector))
        return features
    }

    /// Signals of each query's judged titles, and of so many that nobody judged, which count as irrelevant.
    func candidates(_ queries: [JudgedQuery], strangers: Int = 0) throws -> [JudgedCandidates] {
        let vectors = VectorRows(try embed(queries.map(\.text)))
        return try queries.enumerated().map { number, query in
            var signals = signals(query, vectors.row(number))
            let judged = query.judgements.map(shelf.place)
            let others = strangers > 0 ? self.strangers(strangers, to: query, judged, signals.words) : []
            return try JudgedCandidates(
                features: (judged + others).map { features($0, &signals) },
                gains: query.judgements.map { gain($0.relevance) } + others.map { _ in 0 })
        }
    }

    /// Titles that nobody judged for a query: half of those that share words with it, but are not among the
    /// best of them (which may well be relevant), and half of all.
    private func strangers(
        _ count: Int, to query: JudgedQuery, _ judged: [Int], _ words: [Float]
    ) -> [Int] {
        var generator = SplitMix64(seed: options.split.hash(query.text))
        let near = TopPlaces.best(options.pool, of: words, above: 0).dropFirst(options.pool * 3 / 10)
        var chosen = Set(near.shuffled(using: &generator).prefix((count + 1) / 2))
        for _ in chosen.count..<count { chosen.insert(Int.random(in: 0..<shelf.count, using: &generator)) }
        return chosen.subtracting(judged).sorted()
    }

    private func trial(_ query: JudgedQuery, _ vector: ArraySlice<Float>) -> Trial {
        var signals = signals(query, vector)
        let judged = query.judgements.map { features(shelf.place(of: $0), &signals) }
        let relevant = Set(query.judgements.filter { gain.isRelevant($0.relevance) }.map(shelf.place))
        let pool = relevant.isEmpty ? [] : pool(signals)
        return Trial(
            words: signals.words, judged: judged, gains: query.judgements.map { gain($0.relevance) },
            relevant: relevant, pool: pool.map { ($0, features($0, &signals)) })
    }

    /// The cross-encoder's answers for the judged titles, and for the first of each pool.
    private func read(_ trials: inout [Trial], _ places: Range<Int>, _ ranking: LearnedRanking) throws {
        guard let model = ranking.crossEncoder else { return }
        var pairs: [PairTokens] = []
        var firsts: [[Int]] = []
        for (trial, place) in zip(trials, places) {
            let query = model.tokens(query: test[place].text)
            let scores = trial.pool.map { Float(ranking.signals.score($0.features)) }
            firsts.append(TopPlaces.best(LearnedRanking.depth, of: scores))
            let titles =
                test[place].judgements.map(\.title)
                + firsts[firsts.count - 1].map { shelf.titles[trial.pool[$0].place] }
            pairs += titles.map { PairTokens(query: query, title: model.tokens(title: $0)) }
        }
        var answers = try model.scores(pairs).makeIterator()
        for number in trials.indices {
            for place in trials[number].judged.indices {
                trials[number].judged[place][.crossEncoder] = answers.next().map(Double.init)
            }
            for place in firsts[number] {
                trials[number].pool[place].features[.crossEncoder] = answers.next().map(Double.init)
            }
        }
    }

    private func pool(_ signals: Signals) -> [Int] {
        let words = TopPlaces.best(options.pool, of: signals.words, above: 0)
        let near = TopPlaces.best(options.pool, of: titles.similarities(to: signals.vector))
        return Array(Set(words).union(near)).sorted()
    }

    private func recallInPool(_ system: JudgedSystem, _ trial: Trial, _ ranking: LearnedRanking) -> Double {
        let depth = options.depth
        switch system {
        case .random: return min(1, Double(depth) / Double(shelf.count))
        case .bm25:
            let met = trial.words.enumerated().filter { $0.element > 0 }
            return TopPlaces.recall(
                at: depth, scores: met.map { ($0.offset, Double($0.element)) }, relevant: trial.relevant)
        default:
            let scores = trial.pool.map { ($0.place, system.poolScore($0.features, ranking)) }
            return TopPlaces.recall(at: depth, scores: scores, relevant: trial.relevant)
        }
    }
}

extension JudgedSystem {
    static func judged(hasCrossEncoder: Bool) -> [JudgedSystem] {
        allCases.filter { hasCrossEncoder || ($0 != .crossEncoder && $0 != .signalFusion) }
    }

    func score(_ features: FusionFeatures, _ ranking: LearnedRanking) -> Double {
        switch self {
        case .random: 0
        case .bm25: features[.titleWords] ?? 0
        case .textVectors: features[.textVector] ?? 0
        case .hybrid: FusionModel.plainHybrid.score(features)
        case .signalFusion: ranking.signals.score(features)
        case .crossEncoder: features[.crossEncoder] ?? 0
        case .learnedFusion: ranking.fusion.score(features)
        case .shippedFusion: FusionModel.titles.score(features)
        }
    }

    /// With a second stage, what it has not read comes after all that it has.
    func poolScore(_ features: FusionFeatures, _ ranking: LearnedRanking) -> Double {
        let isSecondStage =
            self == .crossEncoder || (self == .learnedFusion && ranking.crossEncoder != nil)
        guard isSecondStage, features[.crossEncoder] == nil else { return score(features, ranking) }
        return ranking.signals.score(features) - 1e6
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
