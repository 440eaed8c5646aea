import ArgumentParser
import SoukService

/// The limits of the service that operators change.
struct ServeLimits: ParsableArguments {
    @Option(help: "How many connections may be open.")
    var maxConnections = ServiceLimits().connections

    @Option(help: "How many searches run at a time.")
    var maxSearches = AdmissionLimits().search.running

    @Option(help: "How many more of them may wait; the rest get 429.")
    var maxWaiting = AdmissionLimits().search.waiting

    @Option(help: "Bytes of all request bodies that may be in memory.")
    var maxBodyBytes = ServiceLimits().allBodyBytes

    @Option(help: "Seconds that a request may take.")
    var maxSeconds = 20

    func applied() throws -> ServiceLimits {
        var limits = ServiceLimits()
        limits.connections = try checked(maxConnections, 1...65_536, "--max-connections")
        limits.admission.search.running = try checked(maxSearches, 1...1_024, "--max-searches")
        limits.admission.search.waiting = try checked(maxWaiting, 0...65_536, "--max-waiting")
        limits.allBodyBytes = try checked(maxBodyBytes, limits.photoBytes...(1 << 40), "--max-body-bytes")
        limits.deadline = .seconds(try checked(maxSeconds, 1...600, "--max-seconds"))
        return limits
    }

    private func checked(_ value: Int, _ range: ClosedRange<Int>, _ name: String) throws -> Int {
        guard range.contains(value) else {
            throw ValidationError("\(name) \(value): expected \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }
}
