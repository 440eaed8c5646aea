import Synchronization

/// What was computed of all listings, kept while none changes.
final class KeptByVersion<Value: Sendable>: Sendable {
    private let kept = Mutex<(version: Int, value: Value)?>(nil)

    /// - Parameters:
    ///   - version: of the transaction that asks.
    ///   - make: called where it is not known for this version.
    func value(_ version: Int, make: () throws -> Value) rethrows -> Value {
        let known = kept.withLock { kept in kept.flatMap { $0.version == version ? $0.value : nil } }
        if let known { return known }
        let value = try make()
        kept.withLock { kept in
            if kept.map({ $0.version < version }) ?? true { kept = (version, value) }
        }
        return value
    }
}
