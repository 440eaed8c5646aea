public import SoukRanking
import SoukCatalog
public import SoukSearch
public import SoukRanking

/// Judges search on queries whose answers people have judged.
///
/// The listings of the table become an index of the kind that serves, each query is asked as a buyer asks it, and its
/// judged listings are scored by the features and models that order a buyer's results. NDCG orders each query's
/// judged listings; recall looks for its relevant ones among all of the table. Listings that nobody judged for a
/// query count as not relevant there, so that recall is a lower bound.
public struct JudgedEvaluation: Sendable {
    public struct Options: Sendable {
        /// Queries with fewer judged listings are left out.
        public var minimumTitles = 2
        /// The depth of both figures.
        public var depth = 10
        public var resamples = 1_000
        /// Judge only the queries that this split keeps from training; nil judges all.
        public var heldOut: QuerySplit?

        public init() {}
    }

    let options: Options
    let gain: GradedGain
    let pipeline: SearchPipeline
    /// How many listings the engine searches.
    let listings: Int
    let usable: [JudgedQuery]

    /// Judges on the listings of the table, which become an index of their own.
    ///
    /// - Parameters:
    ///   - generations: makes the engine.
    ///   - model: makes the vectors; nil judges words alone.
    ///   - progress: listings indexed, of how many.
    /// - Throws: `examples` when no query can be judged; what the model throws.
    public init(
        _ table: JudgementTable, on generations: any SearchGenerations, model: (any ContentEncoder)?,
        synonyms: Synonyms = .marketplace, options: Options = Options(),
        progress: (Int, Int) throws -> Void = { _, _ in }
    ) async throws {
        let contents = Self.contents(table)
        let index = try await TemporaryIndex(
            contents, on: generations, model: model, gazetteer: .bundled(), synonyms: synonyms
        ) { try progress($0, contents.count) }
        try await self.init(table, pipeline: index.pipeline, options: options)
    }

    /// Judges on the listings that a pipeline searches; the table names them by their ids.
    ///
    /// - Throws: `examples` when no query can be judged.
    public init(
        _ table: JudgementTable, pipeline: SearchPipeline, options: Options = Options()
    ) async throws {
        let gain = table.gain
        (self.options, self.gain, self.pipeline) = (options, gain, pipeline)
        listings = try await pipeline.engine.state().listings
        usable = table.queries.filter { query in
            query.judgements.count >= options.minimumTitles
                && Set(query.judgements.map { gain($0.relevance) }).count > 1
        }
        guard !usable.isEmpty else {
            throw RankingError.examples(
                reason:
                    "none of \(table.queries.count) queries has at least \(options.minimumTitles) listings "
                    + "of different relevance",
                remedy: "Give more judgements, or a smaller least number of listings a query.")
        }
    }

    /// The listings of a table, each once.
    private static func contents(_ table: JudgementTable) -> [ListingContent] {
        var (contents, seen) = ([ListingContent](), Set<[UInt8]>())
        for judgement in table.queries.lazy.flatMap(\.judgements)
        where seen.insert(Array(judgement.listing.utf8)).inserted {
            contents.append(
                ListingContent(
                    id: judgement.listing, title: judgement.title, description: judgement.description))
        }
        return contents
    }

    /// The queries that a split gives to training.
    func training(_ split: QuerySplit) -> [JudgedQuery] { split.parts(usable).train }

    /// The queries that are judged.
    var test: [JudgedQuery] { options.heldOut.map { $0.parts(usable).test } ?? usable }

    /// What the engine finds for queries, a few at a time, in their order.
    func found(
        _ queries: [JudgedQuery], by pipeline: SearchPipeline,
        progress: @Sendable (Int, Int) throws -> Void = { _, _ in }
    ) async throws -> [JudgedAnswer] {
        let gain = gain
        var answers: [JudgedAnswer] = []
        for start in stride(from: 0, to: queries.count, by: Self.atOnce) {
            let batch = queries[start..<min(start + Self.atOnce, queries.count)]
            answers += try await withThrowingTaskGroup(of: (Int, JudgedAnswer).self) { group in
                for (number, query) in batch.enumerated() {
                    group.addTask { (number, try await JudgedAnswer(query, gain: gain, pipeline: pipeline)) }
                }
                var found: [(Int, JudgedAnswer)] = []
                for try await one in group { found.append(one) }
                return found.sorted { $0.0 < $1.0 }.map(\.1)
            }
            try progress(answers.count, queries.count)
        }
        return answers
    }

    private static let atOnce = 16
}
