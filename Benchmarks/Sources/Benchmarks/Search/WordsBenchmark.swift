import ArgumentParser
import Foundation
import SoukSearch

struct WordsBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "words",
        abstract:
            "The best 200 listings by words alone, beside SQLite FTS5 and tantivy, one query after the other.",
        discussion: """
            Each query goes to all of them in turn. Run Benchmarks/peers/install first for tantivy, and from the root \
            of the checkout. "same" is the share of tantivy's best ten that are among Souk's best 200.
            """)

    @Option(help: "How many listings; may be given several times.")
    var count: [Int] = [100_000]

    @Option var queries = 500

    @Option(help: "Of listings and queries.")
    var seed: UInt64 = 1

    func run() async throws {
        for count in count {
            let sample = try await SampleIndex(count, seed: seed, model: .none) {
                FileHandle.standardError.write(Data("\($0)\n".utf8))
            }
            try await run(sample)
        }
    }

    private func run(_ sample: SampleIndex) async throws {
        let (fts5, tantivy) = (try await FTS5Peer(sample.engine), try await TantivyPeer(sample.engine))
        var typed = TypedQueries(sample.titles, seed: seed)
        var (souk, sqlite, peer) = ([Double](), [Double](), [Double]())
        var (same, compared) = (0, 0)
        for _ in 0..<queries {
            let query = typed.next()
            let page = try await sample.engine.search(
                RetrievalRequest(words: WordQuery(query), limit: 200, isCompleted: false))
            souk.append(page.timings.words * 1_000)
            let start = ContinuousClock.now
            _ = try await fts5.rows(query)
            sqlite.append((ContinuousClock.now - start) / .milliseconds(1))
            guard let answer = try tantivy?.answer(query) else { continue }
            peer.append(answer.milliseconds)
            let found = Set(page.hits.map(\.id))
            same += answer.ids.count { found.contains($0) }
            compared += answer.ids.count
        }
        var table = Table(["words, top 200", "listings", "p50 ms", "p99 ms", "same"])
        for (name, times) in [("Souk", souk), ("SQLite FTS5, bm25()", sqlite), ("tantivy", peer)]
        where !times.isEmpty {
            let share =
                name == "tantivy" ? String(format: "%.3f", Double(same) / Double(max(1, compared))) : ""
            table.append(
                [name, "\(sample.titles.count)"]
                    + [0.5, 0.99].map { String(format: "%.3f", Timings.percentile($0, of: times)) } + [share])
        }
        print(table.text)
    }
}
