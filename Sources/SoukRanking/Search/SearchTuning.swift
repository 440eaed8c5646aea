import SoukCatalog
import Foundation
public import SoukSearch

/// All that can be learned about ranking: the ranking model, the calibration of relevance, and diversity.
public struct SearchTuning: Sendable, Equatable {
    /// Of searches.
    public var ranking: RankingModel
    public var search: FusionModel { ranking.fusion }
    public var similar: FusionModel
    public var recommendation: FusionModel
    /// nil where it was never measured, or for another ranking model.
    public var calibration: RelevanceCalibration?
    public var diversity: MarginalRelevance

    public init(
        ranking: RankingModel = .standard, similar: FusionModel = .similar,
        recommendation: FusionModel = .recommendation, calibration: RelevanceCalibration? = nil,
        diversity: MarginalRelevance = .standard
    ) {
        self.ranking = ranking
        self.similar = similar
        self.recommendation = recommendation
        self.calibration = calibration
        self.diversity = diversity
    }

    static let rankingName = "ranking.json"
    static let calibrationName = "relevance.json"

    /// What is attached to a generation, so that going back brings back its tuning, too; the defaults for what is
    /// not there. A calibration of other scores than this model's, or of another model's vectors, is left out: its
    /// probabilities would be wrong.
    public static func load(
        from generations: any SearchGenerations, _ engine: any SearchEngine
    ) async throws -> SearchTuning {
        var tuning = SearchTuning()
        let generation = engine.generation
        if let bytes = try await generations.attachment(rankingName, of: generation) {
            tuning.ranking = try RankingModelFile.model(bytes, from: "\(generation)/\(rankingName)")
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

    /// Attaches the ranking model and its calibration to a generation.
    public func save(to generations: any SearchGenerations, _ generation: String) async throws {
        try await generations.attach(Self.rankingName, RankingModelFile.data(ranking), to: generation)
        guard let calibration else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try await generations.attach(Self.calibrationName, encoder.encode(calibration), to: generation)
    }
}
