import SoukRanking
import SoukSearch

/// All ways of asking the same index, in turns, so that a noisy moment hits all alike.
struct SearchTrial {
    struct Result: Encodable {
        var search: String
        var listings: Int
        var queries: Int
        /// In milliseconds, from the query to ranked results; `cpu` is the processor's time alone.
        var p50: Double
        var p99: Double
        var cpuP50: Double
        var cpuP99: Double
        /// Medians of the stages, in milliseconds.
        var stages: [Stage]
    }

    struct Stage: Encodable {
        var name: String
        var p50: Double
        var p99: Double
    }

    private struct Way {
        var name: String
        var ask: (String) async throws -> SearchTimings?
    }

    private let sample: SampleIndex
    private let ways: [Way]

    /// - Parameter encoder: makes one for each way: a model remembers the texts that it encoded last.
    init(_ sample: SampleIndex, encoder: () throws -> QueryEncoder) async throws {
        self.sample = sample
        let words = try await SearchPipeline(engine: sample.engine)
        var hybrids: [SearchPipeline] = []
        for _ in 0..<4 {
            hybrids.append(try await SearchPipeline(engine: sample.engine, encoder: encoder()))
        }
        var filter = SearchFilter()
        filter.maximumPrice = 10_000
        filter.categories = Array(sample.categories.prefix(1))
        let (chosen, pipelines) = (filter, hybrids)
        ways = [
            Way(name: "words") { try await words.search(SearchRequest($0)).timings },
            Way(name: "words, filtered") {
                try await words.search(SearchRequest($0, filter: chosen)).timings
            },
            Way(name: "words and vectors") { try await pipelines[0].search(SearchRequest($0)).timings },
            Way(name: "words and vectors, filtered") {
                try await pipelines[1].search(SearchRequest($0, filter: chosen)).timings
            },
            Way(name: "words, vectors, facets") {
                try await pipelines[2].search(SearchRequest($0, countsFacets: true)).timings
            },
            Way(name: "words, vectors, facets, filtered") {
                try await pipelines[3].search(SearchRequest($0, filter: chosen, countsFacets: true)).timings
            },
        ]
    }

    func run(queries: Int, seed: UInt64) async throws -> [Result] {
        var typed = TypedQueries(sample.titles, seed: seed)
        for way in ways { _ = try await way.ask(typed.next()) }
        var timings = [Timings](repeating: Timings(), count: ways.count)
        var stages = [[SearchTimings]](repeating: [], count: ways.count)
        for turn in 0..<queries {
            let query = typed.next()
            for step in ways.indices {
                let number = (turn + step) % ways.count
                if let found = try await timings[number].measure({ try await ways[number].ask(query) }) {
                    stages[number].append(found)
                }
            }
        }
        return ways.indices.map { number in
            Result(
                search: ways[number].name, listings: sample.titles.count, queries: queries,
                p50: timings[number].percentile(0.5), p99: timings[number].percentile(0.99),
                cpuP50: timings[number].processorPercentile(0.5),
                cpuP99: timings[number].processorPercentile(0.99), stages: Self.stages(stages[number]))
        }
    }

    private static func stages(_ timings: [SearchTimings]) -> [Stage] {
        guard !timings.isEmpty else { return [] }
        let all: [(String, (SearchTimings) -> Double)] = [
            ("understanding", \.understanding), ("encoding", \.encoding), ("filter", \.filter),
            ("words", \.words), ("vectors", \.vectors), ("fusion", \.fusion), ("facets", \.facets),
            (
                "rest",
                {
                    $0.total - $0.understanding - $0.encoding - $0.filter - $0.words - $0.vectors - $0.fusion
                        - $0.facets
                }
            ),
        ]
        return all.map { name, value in
            let values = timings.map(value)
            return Stage(
                name: name, p50: Timings.percentile(0.5, of: values),
                p99: Timings.percentile(0.99, of: values))
        }
    }
}
