import Foundation
import SoukSearch

/// An engine beside those that do words alone, asked the same in turns.
struct WordsTrial {
    private let engine: any SearchEngine
    private let documents: Documents
    private let sqlite: FTS5Peer
    private let peers: [(name: String, peer: WordPeer)]
    private let seed: UInt64

    init(_ engine: any SearchEngine, seed: UInt64) async throws {
        (self.engine, self.seed) = (engine, seed)
        documents = try await Documents(engine)
        sqlite = try FTS5Peer(documents)
        var peers: [(String, WordPeer)] = []
        for name in ["tantivy", "bm25s"] {
            if let peer = try await WordPeer(name, documents) { peers.append((name, peer)) }
        }
        self.peers = peers
    }

    /// - Parameter built: Seconds that the engine's index took; nil where it was there before.
    func run(queries: Int, built: (wall: Double, processor: Double)? = nil) async throws -> Measurement {
        var typed = TypedQueries(documents.fields.map { $0[0] }, words: 2...3, seed: seed)
        var (souk, slips, fts5) = (Timings(), Timings(), Timings())
        var others = [Timings](repeating: Timings(), count: peers.count)
        var (sameInFTS5, sameInSlips) = (Share(), Share())
        var same = [Share](repeating: Share(), count: peers.count)
        for turn in -20..<queries {
            let query = typed.next()
            let slip = typed.slip(query)
            var timings = (souk, slips, fts5, others)
            let found = Set(try await timings.0.measure { try await search(query) })
            sameInSlips.add(Set(try await timings.1.measure { try await search(slip) }.prefix(10)), in: found)
            sameInFTS5.add(Set(try timings.2.measure { try sqlite.search(query) }.prefix(10)), in: found)
            for (number, peer) in peers.enumerated() {
                same[number].add(
                    Set(try peer.peer.search(query, &timings.3[number]).prefix(10)), in: found)
            }
            // The first ones warm all of them up.
            if turn >= 0 { (souk, slips, fts5, others) = timings }
        }
        let count = documents.ids.count
        var measurement = Measurement(
            "words-\(count)", title: "Words, the best 200 of \(count) listings",
            columns: ["search"] + Timings.summaryColumns + ["its best 10 in Souk's 200"])
        measurement.rows = [
            .init(label: "Souk", values: souk.summary + [nil]),
            .init(label: "Souk, two letters exchanged", values: slips.summary + [sameInSlips.value]),
            .init(label: "SQLite FTS5, bm25()", values: fts5.summary + [sameInFTS5.value]),
        ]
        measurement.ratios = [
            Ratio(what: "words, a slip forgiven, \(count)", to: "without the slip", slips, souk, aim: 2)
        ]
        for (number, peer) in peers.enumerated() {
            measurement.rows.append(
                .init(label: peer.name, values: others[number].summary + [same[number].value]))
            for (text, share) in [("median", 0.5), ("99th percentile", 0.99)] {
                measurement.ratios.append(
                    Ratio(
                        what: "words, \(text), \(count)", to: peer.name, souk, others[number],
                        percentile: share, aim: 1))
            }
        }
        if let built, let tantivy = peers.first(where: { $0.name == "tantivy" })?.peer.built {
            measurement.ratios.append(
                Ratio(
                    what: "index of \(count) built by words", to: "tantivy",
                    value: built.processor / tantivy.processor, aim: 1))
            measurement.notes.append(
                "Index built: Souk \(Measurement.text(built.processor)), tantivy \(Measurement.text(tantivy.processor)) s of the processor."
            )
        }
        return measurement
    }

    private func search(_ query: String) async throws -> [String] {
        let page = try await engine.search(
            RetrievalRequest(words: WordQuery(query), limit: 200, isCompleted: false))
        return page.hits.map(\.id)
    }
}

/// How many of some are among others.
private struct Share {
    private var (hits, all) = (0, 0)

    mutating func add(_ some: Set<String>, in others: Set<String>) {
        hits += some.intersection(others).count
        all += some.count
    }

    var value: Double? { all == 0 ? nil : Double(hits) / Double(all) }
}
