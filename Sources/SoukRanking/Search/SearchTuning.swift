import SoukCatalog
import Foundation
import SoukEmbeddedSearch

/// All that can be learned about ranking: the ranking model, the calibration of relevance, and diversity.
public struct SearchTuning: Sendable, Equatable {
    /// Of searches.
    public var ranking: RankingModel
    public var search: FusionModel { ranking.fusion }
    public var similar: FusionModel
    public var recommendation: FusionModel
    /// nil where it was never measured, or for another fusion model than `search`.
    public var calibration: RelevanceCalibration?
    public var diversity: MarginalRelevance

    public init(
        ranking: RankingModel = .listings, similar: FusionModel = .similar,
        recommendation: FusionModel = .recommendation, calibration: RelevanceCalibration? = nil,
        diversity: MarginalRelevance = .standard
    ) {
        self.ranking = ranking
        self.similar = similar
        self.recommendation = recommendation
        self.calibration = calibration
        self.diversity = diversity
    }

    /// What Souk ships for an index.
    public static func standard(for model: IndexModel) -> SearchTuning {
        SearchTuning(ranking: .standard(for: model))
    }

    static let rankingName = "ranking.json"
    static let calibrationName = "relevance.json"

    /// What a folder holds (a generation's, so that going back brings back its tuning, too); the defaults for
    /// what is not there. A calibration of other scores than this fusion's, or of another model's vectors, is
    /// left out: its probabilities would be wrong.
    public static func load(from folder: URL, for model: IndexModel) throws(RankingError) -> SearchTuning {
        var tuning = SearchTuning.standard(for: model)
        let ranking = folder.appendingPathComponent(rankingName)
        if FileManager.default.fileExists(atPath: ranking.path) {
            tuning.ranking = try RankingModelFile.load(ranking)
        }
        let file = folder.appendingPathComponent(calibrationName)
        guard FileManager.default.fileExists(atPath: file.path) else { return tuning }
        do {
            let calibration = try JSONDecoder().decode(
                RelevanceCalibration.self, from: Data(contentsOf: file))
            if try calibration.fusion == tuning.search.identity { tuning.calibration = calibration }
        } catch {
            throw .file(
                path: file.path, reason: "cannot be read: \(error.localizedDescription)",
                remedy: "Delete it, and run `souk index` to calibrate anew.")
        }
        return tuning
    }

    /// Writes the ranking model and its calibration.
    public func save(to folder: URL) throws(RankingError) {
        try RankingModelFile.save(ranking, to: folder.appendingPathComponent(Self.rankingName))
        let file = folder.appendingPathComponent(Self.calibrationName)
        guard let calibration else {
            try? FileManager.default.removeItem(at: file)
            return
        }
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            try encoder.encode(calibration).write(to: file, options: .atomic)
        } catch {
            throw .file(
                path: file.path, reason: "cannot be written: \(error.localizedDescription)",
                remedy: "Check that you may write there and that there is space.")
        }
    }
}
