import Synchronization

/// The place that a request holds among those that run; it can be given up for a place of another class, and back.
final class HeldPlace: Sendable {
    private let admission: Admission
    private let kind: RouteClass
    private let deadline: ContinuousClock.Instant
    private let place: Mutex<Admission.Place?>

    init(
        _ place: Admission.Place, _ kind: RouteClass, of admission: Admission,
        until deadline: ContinuousClock.Instant
    ) {
        self.admission = admission
        self.kind = kind
        self.deadline = deadline
        self.place = Mutex(place)
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
