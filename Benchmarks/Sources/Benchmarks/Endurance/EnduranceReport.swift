import Foundation

/// What an endurance run found.
struct EnduranceReport: Encodable {
    struct Route: Encodable {
        var route: String
        var requests: Int
        var errors: Int
        /// In milliseconds.
        var p50, p95, p99, p999, longest: Double
    }

    var seconds: Double
    /// Requests a second: wanted, and answered.
    var wantedRate: Double
    var rate: Double
    var requests: Int
    var errors: Int
    var errorRate: Double
    var routes: [Route]
    /// Requests by status; "0" where there was no answer.
    var statuses: [String: Int]
    /// What went wrong, with how often.
    var failures: [String: Int]
    /// The service's process; empty where it cannot be seen.
    var process: [ProcessWatch.Sample]
    /// By which memory grew in the second half of the run, in MiB a minute; nil where it was not watched.
    var growth: Double?

    init(
        _ entries: [Ledger.Entry], failures: [String: Int], process: [ProcessWatch.Sample], seconds: Double,
        wantedRate: Double
    ) {
        (self.seconds, self.wantedRate, self.failures, self.process) = (
            seconds, wantedRate, failures, process
        )
        requests = entries.count
        errors = entries.count { !$0.isRight }
        rate = Double(requests) / max(seconds, 0.001)
        errorRate = Double(errors) / Double(max(requests, 1))
        growth = ProcessWatch.growth(Array(process.suffix(process.count / 2)))
        statuses = Dictionary(entries.map { (String($0.status), 1) }, uniquingKeysWith: +)
        let all = [Self.route("all", entries)]
        routes =
            all
            + Act.allCases.compactMap { act in
                let own = entries.filter { $0.act == act }
                return own.isEmpty ? nil : Self.route(act.rawValue, own)
            }
    }

    private static func route(_ name: String, _ entries: [Ledger.Entry]) -> Route {
        let times = entries.map { $0.seconds * 1_000 }
        func percentile(_ share: Double) -> Double { Timings.percentile(share, of: times) }
        return Route(
            route: name, requests: entries.count, errors: entries.count { !$0.isRight },
            p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99), p999: percentile(0.999),
            longest: times.max() ?? 0)
    }
}

extension EnduranceReport {
    /// For people.
    var text: String {
        var lines = [
            String(
                format: "%.0f s, %d requests, %.1f a second (wanted %.1f), %d errors (%.3f %%)", seconds,
                requests, rate, wantedRate, errors, errorRate * 100), "", table.text, "",
        ]
        if let first = process.first, let last = process.last {
            let most = process.map(\.memory).max() ?? 0
            lines += [
                String(
                    format: "memory     %.0f MiB at the start, %.0f at the end, %.0f at most", first.memory,
                    last.memory, most),
                String(format: "growth     %.2f MiB a minute in the second half", growth ?? 0),
                "files      \(first.descriptors) open at the start, \(last.descriptors) at the end",
                "threads    \(first.threads) at the start, \(last.threads) at the end",
                String(
                    format: "processor  %.2f cores on average",
                    (last.processor - first.processor) / max(last.time - first.time, 0.001)), "",
            ]
        }
        let statuses = statuses.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        lines.append("statuses   " + statuses.joined(separator: ", "))
        lines += failures.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(10).map {
            "\($0.value) x \($0.key)"
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private var table: Table {
        var table = Table([
            "route", "requests", "errors", "p50 ms", "p95 ms", "p99 ms", "p99.9 ms", "longest",
        ])
        for route in routes {
            table.append(
                [route.route, "\(route.requests)", "\(route.errors)"]
                    + [route.p50, route.p95, route.p99, route.p999, route.longest].map {
                        String(format: "%.1f", $0)
                    })
        }
        return table
    }
}
