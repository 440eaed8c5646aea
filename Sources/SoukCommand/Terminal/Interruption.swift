import Foundation
import Synchronization

/// Ctrl-C and `kill`: the first one asks the work to stop where nothing is lost, the second one ends it.
enum Interruption {
    private static let count = Atomic<Int>(0)
    private static let last = Atomic<Int32>(0)
    private static let note: StaticString =
        "\nsouk: stopping; what is finished is kept (once more to stop at once)\n"

    /// Call before work that looks at `isRequested`.
    static func watch() {
        _ = count.load(ordering: .relaxed)
        last.store(0, ordering: .relaxed)
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] {
            signal(number) { number in
                Interruption.last.store(number, ordering: .relaxed)
                if Interruption.count.wrappingAdd(1, ordering: .relaxed).oldValue > 0 {
                    _exit(Stop.interrupted)
                }
                _ = write(STDERR_FILENO, Interruption.note.utf8Start, Interruption.note.utf8CodeUnitCount)
            }
            sigaddset(&signals, number)
        }
        // A parent may have blocked them: Foundation starts processes from threads that do.
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    @Sendable static func isRequested() -> Bool { count.load(ordering: .relaxed) > 0 }

    /// The signal that came last; nil when none did.
    static var lastSignal: Int32? {
        let number = last.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }
}
