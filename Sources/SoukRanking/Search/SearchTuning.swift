import SoukCatalog
import Foundation

/// All that can be learned about ranking: fusion models, the calibration of relevance, and diversity.
public struct SearchTuning: Sendable, Equatable {
    public var search: FusionModel
    public var similar: FusionModel
    public var recommendation: FusionModel
    /// nil where it was never measured, or for another fusion model than `search`.
    public var calibration: RelevanceCalibration?
    public var diversity: MarginalRelevance

    public init(
        search: FusionModel = .standard, similar: FusionModel = .similar,
        recommendation: FusionModel = .recommendation, calibration: RelevanceCalibration? = nil,
        diversity: MarginalRelevance = .standard
    ) {
        self.search = search
        self.similar = similar
        self.recommendation = recommendation
        self.calibration = calibration
        self.diversity = diversity
    }

    public static let standard = SearchTuning()

    static let fusionName = "fusion.json"
    static let calibrationName = "relevance.json"

    /// What a folder holds (a generation's, so that going back brings back its tuning, too); the defaults for
    /// what is not there. A calibration of other scores than this fusion's, or of another model's vectors, is
    /// left out: its probabilities would be wrong.
    public static func load(from folder: URL) throws(RankingError) -> SearchTuning {
        var tuning = SearchTuning()
        let fusion = folder.appendingPathComponent(fusionName)
        if FileManager.default.fileExists(atPath: fusion.path) { tuning.search = try FusionFile.load(fusion) }
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

    /// Writes the search's fusion model and its calibration.
    public func save(to folder: URL) throws(RankingError) {
        try FusionFile.save(search, to: folder.appendingPathComponent(Self.fusionName))
        guard let calibration else { return }
        let file = folder.appendingPathComponent(Self.calibrationName)
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
