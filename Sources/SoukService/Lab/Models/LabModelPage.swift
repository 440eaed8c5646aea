import Foundation
import Hummingbird
import SoukCatalog
import SoukMarketplace
import SoukReports

/// One model: its sheet, its curves, and where it errs.
struct LabModelPage: Sendable {
    var frame: LabFrame
    var reference: String
    /// Lines of the model's sheet.
    var sheet: [LabRow]
    var pictures: [Picture]
    var hasPictures: Bool

    struct Picture: Sendable {
        var link: String
        var title: String
    }

    /// What a model's folder may hold, in the order of the page; nothing else is served from there.
    static let pictures = [
        ("loss.svg", "Loss"), ("accuracy.svg", "Accuracy"), ("learning-rate.svg", "Learning rate"),
        ("confusion.svg", "Confusion matrix"), ("reliability.svg", "Reliability"),
        ("f1.svg", "F1 by category"),
    ]
}

extension LabSite {
    func model(_ name: String, _ version: String) async throws -> Response {
        let folder = try modelFolder(name, version)
        let page = try await OffPool.run { try LabModelPage(folder) }
        return try html(page, "model")
    }

    func picture(_ name: String, _ version: String, _ picture: String, _ request: Request) async throws
        -> Response
    {
        let folder = try modelFolder(name, version)
        guard LabModelPage.pictures.contains(where: { $0.0 == picture }) else { throw Self.unknownModel }
        let file = await OffPool.run {
            StoredFile(
                contentsOf: folder.url.appending(path: picture), type: "image/svg+xml",
                cacheControl: "private, no-cache")
        }
        guard let file else { throw Self.unknownModel }
        return file.response(to: request)
    }

    /// Only folders that the store lists: no path of a caller reaches the disk.
    private func modelFolder(_ name: String, _ version: String) throws(Problem) -> ModelFolder {
        let store = ModelStore(marketplace.workspace)
        guard store.names().contains(name), let number = Int(version),
            let folder = store.versions(of: name).first(where: { $0.version == number })
        else { throw Self.unknownModel }
        return folder
    }

    private static var unknownModel: Problem {
        .notFound("model.unknown", "There is no such model, or no such picture of it.", next: "See /lab.")
    }
}

extension LabModelPage {
    init(_ folder: ModelFolder) throws {
        reference = "\(folder.name)/\(folder.version)"
        frame = LabFrame(title: reference)
        let text: String? =
            if folder.isListing { try ListingModelSheet(folder).text } else if folder.isFinished {
                try ModelSheet(folder).text
            } else { nil }
        sheet = Self.rows(text ?? "", without: folder.url.path)
        let files = FileManager.default
        pictures = Self.pictures.filter { files.fileExists(atPath: folder.url.appending(path: $0.0).path) }
            .map { Picture(link: "/lab/models/\(folder.name)/\(folder.version)/\($0.0)", title: $0.1) }
        hasPictures = !pictures.isEmpty
    }

    /// The sheet's lines, `name  value`; where the folder lies is nobody's business.
    private static func rows(_ text: String, without path: String) -> [LabRow] {
        text.split(separator: "\n").dropFirst().compactMap { line in
            let line = line.trimmingCharacters(in: .whitespaces)
            guard let gap = line.range(of: "  "), !line.contains(path) else { return nil }
            return LabRow(
                name: String(line[..<gap.lowerBound]),
                cells: [line[gap.upperBound...].trimmingCharacters(in: .whitespaces)])
        }
    }
}
