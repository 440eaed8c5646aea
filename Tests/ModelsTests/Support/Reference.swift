import Foundation
import Tensors
import Testing

/// What torch and torchvision computed; made by `Scripts/fixtures/models.py`.
enum Reference {
    private static let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures")
    private static let outputs = Result {
        try Safetensors.read(folder.appendingPathComponent("outputs.safetensors"))
    }

    static func tensor(_ name: String) throws -> Tensor {
        try Tensor(#require(try outputs.get().tensors[name], "no tensor '\(name)' in the fixture"))
    }

    /// Shapes by path, by architecture.
    static func parameters() throws -> [String: [String: [Int]]] {
        let json = try Data(contentsOf: folder.appendingPathComponent("parameters.json"))
        return try JSONDecoder().decode([String: [String: [Int]]].self, from: json)
    }

    /// A file of `Scripts/bootstrap`; nil on a machine without it.
    static func asset(_ path: String) -> URL? {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { folder.deleteLastPathComponent() }
        let url = folder.appendingPathComponent(".deps").appendingPathComponent(path)
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }
}

/// Expects two tensors to agree, relative to the largest number.
func expectEqual(
    _ found: Tensor, _ expected: Tensor, within tolerance: Float = 1e-4, _ what: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let (a, b) = (try found.floats(), try expected.floats())
    #expect(found.shape == expected.shape, "\(what)", sourceLocation: sourceLocation)
    let scale = b.map(abs).max() ?? 0
    let worst = zip(a, b).map { abs($0 - $1) }.max() ?? 0
    #expect(
        worst <= tolerance * scale && a.allSatisfy(\.isFinite), "\(what): off by \(worst) of \(scale)",
        sourceLocation: sourceLocation)
}
