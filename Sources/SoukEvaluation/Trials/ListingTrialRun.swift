import SoukRanking

/// Grades what systems answer to trial queries.
///
/// A listing found is worth `2^n - 1`, n being how many leading category levels it shares with the one that was
/// asked for; that one itself is worth one level more than any other can be.
public struct ListingTrialRun {
    private let haystack: [String: TrialListing]
    /// How many listings begin with each category path, at every level.
    private let branches: [[String]: Int]
    /// How many listings have each title, and each photo.
    private let titles: [[String]: Int]
    private let photos: [String: Int]
    /// Listings that show anything at all in this trial; nil where all do.
    public var visible: Set<String>?
    public var resamples = 1_000

    public init(haystack: [TrialListing]) {
        self.haystack = Dictionary(haystack.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var branches: [[String]: Int] = [:]
        for listing in haystack {
            for depth in 0...listing.categoryPath.count {
                branches[Array(listing.categoryPath.prefix(depth)), default: 0] += 1
            }
        }
        self.branches = branches
        titles = Dictionary(haystack.map { (PlainWords.of($0.title), 1) }, uniquingKeysWith: +)
        photos = Dictionary(haystack.flatMap { Set($0.photos) }.map { ($0, 1) }, uniquingKeysWith: +)
    }

    /// A system under trial: what it is called, and how it ranks.
    public struct Candidate {
        public var name: String
        public var title: String
        /// Names of the systems that it is made of, and must beat.
        public var parts: [String]
        /// Ids, best first, without repetition; a hundred will do.
        public var rank: (TrialQuery) async throws -> [String]

        public init(
            name: String, title: String, parts: [String] = [],
            rank: @escaping (TrialQuery) async throws -> [String]
        ) {
            (self.name, self.title, self.parts, self.rank) = (name, title, parts, rank)
        }
    }

    /// Asks every system every query.
    public func run(
        _ trial: ListingTrial, queries: [TrialQuery], systems: [Candidate],
        progress: (Int, Int) throws -> Void = { _, _ in }
    ) async throws -> RetrievalReport.Trial {
        let known = queries.filter { haystack[$0.listing] != nil }
        var figures = [[TrialFigure: [Double]]](repeating: [:], count: systems.count)
        for (place, query) in known.enumerated() {
            for (index, system) in systems.enumerated() {
                let answer = try await system.rank(query)
                for figure in TrialFigure.allCases {
                    figures[index][figure, default: []].append(value(figure, query, answer))
                }
            }
            try progress(place + 1, known.count)
        }
        let ceilings = ceilings(known)
        let found = zip(systems, figures).map { system, values in
            RetrievalReport.System(
                name: system.name, title: system.title,
                figures: TrialFigure.allCases.map { figure in
                    .init(
                        name: figure.rawValue,
                        estimate: QueryFigures(values[figure] ?? []).estimate(resamples: resamples),
                        ceiling: ceilings[figure])
                }, isOwn: !system.parts.isEmpty)
        }
        return RetrievalReport.Trial(
            name: trial.rawValue, title: trial.title, queries: known.count, haystack: haystack.count,
            systems: found, differences: try differences(systems, figures))
    }
}

/// What is measured in a trial.
enum TrialFigure: String, CaseIterable {
    case recall1 = "recall@1"
    case recall10 = "recall@10"
    case recall100 = "recall@100"
    case reciprocalRank = "mrr"
    case ndcg = "ndcg@10"

    var depth: Int {
        switch self {
        case .recall1: 1
        case .recall10, .ndcg: 10
        case .recall100, .reciprocalRank: 100
        }
    }
}

extension ListingTrialRun {
    private func value(_ figure: TrialFigure, _ query: TrialQuery, _ answer: [String]) -> Double {
        let head = answer.prefix(figure.depth)
        switch figure {
        case .recall1, .recall10, .recall100: return head.contains(query.listing) ? 1 : 0
        case .reciprocalRank:
            return RetrievalMetrics.reciprocalRank(relevant: head.map { $0 == query.listing })
        case .ndcg:
            return RetrievalMetrics.ndcg(
                gains: head.map { gain(of: $0, for: query) }, at: figure.depth, ideal: ideal(query))
        }
    }

