import Synchronization

/// Lets so many requests of each class run, and so many more wait for a while; the rest are sent away at once, so
/// that the service answers again as soon as the load falls.
final class Admission: Sendable {
    private let gates: [RouteClass: Gate]
    private let patience: Duration

    init(_ limits: AdmissionLimits) {
        gates = RouteClass.allCases.reduce(into: [:]) { $0[$1] = Gate($1, limits[$1]) }
        patience = limits.patience
    }

    /// A place among those that run. It is free again when nobody holds it any more, and at the deadline: work that
    /// cannot be stopped then goes on without a place, and as many as there are places may do so at a time.
    final class Place: Sendable {
        private let gate: Gate?
        private let isOverdue = Atomic(false)
        private let alarm = Mutex<Task<Void, any Error>?>(nil)

        fileprivate init(_ gate: Gate?, until deadline: ContinuousClock.Instant) {
            self.gate = gate
            guard gate != nil else { return }
            let alarm = Task { [weak self] in
                try await Task.sleep(until: deadline)
                self?.expire()
            }
            self.alarm.withLock { $0 = alarm }
        }

        private func expire() {
            if gate?.expire() == true { isOverdue.store(true, ordering: .relaxed) }
        }

        deinit {
            alarm.withLock { $0?.cancel() }
            isOverdue.load(ordering: .relaxed) ? gate?.end() : gate?.leave()
        }
    }

    /// - Throws: 429 when too many wait already, 503 when the turn did not come in time.
    func enter(_ kind: RouteClass, until deadline: ContinuousClock.Instant) async throws -> Place {
        guard kind != .free, let gate = gates[kind] else { return Place(nil, until: deadline) }
        let latest = min(deadline, .now + patience)
        try await gate.enter(until: latest)
        return Place(gate, until: deadline)
    }

    /// Classes in which nothing moves: so much work went past its deadline that no more places can be freed.
    var stuck: [RouteClass] { RouteClass.allCases.filter { gates[$0]?.isStuck == true } }

    /// How many run and wait, by class.
    var load: [(kind: RouteClass, running: Int, waiting: Int)] {
        RouteClass.allCases.compactMap { kind in
            gates[kind].map { gate in
                let load = gate.load
                return (kind, load.running, load.waiting)
            }
        }
    }
}

/// The queue of one class: first come, first served.
final class Gate: Sendable {
    private struct State {
        var running = 0
        /// Work that goes on after its deadline, without a place.
        var overdue = 0
        var next: UInt64 = 0
        /// In order of arrival.
        var waiting: [(number: UInt64, turn: CheckedContinuation<Void, any Error>)] = []
    }

    private let kind: RouteClass
    private let limits: AdmissionLimits.Class
    private let state = Mutex(State())

    init(_ kind: RouteClass, _ limits: AdmissionLimits.Class) {
        self.kind = kind
        self.limits = limits
    }

    var load: (running: Int, waiting: Int) { state.withLock { ($0.running, $0.waiting.count) } }

    var isStuck: Bool { state.withLock { $0.overdue >= limits.running } }

    func enter(until latest: ContinuousClock.Instant) async throws {
        let number = try state.withLock { state throws(Problem) -> UInt64? in
            if state.running < limits.running {
                state.running += 1
                return nil
            }
            guard state.waiting.count < limits.waiting else {
                throw .tooMany("\(limits.waiting) requests like this wait already.")
            }
            state.next += 1
            return state.next
        }
        if let number { try await wait(number, until: latest) }
    }

    private func wait(_ number: UInt64, until latest: ContinuousClock.Instant) async throws {
        let alarm = Task {
            try await Task.sleep(until: latest)
            dismiss(number)
        }
        defer { alarm.cancel() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { turn in
                let isAtOnce = state.withLock { state in
                    guard state.running >= limits.running else {
                        state.running += 1
                        return true
                    }
                    state.waiting.append((number, turn))
                    return false
                }
                if isAtOnce { turn.resume() }
                if Task.isCancelled || ContinuousClock.now >= latest { dismiss(number) }
            }
        } onCancel: {
            dismiss(number)
        }
    }

    private func dismiss(_ number: UInt64) {
        let turn = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            guard let index = state.waiting.firstIndex(where: { $0.number == number }) else { return nil }
            return state.waiting.remove(at: index).turn
        }
        turn?.resume(throwing: Problem.busy("No turn came in time."))
    }

    /// The place is given to the next, and its work counts as overdue; false where too much does already.
    fileprivate func expire() -> Bool {
        let isFreed = state.withLock { state in
            guard state.overdue < limits.running else { return false }
            state.overdue += 1
            return true
        }
        if isFreed { leave() }
        return isFreed
    }

    /// Overdue work ended.
    fileprivate func end() { state.withLock { $0.overdue -= 1 } }

    fileprivate func leave() {
        let turn = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst().turn }
            state.running -= 1
            return nil
        }
        turn?.resume()
    }
}
