import SoukCatalog
import Foundation
import SoukSample

/// A sample in a folder of its own, which goes away with it.
final class Folder {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString)")
    let summary: SampleSummary

    init(seed: UInt64, listings: Int, photos: Bool = true) throws {
        summary = try SampleMarketplace(seed: seed, listings: listings, photos: photos).write(to: url)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func text(_ name: String) throws -> String {
        try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
    }

    func checksums() throws -> [String: String] {
        try FileManager.default.subpathsOfDirectory(atPath: url.path).filter { $0.contains(".") }
            .reduce(into: [:]) { $0[$1] = try Checksum.sha256(of: url.appendingPathComponent($1)) }
    }
}

extension String {
    func prefixLines(_ count: Int) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).prefix(count).joined(separator: "\n") + "\n"
    }
}
