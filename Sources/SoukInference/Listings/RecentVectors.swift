import Synchronization

/// The vectors of the texts that were encoded last: a query is encoded once, for its vector and for its category.
final class RecentVectors: Sendable {
    private static let capacity = 256

    private struct Kept {
        var vectors: [String: [Float]] = [:]
        var order: [String] = []
    }

    private let kept = Mutex(Kept())

    /// Texts that are asked for at the same time may be encoded twice.
    func vector(_ key: String, compute: () throws -> [Float]) rethrows -> [Float] {
        if let vector = kept.withLock({ $0.vectors[key] }) { return vector }
        let vector = try compute()
        kept.withLock {
            guard $0.vectors.updateValue(vector, forKey: key) == nil else { return }
            $0.order.append(key)
            if $0.order.count > Self.capacity { $0.vectors[$0.order.removeFirst()] = nil }
        }
        return vector
    }
}
