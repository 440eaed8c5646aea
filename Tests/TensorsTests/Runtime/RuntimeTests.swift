import Dispatch
import Foundation
import SoukTensors
import Synchronization
import Testing

@Suite("The runtime", .serialized)
struct RuntimeTests {
    @Test("is the libtorch that was built against, and says which")
    func version() throws {
        try Runtime.prepare()
        let numbers = Runtime.torchVersion.split(separator: ".")
        #expect(numbers.count >= 3)
        #expect(numbers.prefix(2).allSatisfy { Int($0) != nil })
    }

    @Test("takes a number of threads")
    func threads() {
        let former = Runtime.threads
        defer { Runtime.threads = former }
        for (asked, given) in [(1, 1), (2, 2), (0, 1), (-5, 1)] {
            Runtime.threads = asked
            #expect(Runtime.threads == given)
        }
    }

    @Test("keeps to the thread that asks where it is told so, and no other thread knows")
    func oneThread() throws {
        let own = Runtime.threads
        struct Stop: Error {}
        let elsewhere = Runtime.onThisThread {
            #expect(Runtime.threads == 1)
            let other = Mutex(0)
            let done = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                other.withLock { $0 = Runtime.threads }
                done.signal()
            }
            done.wait()
            return other.withLock { $0 }
        }
        #expect(elsewhere == own && Runtime.threads == own)
        #expect(throws: Stop.self) { try Runtime.onThisThread { throw Stop() } }
        #expect(Runtime.threads == own)
    }

    @Test("says why there is no CUDA device", .enabled(if: (try? Device.cuda.checked()) == nil))
    func device() throws {
        #expect(try Device.cpu.checked() == .cpu)
        let attempts: [() throws -> Void] = [
            { _ = try Device.cuda.checked() }, { _ = try Tensor.zeros([1], device: .cuda) },
            { _ = try Tensor.zeros([1]).to(.cuda) }, { _ = try Generator(seed: 1, device: .cuda) },
        ]
        for attempt in attempts {
            let error = try #require(throws: TensorError.self) { try attempt() }
            #expect("\(error)".hasPrefix("device 'cuda': ") && "\(error)".contains("Use the CPU"))
        }
    }

    @Test(
        "counts the bytes of its types",
        arguments: [
            (ScalarType.float32, 4), (.float64, 8), (.float16, 2), (.bfloat16, 2), (.int64, 8), (.int32, 4),
            (.int16, 2),
            (.int8, 1), (.uint8, 1), (.bool, 1),
        ])
    func types(dtype: ScalarType, bytes: Int) throws {
        #expect(dtype.byteCount == bytes)
        #expect(try Tensor.zeros([3], dtype: dtype).blob().bytes.count == 3 * bytes)
    }
}
