import SoukCatalog
import Foundation

/// A fusion model on disk: JSON with a format version and a hash over the model, so that a damaged or
/// hand-edited file is never used unnoticed.
public struct FusionFile: Codable {
    static let format = 1
    private var format: Int
    /// SHA-256 of the model's canonical JSON.
    private var sha256: String
    private var model: FusionModel

    private enum Failure: Error { case format(Int), hash }

    /// Writes the model, replacing the file in one step.
    public static func save(_ model: FusionModel, to url: URL) throws(RankingError) {
        do { try data(model).write(to: url, options: .atomic) } catch {
            throw .file(
                path: url.path, reason: "cannot be written: \(error.localizedDescription)",
                remedy: "Check that you may write there and that there is space.")
        }
    }

    static func data(_ model: FusionModel) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(FusionFile(format: format, sha256: try model.identity, model: model))
    }

    /// Reads what `save` wrote.
    public static func load(_ url: URL) throws(RankingError) -> FusionModel {
        let data: Data
        do { data = try Data(contentsOf: url) } catch {
            throw .file(
                path: url.path, reason: "cannot be read as a fusion model: \(error.localizedDescription)",
                remedy: "Train the fusion model again, or delete the file to use the defaults.")
        }
        return try model(data, from: url.path)
    }

    /// - Parameter name: where the bytes come from, for errors.
    static func model(_ data: Data, from name: String) throws(RankingError) -> FusionModel {
        do {
            let version = try JSONDecoder().decode(FormatOnly.self, from: data).format
            guard version == format else { throw Failure.format(version) }
            let file = try JSONDecoder().decode(FusionFile.self, from: data)
            guard try file.model.identity == file.sha256 else { throw Failure.hash }
            return file.model
        } catch Failure.format(let found) {
            throw .file(
                path: name, reason: "format \(found), and this version of Souk reads \(format)",
                remedy: "Train the fusion model again, or update Souk.")
        } catch Failure.hash {
            throw .file(
                path: name, reason: "its content does not match its hash",
                remedy: "Restore the file, or train the fusion model again.")
        } catch {
            throw .file(
                path: name, reason: "cannot be read as a fusion model: \(error.localizedDescription)",
                remedy: "Train the fusion model again, or delete the file to use the defaults.")
        }
    }

    private struct FormatOnly: Codable { var format: Int }
}

extension FusionModel {
    /// SHA-256 of the model's canonical JSON: equal models have equal identities.
    public var identity: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Checksum.sha256(try encoder.encode(self))
        }
    }
}
