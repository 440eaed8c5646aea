import Foundation
import SoukTensors
import Testing

@Suite("Hostile weight files")
struct HostileWeightsTests {
    @Test("get a verdict that says what is wrong", arguments: HostileWeights.all)
    func verdict(hostile: HostileWeights) throws {
        try WeightFiles.withFolder { folder in
            let url = folder.appendingPathComponent(hostile.fileName)
            try hostile.bytes.write(to: url)
            let error = #expect(throws: TensorError.self) { try AnyTensorFile.read(url) }
            guard case .file(let path, let reason, let remedy) = error else {
                Issue.record("no verdict, but \(String(describing: error))")
                return
            }
            #expect(path == url.path)
            #expect(reason.contains(hostile.complaint), "\(reason)")
            #expect(reason.utf8.count < 1_000 && !remedy.isEmpty)
        }
    }

    @Test("have names of their own, and run nothing")
    func names() throws {
        try WeightFiles.withFolder { folder in
            let urls = try HostileWeights.write(into: folder)
            #expect(Set(urls.map(\.lastPathComponent)).count == HostileWeights.all.count)
            for url in urls { _ = try? AnyTensorFile.read(url) }
            #expect(!FileManager.default.fileExists(atPath: "/tmp/souk-was-here"))
        }
    }

    @Test(
        "that are no files at all are refused by every reader",
        arguments: ["w.pth", "w.safetensors", "w.npy"])
    func noFiles(name: String) throws {
        try WeightFiles.withFolder { folder in
            let url = folder.appendingPathComponent(name)
            let missing = #expect(throws: TensorError.self) { try AnyTensorFile.read(url) }
            #expect(missing?.description.contains("No such file") == true)
            #expect(mkfifo(url.path, 0o600) == 0)
            let pipe = #expect(throws: TensorError.self) { try AnyTensorFile.read(url) }
            #expect(pipe?.description.contains("is not a regular file") == true)
        }
    }

    @Test(
        "that claim terabytes without having them are refused",
        arguments: ["w.pth", "w.safetensors", "w.npy"])
    func sparse(name: String) throws {
        try WeightFiles.withFolder { folder in
            let url = folder.appendingPathComponent(name)
            let header = Data(
                "{\"w\":{\"dtype\":\"U8\",\"shape\":[8796093022144],\"data_offsets\":[0,8796093022144]}}".utf8
            )
            try (Data(PickleBytes.number(UInt64(header.count))) + header).write(to: url)
            #expect(truncate(url.path, off_t(8 + header.count + 8_796_093_022_144)) == 0)
            let error = #expect(throws: TensorError.self) { try AnyTensorFile.read(url) }
            #expect(error?.description.contains("more than the memory of this machine") == true)
        }
    }
}

/// Reads a file of tensors by the reader that its name asks for.
enum AnyTensorFile {
    static func read(_ url: URL) throws(TensorError) -> [String: TensorBlob] {
        switch url.pathExtension {
        case "safetensors": try Safetensors.read(url).tensors
        case "npy": ["": try NumpyFile.read(url)]
        default: try TorchCheckpoint.read(url)
        }
    }
}
