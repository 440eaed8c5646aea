import Foundation
import SoukNeural
import SoukTensors
import Testing

/// What PyTorch computed; made by `Scripts/fixtures/neural.py`.
struct Reference {
    private let tensors: [String: TensorBlob]
    private static let folder = Bundle.module.bundleURL.appendingPathComponent("Fixtures")

    static let layers = Result { try Reference("layers.safetensors") }
    static let sequences = Result { try Reference("sequences.safetensors") }
    static let training = Result { try Reference("training.safetensors") }

    private init(_ name: String) throws {
        tensors = try Safetensors.read(Self.folder.appendingPathComponent(name)).tensors
    }

    static func json(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appendingPathComponent(name))
    }

    subscript(_ name: String) -> Tensor {
        get throws { try Tensor(#require(tensors[name], "no tensor '\(name)' in the fixture")) }
    }

    /// The tensors whose names begin with a prefix, by the rest of the name.
    func part(_ prefix: String) -> [String: TensorBlob] {
        let named = tensors.filter { $0.key.hasPrefix(prefix) }
        return Dictionary(
            uniqueKeysWithValues: named.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
    }
}

/// Expects two tensors to agree, relative to the largest number.
func expectEqual(
    _ found: Tensor, _ expected: Tensor, within tolerance: Float = 1e-5, _ what: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let (a, b) = (try found.floats(), try expected.floats())
    #expect(found.shape == expected.shape, "\(what)", sourceLocation: sourceLocation)
    let scale = max(b.map(abs).max() ?? 0, 1e-3)
    let worst = zip(a, b).map { abs($0 - $1) / scale }.max() ?? 0
    #expect(
        worst <= tolerance && a.allSatisfy(\.isFinite), "\(what): off by \(worst) of \(scale)",
        sourceLocation: sourceLocation)
}

extension ParameterStore {
    subscript(_ path: String) -> Tensor {
        get throws { try #require(entries.first { $0.path == path }, "no parameter '\(path)'").tensor }
    }
}
