import Foundation
import SoukRanking
import SoukSearch

/// All ways of asking the same index, in turns, so that a noisy moment hits all alike.
struct SearchTrial {
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

    func run(queries: Int, seed: UInt64) async throws -> Measurement {
        let watch = ProcessWatch(process: getpid())
        let building = watch.peak
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
        let count = sample.titles.count
        var measurement = Measurement(
            "search-\(count)", title: "Whole searches over \(count) listings, 20 results",
            columns: ["search"] + Timings.summaryColumns + Self.stages.map(\.name))
        measurement.rows = ways.indices.map { number in
            .init(
                label: ways[number].name,
                values: timings[number].summary
                    + Self.stages.map { Timings.percentile(0.5, of: stages[number].map($0.milliseconds)) })
        }
        measurement.notes = ["Columns of stages are medians of the clock, in milliseconds."]
        if let building, let serving = watch.sample(at: 0)?.memory {
            let (most, now) = (Measurement.text(building / 1_024), Measurement.text(serving / 1_024))
            measurement.notes.append(
                "Resident at most \(most) GiB while the index was made, \(now) after the searches.")
        }
        if let hardest = timings.last {
            for (text, share, aim) in [("median", 0.5, 5.0), ("99th percentile", 0.99, 15)] {
                let value = Timings.percentile(share, of: hardest.processor)
                let limit = count > 500_000 ? aim * 3 : aim
                measurement.ratios.append(
                    Ratio(
                        what: "whole search, encoding apart, \(text), \(count)",
                        to: "\(Int(limit)) ms of the processor", value: value / limit, aim: 1))
            }
        }
        return measurement
    }

    private typealias StageTime = (name: String, milliseconds: (SearchTimings) -> Double)

    private static var stages: [StageTime] {
        let stages: [StageTime] = [
            ("understanding", \.understanding), ("encoding", \.encoding), ("filter", \.filter),
            ("words", \.words), ("vectors", \.vectors), ("fusion", \.fusion), ("facets", \.facets),
        ]
        let rest: StageTime = (
            "rest", { timings in timings.total - stages.reduce(0) { $0 + $1.milliseconds(timings) } }
        )
        return stages + [rest]
    }
}
