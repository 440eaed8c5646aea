import SoukCatalog
import Foundation

/// Where a sample goes: first beside its place, then, complete, into it.
struct SampleFolder {
    let final: URL
    let partial: URL
    private static let description = "sample.json"

    init(final: URL) {
        self.final = final.standardizedFileURL
        partial = self.final.deletingLastPathComponent()
            .appendingPathComponent(".\(self.final.lastPathComponent).partial", isDirectory: true)
    }

    /// Refuses a folder of somebody else's files; clears what an interrupted run left.
    func prepare() throws(CatalogError) {
        let files = FileManager.default
        if let found = try? files.contentsOfDirectory(atPath: final.path), !found.isEmpty,
            !found.contains(Self.description)
        {
            throw .usage(
                reason: "\(final.path) holds \(found.count) files that are not a sample",
                remedy: "Name an empty or a new folder.")
        }
        discard()
        try attempt(partial) {
            try files.createDirectory(
                at: partial.appendingPathComponent("images"), withIntermediateDirectories: true)
        }
    }

    func publish(_ summary: SampleSummary) throws(CatalogError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try attempt(final) {
            try encoder.encode(summary).writeKept(to: partial.appendingPathComponent(Self.description))
            if FileManager.default.fileExists(atPath: final.path) {
                try FileManager.default.removeItem(at: final)
            }
            try FileManager.default.moveItem(at: partial, to: final)
        }
    }

    func discard() { try? FileManager.default.removeItem(at: partial) }

    private func attempt(_ url: URL, _ work: () throws -> Void) throws(CatalogError) {
        do { try work() } catch { throw .io(path: url.path, reason: "cannot be written: \(error)") }
    }
}
