import Foundation
public import SoukCatalog

/// All about a ranking model, for the terminal and for programs.
public struct RankingSheet: Sendable, Encodable {
    public var name: String
    public var version: Int
    public var architecture = "ranking"
    public var identity: String
    public var training: FusionModel.Training?
    public var learnedFrom: RankingModel.LearnedFrom?
    /// The features in the order of their weight: how far their curves move a score.
    public var features: [Feature]
    public var path: String

    public struct Feature: Sendable, Encodable {
        public var name: String
        public var version: Int
        public var unit: String
        /// From the lowest to the highest contribution.
        public var span: Double
    }

    enum CodingKeys: String, CodingKey {
        case name, version, architecture, identity, training, features, path
        case learnedFrom = "learned_from"
    }

    public init(_ folder: ModelFolder) throws {
        let model = try folder.ranking()
        (name, version, path) = (folder.name, folder.version, folder.url.path)
        (identity, training, learnedFrom) = (try model.identity, model.fusion.training, model.learnedFrom)
        features = model.fusion.parts.map { part in
            let values = part.curve.values + [part.curve.absent]
            return Feature(
                name: part.feature.rawValue, version: part.feature.definition?.version ?? 0,
                unit: part.feature.definition?.unit ?? "",
                span: (values.max() ?? 0) - (values.min() ?? 0))
        }.sorted { $0.span > $1.span }
    }

    public var text: String {
        var rows = [("architecture", "\(architecture): a sum of curves over \(features.count) features")]
        if let training {
            rows.append(("judged queries", Figures.grouped(training.queries)))
            if let ndcg = training.validationNDCG {
                rows.append(("validation NDCG@10", Figures.decimal(ndcg, places: 3)))
            }
        }
        if let learnedFrom {
            rows.append(("judgements", "SHA-256 \(learnedFrom.judgements.prefix(16))…"))
            rows.append(("encoder", learnedFrom.encoder.map { "SHA-256 \($0.prefix(16))…" } ?? "none"))
        }
        rows += features.prefix(12).map {
            ("  \($0.name)", "moves a score by \(Figures.decimal($0.span, places: 2))")
        }
        rows += [("identity", "SHA-256 \(identity.prefix(16))…"), ("folder", path)]
        let width = rows.map(\.0.count).max() ?? 0
        let lines = rows.map { "  \($0.0.padding(toLength: width, withPad: " ", startingAt: 0))  \($0.1)" }
        return (["\(name)/\(version)"] + lines).joined(separator: "\n")
    }
}
