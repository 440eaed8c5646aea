import SoukModels
import SoukRanking

extension JudgedEvaluation {
    /// What is known of a query: its evidence, its vector, BM25 of all titles.
    private struct Signals {
        var evidence: TitleEvidence
        var words: [Float]
        var vector: ArraySlice<Float>
    }

    /// A query with the signals of its judged titles, and of those that words and vectors find for it.
    struct Trial {
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

    /// Signals of each query's judged titles.
    func candidates(_ queries: [JudgedQuery]) throws -> [JudgedCandidates] {
        let vectors = VectorRows(try embed(queries.map(\.text)))
        return try queries.enumerated().map { number, query in
            var signals = signals(query, vectors.row(number))
            return try JudgedCandidates(
                features: query.judgements.map { features(shelf.place(of: $0), &signals) },
                gains: query.judgements.map { gain($0.relevance) })
        }
    }

    func trial(_ query: JudgedQuery, _ vector: ArraySlice<Float>) -> Trial {
        var signals = signals(query, vector)
        let judged = query.judgements.map { features(shelf.place(of: $0), &signals) }
        let relevant = Set(query.judgements.filter { gain.isRelevant($0.relevance) }.map(shelf.place))
        let pool = relevant.isEmpty ? [] : pool(signals)
        return Trial(
            words: signals.words, judged: judged, gains: query.judgements.map { gain($0.relevance) },
            relevant: relevant, pool: pool.map { ($0, features($0, &signals)) })
    }

    /// The cross-encoder's answers for the judged titles, and for the first of each pool.
    func read(_ trials: inout [Trial], _ places: Range<Int>, _ ranking: LearnedRanking) throws {
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

    func recallInPool(_ system: JudgedSystem, _ trial: Trial, _ ranking: LearnedRanking) -> Double {
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
