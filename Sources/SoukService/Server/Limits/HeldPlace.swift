import Synchronization

/// The place that a request holds among those that run; it can be given up for a place of another class, and back.
final class HeldPlace: Sendable {
    private let admission: Admission
    private let kind: RouteClass
    private let deadline: ContinuousClock.Instant
    private let place: Mutex<Admission.Place?>
    /// What takes the place away when the client lets it wait.
    private let alarm = Mutex<Task<Void, any Error>?>(nil)

    /// How long a client may be waited for in a place: the body of most comes with its head.
    private static let grace = Duration.milliseconds(20)

    init(
        _ place: Admission.Place, _ kind: RouteClass, of admission: Admission,
        until deadline: ContinuousClock.Instant
    ) {
        self.admission = admission
        self.kind = kind
        self.deadline = deadline
        self.place = Mutex(place)
    }

    /// From now on the client is waited for. One that takes its time holds no place meanwhile: bodies that come drop by
    /// drop, from however many, keep nobody else from running.
    func beginWaiting() {
        let alarm = Task { [self] in
            try await Task.sleep(for: Self.grace)
            self.alarm.withLock { if $0 != nil { place.withLock { $0 = nil } } }
        }
        self.alarm.withLock { $0 = alarm }
    }

    /// What was waited for is there; returns in a place again.
    ///
    /// - Throws: as `Admission.enter`.
    func endWaiting() async throws {
        alarm.withLock { alarm in
            alarm?.cancel()
            alarm = nil
        }
        guard place.withLock({ $0 == nil }) else { return }
        let again = try await admission.enter(kind, until: deadline)
        place.withLock { $0 = again }
    }

    /// Runs work in a place of another class, so that it keeps nobody of this one from running.
    ///
    /// - Throws: as `Admission.enter`, for either place.
    func trading<Value: Sendable>(
        for other: RouteClass, _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        guard kind != other else { return try await work() }
        place.withLock { $0 = nil }
        let result: Value
        do {
            let other = try await admission.enter(other, until: deadline)
            result = try await work()
            withExtendedLifetime(other) {}
        }
        let again = try await admission.enter(kind, until: deadline)
        place.withLock { $0 = again }
        return result
    }
}
