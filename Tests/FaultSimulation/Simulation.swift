import Foundation
import SoukCatalog

/// Runs histories and crashes them.
struct Simulation<Kind: History> {
    /// A place in memory, so that thousands of crashes a minute can be looked at.
    let scratch: URL
    var crashesEach = 24
    /// Prints what was done before the crash that went wrong.
    var traces = false

    struct Figures {
        var histories = 0
        var crashes = 0
        var operations = 0
        var refused = 0
        var steps = 0
        var failedCalls = 0
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private struct Recording {
        var beginning: Kind.State
        var steps: [DiskStep]
        /// How many steps there were before anything was to fail.
        var first: Int
        var operations: [Operation<Kind.State>] = []
        var failedCalls = 0
    }

    /// - Throws: what went wrong, with the seed and the step.
    func run(seed: UInt64, into figures: inout Figures) async throws {
        var random = SplitMix64(seed: seed)
        let recording = try await record(seed, &random)
        figures.histories += 1
        figures.operations += recording.operations.count
        figures.steps += recording.steps.count
        figures.failedCalls += recording.failedCalls
        let places = (0..<crashesEach).map { _ in
            Int.random(in: recording.first...recording.steps.count, using: &random)
        }.sorted()
        var disk = CrashedDisk()
        var taken = 0
        var states = [recording.beginning]
        var pending: Operation<Kind.State>?
        for place in places {
            while taken < place {
                let step = recording.steps[taken]
                disk.take(step, &random)
                taken += 1
                switch step {
                case .began(let number):
                    // The one before was refused: it may have been done all the same.
                    if let refused = pending {
                        figures.refused += 1
                        states = Self.unlike(states + states.flatMap(refused.cutOff))
                    }
                    pending = recording.operations[number]
                case .acknowledged:
                    if let done = pending { states = Self.unlike(states.compactMap(done.effect)) }
                    pending = nil
                default: break
                }
            }
            let possible = Self.unlike(states + (pending.map { states.flatMap($0.cutOff) } ?? []))
            let cause = CrashedDisk.Cause.allCases.randomElement(using: &random) ?? .kill
            do {
                try await look(
                    disk, cause, possible, seed: seed,
                    at: "seed \(seed), \(cause) after step \(place) of \(recording.steps.count)"
                        + (pending.map { ", in \($0.name)" } ?? ""), &random)
            } catch {
                if traces {
                    print(DiskTrace(recording.steps.prefix(place), recording.operations.map(\.name)))
                }
                throw error
            }
            figures.crashes += 1
        }
    }

    private static func unlike(_ states: [Kind.State]) -> [Kind.State] {
        states.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Some histories run without a fault, some with one now and then.
    private func record(_ seed: UInt64, _ random: inout SplitMix64) async throws -> Recording {
        let root = scratch.appendingPathComponent("disk")
        try? FileManager.default.removeItem(at: root)
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        let probability = ([0, 0.002, 0.01, 0.05] as [Double]).randomElement(using: &random) ?? 0
        FaultyDisk.watch(root, faults: .none)
        defer { _ = FaultyDisk.taken() }
        var history = try await Kind(root: root, seed: seed)
        var recording = Recording(beginning: history.beginning, steps: [], first: FaultyDisk.stepCount)
        FaultyDisk.let(fail: FaultyDisk.Faults(random: SplitMix64(seed: seed &+ 1), probability: probability))
        for number in 0..<Int.random(in: 4...16, using: &random) {
            if try await !history.isCurrent { try await reopen(&history, seed) }
            let operation = try await history.next()
            recording.operations.append(operation)
            FaultyDisk.note(.began(operation: number))
            do {
                try await operation.run()
                FaultyDisk.note(.acknowledged(operation: number))
            } catch {
                guard FaultyDisk.failedCalls > 0 else {
                    throw Failure(description: "seed \(seed): \(operation.name) without a fault: \(error)")
                }
                if Bool.random(using: &random) { try await reopen(&history, seed) }
            }
        }
        (recording.steps, recording.failedCalls) = FaultyDisk.taken()
        return recording
    }

    /// A program that cannot open it is started again until it can.
    private func reopen(_ history: inout Kind, _ seed: UInt64) async throws {
        var last: (any Error)?
        for attempt in 0..<20 {
            if attempt == 10 { FaultyDisk.let(fail: .none) }
            do { return try await history.reopen() } catch { last = error }
        }
        throw Failure(description: "seed \(seed): it does not open again: \(last.map { "\($0)" } ?? "")")
    }

    private func look(
        _ disk: CrashedDisk, _ cause: CrashedDisk.Cause, _ possible: [Kind.State], seed: UInt64,
        at place: String, _ random: inout SplitMix64
    ) async throws {
        // A name of its own: whoever looked at the one before may be closing it still.
        let found = scratch.appendingPathComponent("found-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: found) }
        try disk.write(to: found, after: cause, &random)
        do {
            if let fault = try await Kind.fault(in: found, possible: possible, seed: seed) {
                throw Failure(description: "\(place): \(fault)")
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure(description: "\(place): \(error)")
        }
    }
}
