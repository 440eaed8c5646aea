import Foundation
import SoukTensors
import Testing

/// What torch and torchvision computed; made by `Scripts/fixtures/models.py`.
enum Reference {
    private static let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures")
    private static let files = Dictionary(
        uniqueKeysWithValues: ["outputs.safetensors", "sentences.safetensors", "mpnet.safetensors"].map {
            name in
            (name, Result { try Safetensors.read(folder.appendingPathComponent(name)).tensors })
        })

    static func tensor(_ name: String, of file: String = "outputs.safetensors") throws -> Tensor {
        let tensors = try #require(files[file], "no fixture '\(file)'").get()
        return try Tensor(#require(tensors[name], "no tensor '\(name)' in \(file)"))
    }

    /// Shapes by path, by architecture.
    static func parameters() throws -> [String: [String: [Int]]] {
        try json("parameters.json", as: [String: [String: [Int]]].self)
    }

    static func json<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
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
