import Foundation
import SoukTensors
import Testing

@Suite("Damaged weight files", .serialized)
struct MutatedWeightsTests {
    private static let samples = [
        "types.safetensors", "zip.pth", "legacy.pth", "protocol4.pth", "matrix.npy",
    ]

    @Test("yield sound tensors or an error, in bounded memory", arguments: samples, [1, 2] as [UInt64])
    func mutations(sample: String, seed: UInt64) async {
        // In a process of its own: the peak of this one is what all tests that run beside it take.
        await #expect(processExitsWith: .success) { [sample = sample as String, seed = seed as UInt64] in
            try MutatedWeightsTests.read(mutationsOf: sample, seed: seed)
        }
    }

    private static func read(mutationsOf sample: String, seed: UInt64) throws {
        let original = try Data(contentsOf: WeightFiles.fixture(sample))
        let memoryBefore = peakMemory()
        var (read, refused) = (0, 0)
        try WeightFiles.withFolder { folder in
            let url = folder.appendingPathComponent(sample)
            for damaged in MutatedBytes(original, count: 600, seed: seed) {
                try damaged.write(to: url)
                do throws(TensorError) {
                    let tensors = try AnyTensorFile.read(url)
                    #expect(tensors.values.allSatisfy { $0.isConsistent })
                    #expect(
                        tensors.values.reduce(0) { $0 + $1.bytes.count } <= 16 * damaged.count + (2 << 20))
                    read += 1
                } catch {
                    refused += 1
                }
            }
        }
        #expect(read + refused == 600)
        #expect(read > 0 && refused > 100, "the damage is too weak or too strong to test anything")
        #expect(peakMemory() - memoryBefore < 256 << 20)
    }

    /// The most memory that the process has held, in bytes.
    private static func peakMemory() -> Int {
        var usage = rusage()
        #if os(Linux)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss * 1_024
        #else
            getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #endif
    }
}
