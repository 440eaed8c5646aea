import CSoukTorch
import Foundation

/// Process-wide settings of the tensor library.
public enum Runtime {
    /// Call once when the process starts: checks that the libtorch that runs is the one that the
    /// bridge was built against.
    public static func prepare() throws(TensorError) {
        let built = String(cString: ct_built_version())
        let running = String(cString: ct_running_version())
        guard running.isEmpty || running.hasPrefix(built) else {
            throw .device(
                requested: "libtorch \(built)", reason: "libtorch \(running) was loaded",
                remedy: "Run Scripts/bootstrap, then build again.")
        }
    }

    /// Keeps freed memory for the next step (1.5 to 1.8 times faster training steps on Linux), until the process ends.
    ///
    /// Not for a service: it would hold for ever what its busiest moment needed, in each thread's part of the heap.
    public static func keepFreedMemory() { ct_keep_freed_memory() }

    /// Lets the threads of a service share as many heaps as there are processors, where the C library would give eight
    /// times as many: each keeps what its busiest moment needed, and what one thread freed, no other takes.
    public static func shareHeaps() {
        ct_share_heaps(Int32(max(4, ProcessInfo.processInfo.activeProcessorCount)))
    }

    /// The version of libtorch in use.
    public static var torchVersion: String {
        let running = String(cString: ct_running_version())
        return running.isEmpty ? String(cString: ct_built_version()) : running
    }

    /// Threads that one operation may use.
    public static var threads: Int {
        get { Int(ct_threads()) }
        set { ct_set_threads(Int32(clamping: max(1, newValue))) }
    }

    /// What `body` calls is computed by the thread that calls it alone.
    ///
    /// A product of a few rows is done before a second thread has woken, and where many searches run at once each
    /// has a thread.
    public static func onThisThread<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let former = ct_set_own_threads(1)
        defer { _ = ct_set_own_threads(former) }
        return try body()
    }
}
