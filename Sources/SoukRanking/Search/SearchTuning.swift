import SoukCatalog
import Foundation
import SoukSearch

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

    /// What is attached to a generation, so that going back brings back its tuning, too; the defaults for what is
    /// not there. A calibration of other scores than this fusion's, or of another model's vectors, is left out: its
    /// probabilities would be wrong.
    public static func load(
        from generations: any SearchGenerations, _ generation: String
    ) async throws -> SearchTuning {
        var tuning = SearchTuning()
        if let bytes = try await generations.attachment(fusionName, of: generation) {
            tuning.search = try FusionFile.model(bytes, from: "\(generation)/\(fusionName)")
        }
        guard let bytes = try await generations.attachment(calibrationName, of: generation) else {
            return tuning
        }
        do {
            let calibration = try JSONDecoder().decode(RelevanceCalibration.self, from: bytes)
            if try calibration.fusion == tuning.search.identity { tuning.calibration = calibration }
        } catch {
            throw RankingError.file(
                path: "\(generation)/\(calibrationName)",
                reason: "cannot be read: \(error.localizedDescription)",
                remedy: "Build the index anew to calibrate it again.")
        }
        return tuning
    }

    /// Attaches the search's fusion model and its calibration to a generation.
    public func save(to generations: any SearchGenerations, _ generation: String) async throws {
        try await generations.attach(Self.fusionName, FusionFile.data(search), to: generation)
        guard let calibration else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try await generations.attach(Self.calibrationName, encoder.encode(calibration), to: generation)
    }
}
