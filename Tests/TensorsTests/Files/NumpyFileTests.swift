import Foundation
import SoukTensors
import Testing

@Suite("NumPy files")
struct NumpyFileTests {
    @Test("of NumPy are read in every order", arguments: ["matrix.npy", "fortran.npy", "big-endian.npy"])
    func reference(name: String) throws {
        let blob = try NumpyFile.read(WeightFiles.fixture(name))
        #expect(["": WeightFiles.Description(blob)] == (try WeightFiles.expected(name)))
    }

    @Test("are written byte for byte as by NumPy")
    func sameBytes() throws {
        try WeightFiles.withFolder { folder in
            let original = WeightFiles.fixture("matrix.npy")
            let copy = folder.appendingPathComponent("copy.npy")
            try NumpyFile.write(NumpyFile.read(original), to: copy)
            #expect(try Data(contentsOf: copy) == Data(contentsOf: original))
        }
    }

    @Test("keep every shape and type", arguments: ScalarType.allCases.filter { $0 != .bfloat16 })
    func roundTrip(dtype: ScalarType) throws {
        try WeightFiles.withFolder { folder in
            for shape in [[], [0], [3], [2, 0], [2, 3], [1, 2, 3, 4], Array(repeating: 1, count: 64)] {
                let count = shape.reduce(1, *) * dtype.byteCount
                let blob = TensorBlob(
                    dtype: dtype, shape: shape, bytes: Data((0..<count).map { UInt8($0 % 2) }))
                let url = folder.appendingPathComponent("array.npy")
                try NumpyFile.write(blob, to: url)
                #expect(try NumpyFile.read(url) == blob)
            }
        }
    }

    @Test("that NumPy could not read are not written")
    func impossible() throws {
        try WeightFiles.withFolder { folder in
            let url = folder.appendingPathComponent("array.npy")
            let brain = #expect(throws: TensorError.self) {
                try NumpyFile.write(TensorBlob(dtype: .bfloat16, shape: [1], bytes: Data(count: 2)), to: url)
            }
            #expect(brain?.description.contains("NumPy has no type bfloat16") == true)
            let short = #expect(throws: TensorError.self) {
                try NumpyFile.write(TensorBlob(dtype: .float32, shape: [2], bytes: Data(count: 7)), to: url)
            }
            #expect(short?.description.contains("cannot have 7 bytes") == true)
            #expect(!FileManager.default.fileExists(atPath: url.path))
        }
    }
}
