import NIOCore
import Synchronization

/// The first page as everybody sees it of whom nothing is known, rendered once for a state of the listings.
final class SharedHome: Sendable {
    struct State: Sendable, Equatable {
        var generation: String
        var version: Int
    }

    private struct Kept {
        var state: State
        var madeAt: ContinuousClock.Instant
        var html: ByteBuffer
    }

    /// Ages of listings and what is popular change without a change of listings.
    private static let age = Duration.seconds(30)

    private let kept = Mutex<Kept?>(nil)

    /// nil where it has to be rendered.
    func html(_ state: State) -> ByteBuffer? {
        kept.withLock { kept in
            guard let kept, kept.state == state, .now - kept.madeAt < Self.age else { return nil }
            return kept.html
        }
    }

    func keep(_ html: ByteBuffer, _ state: State) {
        kept.withLock { $0 = Kept(state: state, madeAt: .now, html: html) }
    }
}
