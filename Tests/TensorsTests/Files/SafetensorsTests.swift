import Foundation
import SoukTensors
import Testing

@Suite("Safetensors files")
struct SafetensorsTests {
    @Test("of the reference implementation are read")
    func reference() throws {
        let file = try Safetensors.read(WeightFiles.fixture("types.safetensors"))
        #expect(file.metadata == ["note": "a \"quoted\" £ \n"])
        #expect(
            file.tensors.mapValues(WeightFiles.Description.init)
                == (try WeightFiles.expected("types.safetensors")))
    }

    @Test("are written byte for byte as by the reference implementation")
    func sameBytes() throws {
        try WeightFiles.withFolder { folder in
            let original = WeightFiles.fixture("types.safetensors")
            let copy = folder.appendingPathComponent("copy.safetensors")
            let file = try Safetensors.read(original)
            try Safetensors.write(file.tensors, metadata: file.metadata, to: copy)
            #expect(try Data(contentsOf: copy) == Data(contentsOf: original))
        }
    }

    @Test("keep names and texts of every kind")
    func names() throws {
        let names = ["", "a.b", "\"\\/", "\u{0}\u{1F}\n\t\u{8}\u{C}\r", "Ünï/😀", "\u{7F}\u{2028}", "dtype"]
        let tensors = Dictionary(uniqueKeysWithValues: names.map { ($0, blob(.int8, [1], [1])) })
        let metadata = Dictionary(uniqueKeysWithValues: names.map { ($0, $0) })
        #expect(try roundTrip(tensors, metadata) == SafetensorsFile(tensors: tensors, metadata: metadata))
    }

    @Test("keep shapes of every kind", arguments: ScalarType.allCases)
    func shapes(dtype: ScalarType) throws {
        var tensors: [String: TensorBlob] = [:]
        for shape in [[], [0], [1], [3, 0, 2], [2, 3], [1, 2, 3, 4], Array(repeating: 1, count: 64)] {
            let count = shape.reduce(1, *) * dtype.byteCount
            tensors["\(shape)"] = blob(dtype, shape, (0..<count).map { UInt8($0 % 2) })
        }
        #expect(try roundTrip(tensors, [:]).tensors == tensors)
    }

    @Test("are aligned, so that every element stands at a multiple of its size")
    func alignment() throws {
        try WeightFiles.withFolder { folder in
            let url = folder.appendingPathComponent("odd.safetensors")
            let odd = [
                "a": blob(.bool, [3], [1, 0, 1]), "z": blob(.float64, [1], [1, 2, 3, 4, 5, 6, 7, 8]),
            ]
            try Safetensors.write(odd, to: url)
            let bytes = [UInt8](try Data(contentsOf: url))
            let header = Int(bytes[0]) + Int(bytes[1]) << 8
            #expect(header.isMultiple(of: 8))
            #expect(Array(bytes.suffix(11)) == [1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 1])
        }
    }

    @Test("replace an older file at once and leave nothing else behind")
    func replacement() throws {
        try WeightFiles.withFolder { folder in
            let url = folder.appendingPathComponent("w.safetensors")
            try Safetensors.write(["old": blob(.int8, [1], [1])], to: url)
            try Safetensors.write(["new": blob(.int8, [1], [2])], to: url)
            #expect(try Safetensors.read(url).tensors.keys.sorted() == ["new"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["w.safetensors"])
        }
    }

    @Test(
        "with impossible tensors are not written",
        arguments: [
            ("short", blob(.float32, [2], [1, 2, 3, 4])), ("negative", blob(.int8, [-1], [])),
            ("__metadata__", blob(.int8, [1], [1])), ("overflow", blob(.int8, [1 << 62, 1 << 62], [])),
        ])
    func impossible(name: String, blob: TensorBlob) throws {
        try WeightFiles.withFolder { folder in
            let url = folder.appendingPathComponent("w.safetensors")
            let error = #expect(throws: TensorError.self) { try Safetensors.write([name: blob], to: url) }
            #expect(error?.description.contains("tensor '\(name)'") == true)
            #expect(!FileManager.default.fileExists(atPath: url.path))
        }
    }

    @Test("that cannot be written give a reason and leave nothing behind")
    func unwritable() throws {
        try WeightFiles.withFolder { folder in
            let url = folder.appendingPathComponent("missing/w.safetensors")
            let error = #expect(throws: TensorError.self) { try Safetensors.write([:], to: url) }
            #expect(error?.description.contains("cannot be written") == true)
            let occupied = folder.appendingPathComponent("occupied", isDirectory: true)
            try FileManager.default.createDirectory(
                at: occupied.appendingPathComponent("child"), withIntermediateDirectories: true)
            #expect(throws: TensorError.self) { try Safetensors.write([:], to: occupied) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["occupied"])
        }
    }

    private func roundTrip(_ tensors: [String: TensorBlob], _ metadata: [String: String]) throws
        -> SafetensorsFile
    {
        try WeightFiles.withFolder { folder in
            let url = folder.appendingPathComponent("w.safetensors")
            try Safetensors.write(tensors, metadata: metadata, to: url)
            return try Safetensors.read(url)
        }
    }
}

private func blob(_ dtype: ScalarType, _ shape: [Int], _ bytes: [UInt8]) -> TensorBlob {
    TensorBlob(dtype: dtype, shape: shape, bytes: Data(bytes))
}
