import Foundation
import SoukTensors
import Testing

/// Where the tests of weight files find and put files.
enum WeightFiles {
    /// A file that `Scripts/fixtures/weights.py` made.
    static func fixture(_ name: String) -> URL {
        folder.appendingPathComponent(name)
    }

    /// What PyTorch says about the tensors of a fixture.
    static func expected(_ name: String) throws -> [String: Description] {
        let json = try Data(contentsOf: fixture("expected.json"))
        let all = try JSONDecoder().decode([String: [String: Description]].self, from: json)
        return try #require(all[name])
    }

    /// Runs a test with a fresh folder that is removed behind it.
    static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// A file of `Scripts/bootstrap`; nil on a machine without it.
    static func asset(_ path: String) -> URL? {
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let url = checkout.appendingPathComponent(".deps").appendingPathComponent(path)
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }

    private static let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures/weights")

    /// Type, shape and the SHA-256 of the little-endian, C-contiguous bytes.
    struct Description: Codable, Equatable {
        var dtype: ScalarType
        var shape: [Int]
        var sha256: String

        init(_ blob: TensorBlob) {
            dtype = blob.dtype
            shape = blob.shape
            sha256 = SHA256.hex(blob.bytes)
        }
    }
}
