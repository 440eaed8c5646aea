public import Foundation
import SoukCatalog

/// A ranking model on disk: JSON with a format version and a hash over the model, so that a damaged or
/// hand-edited file is never used unnoticed.
public struct RankingModelFile: Codable {
    static let format = 2
    private var format: Int
    /// SHA-256 of the model's canonical JSON.
    private var sha256: String
    private var model: RankingModel

    private enum Failure: Error { case format(Int), hash }

    /// Writes the model, replacing the file in one step.
    public static func save(_ model: RankingModel, to url: URL) throws(RankingError) {
        do { try data(model).writeWhole(to: url) } catch {
            throw .file(
                path: url.path, reason: "cannot be written: \(error.localizedDescription)",
                remedy: "Check that you may write there and that there is space.")
        }
    }

    static func data(_ model: RankingModel) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(
            RankingModelFile(format: format, sha256: try model.identity, model: model))
    }

    /// Reads what `save` wrote.
    ///
    /// - Throws: `file` for another format, a damaged file, and a feature that is computed otherwise now.
    public static func load(_ url: URL) throws(RankingError) -> RankingModel {
        let data: Data
        do { data = try Data(contentsOf: url) } catch {
            throw .file(
                path: url.path, reason: "cannot be read as a ranking model: \(error.localizedDescription)",
                remedy: "Restore the file, or train the ranking model again.")
        }
        return try model(data, from: url.path)
    }

    /// - Parameter name: where the bytes come from, for errors.
    static func model(_ data: Data, from name: String) throws(RankingError) -> RankingModel {
        do {
            let version = try JSONDecoder().decode(FormatOnly.self, from: data).format
            guard version == format else { throw Failure.format(version) }
            let file = try JSONDecoder().decode(RankingModelFile.self, from: data)
            guard try file.model.identity == file.sha256 else { throw Failure.hash }
            return file.model
        } catch Failure.format(let found) {
            throw .file(
                path: name, reason: "format \(found), and this version of Souk reads \(format)",
                remedy: "Train the ranking model again, or build the index again.")
        } catch Failure.hash {
            throw .file(
                path: name, reason: "its content does not match its hash",
                remedy: "Restore the file, or train the ranking model again.")
        } catch DecodingError.dataCorrupted(let context) {
            throw .file(
                path: name, reason: context.debugDescription, remedy: "Train the ranking model again.")
        } catch {
            throw .file(
                path: name, reason: "cannot be read as a ranking model: \(error.localizedDescription)",
                remedy: "Restore the file, or train the ranking model again.")
        }
    }

    private struct FormatOnly: Codable { var format: Int }
}

extension RankingModel {
    /// SHA-256 of the model's canonical JSON: equal models have equal identities.
    public var identity: String {
        get throws { try Checksum.sha256(canonical(self)) }
    }
}

extension FusionModel {
    /// SHA-256 of the curves' canonical JSON: equal curves have equal identities.
    public var identity: String {
        get throws { try Checksum.sha256(canonical(self)) }
    }
}

private func canonical(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
}
