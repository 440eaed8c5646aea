import Foundation
public import SoukCatalog

extension ModelStore {
    /// The name under which the ranking model is trained unless told otherwise.
    public static let rankingName = "ranking"

    /// The promoted ranking model; nil where none was promoted, and what Souk ships ranks.
    public func promotedRanking() throws -> RankingModel? {
        try promoted(Self.rankingName)?.ranking()
    }
}

extension ModelFolder {
    /// - Throws: `file` where it holds no ranking model, a damaged one, or one of features that are computed otherwise now.
    public func ranking() throws(RankingError) -> RankingModel { try RankingModelFile.load(rankingURL) }

    /// Keeps a trained ranking model with what was measured on the queries that were kept aside. The folder counts
    /// as finished once the model is in it.
    ///
    /// - Throws: `file` when it cannot be written.
    public func write(_ model: RankingModel, _ report: some Encodable) throws(RankingError) {
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try encoder.encode(report).writeWhole(
                to: url.appendingPathComponent("evaluation.json"))
        } catch {
            throw .file(
                path: url.path, reason: "cannot be written: \(error.localizedDescription)",
                remedy: "Check that you may write there and that there is space.")
        }
        try RankingModelFile.save(model, to: rankingURL)
    }
}
