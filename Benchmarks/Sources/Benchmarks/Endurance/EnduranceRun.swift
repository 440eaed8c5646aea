import SoukCatalog
import Foundation

/// Sends requests when they are due, and watches the service meanwhile.
struct EnduranceRun {
    let client: ServiceClient
    let crowd: Crowd
    let rate: Double
    let seconds: Double
    let seed: UInt64
    let watch: ProcessWatch?

    private static let sampling = 5.0

    func report() async throws -> (EnduranceReport, [Ledger.Entry]) {
        let ledger = Ledger()
        let start = ContinuousClock.now
        async let samples = sample(from: start)
        try await withThrowingTaskGroup(of: Void.self) { group in
            var random = SplitMix64(seed: seed ^ 0x5EED)
            var due = 0.0
            while true {
                // Moments of a Poisson process: independent people.
                due -= log(Double.random(in: Double.leastNonzeroMagnitude..<1, using: &random)) / rate
                guard due < seconds else { break }
                try await Task.sleep(until: start + .seconds(due))
                let errand = try await crowd.next()
                let moment = due
                group.addTask { await send(errand, due: moment, start, ledger) }
            }
            try await group.waitForAll()
        }
        let lasted = (ContinuousClock.now - start) / .seconds(1)
        for errand in await crowd.farewell() { _ = try? await answer(errand) }
        let entries = await ledger.entries
        return (
            EnduranceReport(
                entries, failures: await ledger.failures, process: await samples, seconds: lasted,
                wantedRate: rate), entries
        )
    }

    private func send(
        _ errand: Crowd.Errand, due: Double, _ start: ContinuousClock.Instant, _ ledger: Ledger
    ) async {
        var status = 0
        var failure: String?
        do {
            let answer = try await answer(errand)
            status = answer.status
            if !(200..<300).contains(status), !errand.accepted.contains(status) {
                let detail = String(decoding: answer.body.prefix(200), as: UTF8.self)
                failure = "\(errand.act.rawValue): \(status) \(detail)"
            }
        } catch {
            failure = "\(errand.act.rawValue): \(error)"
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1) - due
        await ledger.note(
            .init(act: errand.act, due: due, seconds: seconds, status: status, isRight: failure == nil),
            failure: failure)
    }

    private func answer(_ errand: Crowd.Errand) async throws -> ServiceClient.Answer {
        try await client.send(
            errand.method, errand.path, query: errand.query, body: errand.body, type: errand.type)
    }

    private func sample(from start: ContinuousClock.Instant) async -> [ProcessWatch.Sample] {
        guard let watch else { return [] }
        var samples: [ProcessWatch.Sample] = []
        var time = 0.0
        while time <= seconds {
            try? await Task.sleep(until: start + .seconds(time))
            if let sample = watch.sample(at: time) { samples.append(sample) }
            time += Self.sampling
        }
        return samples
    }
}
