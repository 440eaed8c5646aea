public import Foundation
public import SoukCatalog
public import SoukRanking
import SoukSearch

/// How good search was at one moment: a line of the workspace's history.
public struct SearchRecord: Sendable, Codable, Equatable {
    /// Seconds since 1970.
    public var time: Int
    public var generation: String
    /// Of the index.
    public var model: String
    public var source: ReplayQueries.Source
    public var queries: Int
    public var ndcg: Estimate
    public var recall: Estimate

    public init(_ replay: SearchReplay, pipeline: SearchPipeline, now: Date = Date()) {
        time = Int(now.timeIntervalSince1970)
        (generation, model) = (pipeline.generation, pipeline.engine.model.identity)
        (source, queries) = (replay.source, replay.ndcg.values.count)
        (ndcg, recall) = (replay.ndcg.estimate(), replay.recall.estimate())
    }

    public var text: String {
        let kind = source == .judged ? "judged queries" : "queries made of held-out titles"
        return """
            \(queries) \(kind) on index \(generation)
              ndcg@10    \(Self.text(ndcg))
              recall@10  \(Self.text(recall))
            """
    }

    private static func text(_ estimate: Estimate) -> String {
        "\(Figures.decimal(estimate.mean, places: 3)) (95 % between "
            + "\(Figures.decimal(estimate.lower, places: 3)) and \(Figures.decimal(estimate.upper, places: 3)))"
    }
}

/// `reports/search-history.jsonl`: every judgement of search, one a line, the oldest first.
public struct SearchHistory: Sendable {
    public let file: URL

    public init(_ workspace: Workspace) {
        file = workspace.root.appendingPathComponent("reports/search-history.jsonl")
    }

    /// All records; a line that was torn by a crash is left out.
    public func records() -> [SearchRecord] {
        guard let data = try? Data(contentsOf: file) else { return [] }
        return data.split(separator: UInt8(ascii: "\n")).compactMap {
            try? JSONDecoder().decode(SearchRecord.self, from: Data($0))
        }
    }

    /// - Throws: `file` when it cannot be written.
    public func append(_ record: SearchRecord) throws(RankingError) {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            // A line break before the record, too, ends a line that a crash has torn.
            let line = Data("\n".utf8) + (try encoder.encode(record)) + Data("\n".utf8)
            if !FileManager.default.fileExists(atPath: file.path) { try Data().write(to: file) }
            let handle = try FileHandle(forWritingTo: file)
            defer { try? handle.close() }
            try handle.seekToEnd()
            try handle.write(contentsOf: line)
        } catch {
            throw .file(
                path: file.path, reason: "cannot be written: \(error.localizedDescription)",
                remedy: "Check that you may write there and that there is space.")
        }
    }
}
