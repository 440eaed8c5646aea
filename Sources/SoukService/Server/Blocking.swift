import Dispatch
import SoukCatalog

/// Work that blocks, away from the threads that all tasks share.
enum Blocking {
    private static let queue = DispatchQueue(
        label: "souk.service", qos: .userInitiated, attributes: .concurrent)

    static func run<Value: Sendable, Failure: Error>(
        _ work: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try await queue.run(work)
    }
}
