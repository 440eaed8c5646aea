import ArgumentParser
import Foundation

/// Runs seeded histories of writes on a disk that fails, and crashes them: `Scripts/simulate`.
@main struct FaultSimulation: AsyncParsableCommand {
    enum What: String, CaseIterable, ExpressibleByArgument { case index, catalog }

    @Argument(help: "What is written.") var what: What
    @Option(help: "The first seed.") var seed: UInt64 = 1
    @Option(help: "How many histories.") var histories = 100
    @Option(help: "Stops before more than so many seconds are gone.") var seconds: Double?
    @Option(help: "Crashes of each history.") var crashes = 24

    @Flag(help: "Prints the steps before a crash that went wrong.") var trace = false

    func run() async throws {
        let shared = URL(fileURLWithPath: "/dev/shm")
        let isThere = FileManager.default.isWritableFile(atPath: shared.path)
        let place = isThere ? shared : FileManager.default.temporaryDirectory
        let scratch = place.appendingPathComponent("souk-faults-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        switch what {
        case .index:
            try await run(Simulation<IndexHistory>(scratch: scratch, crashesEach: crashes, traces: trace))
        case .catalog:
            try await run(Simulation<CatalogHistory>(scratch: scratch, crashesEach: crashes, traces: trace))
        }
    }

    private func run<Kind>(_ simulation: Simulation<Kind>) async throws {
        var figures = Simulation<Kind>.Figures()
        let began = ContinuousClock.now
        for number in 0..<histories {
            if let seconds, ContinuousClock.now - began > .seconds(seconds) { break }
            try await simulation.run(seed: seed &+ UInt64(number), into: &figures)
        }
        print(
            "\(figures.histories) histories from seed \(seed): \(figures.operations) operations "
                + "(\(figures.refused) refused), \(figures.steps) steps, \(figures.failedCalls) failed calls, "
                + "\(figures.crashes) crashes, all recovered, in \(ContinuousClock.now - began)")
    }
}
