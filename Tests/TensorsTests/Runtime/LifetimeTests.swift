import Foundation
import SoukTensors
import Testing

@Suite("Tensors live as long as they are held", .serialized)
struct LifetimeTests {
    @Test("on many threads at once")
    func threads() async throws {
        let shared = try Tensor.ones([64, 64])
        try await withThrowingTaskGroup(of: Double.self) { group in
            for seed in 0..<8 {
                group.addTask {
                    var total = 0.0
                    for step in 0..<200 {
                        let part = try (shared * Double(seed + step)).narrowed(axis: 0, to: 0..<2)
                        total += try part.sum().item()
                        #expect(throws: TensorError.self) { try part.matmul(part) }
                    }
                    return total
                }
            }
            var total = 0.0
            for try await part in group { total += part }
            #expect(total == 128 * (8 * 19900 + 200 * 28))
        }
    }

    @Test(
        "and no longer: the memory of 100,000 operations is given back", .enabled(if: residentBytes() != nil))
    func memory() throws {
        let leaf = try Tensor.ones([64, 64])
        try leaf.setRequiresGradient(true)
        func work(_ rounds: Int) throws {
            for _ in 0..<rounds {
                let kept = try leaf.matmul(leaf).relu() * 0.5
                _ = try? kept.matmul(.zeros([3, 3]))
                try kept.mean().backward()
                _ = try leaf.gradient()?.floats().count
                try leaf.clearGradient()
            }
        }
        try work(500)
        // Other tests run beside this one; a leak grows all the time, their use of memory does not.
        var growth: [Int] = []
        for _ in 0..<4 {
            let before = try #require(residentBytes())
            try work(2500)
            growth.append(try #require(residentBytes()) - before)
        }
        let least = try #require(growth.min())
        #expect(least < 10 << 20, "\(growth): a leak of one 16 KiB tensor a round takes 40 MiB")
    }
}

/// What the process holds in memory; nil where the system does not say.
private func residentBytes() -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
    let fields = text.split(separator: " ")
    return fields.count > 1 ? Int(fields[1]).map { $0 * 4096 } : nil
}