    private func gain(of id: String, for query: TrialQuery) -> Double {
        guard let wanted = haystack[query.listing], let found = haystack[id] else { return 0 }
        if found.id == wanted.id { return Self.gain(levels: wanted.categoryPath.count + 1) }
        return Self.gain(levels: zip(wanted.categoryPath, found.categoryPath).prefix { $0 == $1 }.count)
    }

    private static func gain(levels: Int) -> Double { Double((1 << min(levels, 30)) - 1) }

    /// The ten highest gains that the haystack offers.
    private func ideal(_ query: TrialQuery) -> [Double] {
        guard let wanted = haystack[query.listing] else { return [] }
        var gains = [Self.gain(levels: wanted.categoryPath.count + 1)]
        var counted = 1
        for depth in stride(from: wanted.categoryPath.count, to: 0, by: -1) {
            let sharing = branches[Array(wanted.categoryPath.prefix(depth))] ?? 0
            let wantedMore = min(max(0, sharing - counted), 10 - gains.count)
            gains += [Double](repeating: Self.gain(levels: depth), count: wantedMore)
            counted = max(counted, sharing)
        }
        return gains
    }

    /// What a perfect ranking can expect: listings of one title, or of one photo, cannot be told apart by it, and
    /// one that shows nothing cannot be found.
    private func ceilings(_ queries: [TrialQuery]) -> [TrialFigure: Double] {
        guard !queries.isEmpty else { return [:] }
        var sums: [TrialFigure: Double] = [:]
        for query in queries {
            for figure in TrialFigure.allCases { sums[figure, default: 0] += ceiling(figure, query) }
        }
        return sums.mapValues { $0 / Double(queries.count) }
    }

    /// The mean over the places that the listing may have among those that look the same to the question.
    private func ceiling(_ figure: TrialFigure, _ query: TrialQuery) -> Double {
        guard visible?.contains(query.listing) ?? true else {
            return figure == .ndcg ? ndcgCeiling(query, place: figure.depth) : 0
        }
        let alike = alike(query)
        return (0..<alike).reduce(0) { sum, place in
            let isWithin = place < figure.depth
            switch figure {
            case .recall1, .recall10, .recall100: return sum + (isWithin ? 1 : 0)
            case .reciprocalRank: return sum + (isWithin ? 1 / Double(place + 1) : 0)
            case .ndcg: return sum + ndcgCeiling(query, place: place)
            }
        } / Double(alike)
    }

    private func alike(_ query: TrialQuery) -> Int {
        guard let wanted = haystack[query.listing] else { return 1 }
        let count = query.photo.map { photos[$0] } ?? titles[PlainWords.of(wanted.title)]
        return max(1, count ?? 1)
    }

    /// The listing itself at this place, and around it the best that there is.
    private func ndcgCeiling(_ query: TrialQuery, place: Int) -> Double {
        let ideal = ideal(query)
        guard let own = ideal.first else { return 0 }
        var gains = Array(ideal.dropFirst())
        gains.insert(own, at: min(place, gains.count))
        if place > gains.count - 1 { gains[gains.count - 1] = 0 }
        return RetrievalMetrics.ndcg(gains: gains, at: TrialFigure.ndcg.depth, ideal: ideal)
    }

    private func differences(
        _ systems: [Candidate], _ figures: [[TrialFigure: [Double]]]
    ) throws -> [RetrievalReport.Difference] {
        let byName = Dictionary(
            zip(systems.map(\.name), figures).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
        return try systems.flatMap { system in
            try system.parts.flatMap { part in
                try [TrialFigure.recall10, .ndcg].map { figure in
                    RetrievalReport.Difference(
                        system: system.name, part: part, figure: figure.rawValue,
                        comparison: try PairedComparison(
                            QueryFigures(byName[system.name]?[figure] ?? []),
                            QueryFigures(byName[part]?[figure] ?? []), resamples: resamples))
                }
            }
        }
    }
}
