import SoukCatalog
import Foundation
import Hummingbird

/// Where requests spend their time, from the service's own figures since it started.
struct LatencyPage: Sendable {
    var frame = LabFrame(title: "Latency", isLatency: true)
    var routes: [LabRow]
    var stages: [LabRow]
    var hasRoutes: Bool
    var hasStages: Bool
}

extension LabSite {
    func latency() throws -> Response {
        let all = runtime.prometheus?.all ?? []
        let routes = Self.rows(all, "souk_request_seconds")
        let stages = Self.rows(all, "souk_stage_seconds")
        return try html(
            LatencyPage(
                routes: routes, stages: stages, hasRoutes: !routes.isEmpty, hasStages: !stages.isEmpty),
            "latency")
    }

    private static func rows(_ all: [(key: MetricsRegistry.Key, series: Series)], _ name: String) -> [LabRow]
    {
        all.filter { $0.key.name == name }.map { key, series in
            let values = series.values
            let mean = values.count > 0 ? values.sum / values.count : 0
            return LabRow(
                name: quoted(in: key.labels).joined(separator: ", "),
                cells: [
                    Figures.grouped(Int(values.count)), milliseconds(mean),
                ] + [0.5, 0.95, 0.99].map { share in quantile(share, values).map(milliseconds) ?? "> 20 s" })
        }
    }

    /// `/lab` of `route="/lab"`.
    private static func quoted(in labels: String) -> [Substring] {
        labels.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map(\.element)
    }

    /// Within the bucket that holds it, linearly, as Prometheus' `histogram_quantile`; nil above all buckets.
    static func quantile(_ share: Double, _ values: Series.Values) -> Double? {
        let wanted = share * values.count
        var below = 0.0
        for (place, count) in values.buckets.enumerated() where count > 0 {
            guard below + Double(count) < wanted else {
                guard place < Series.buckets.count else { return nil }
                let start = place == 0 ? 0 : Series.buckets[place - 1]
                return start + (Series.buckets[place] - start) * (wanted - below) / Double(count)
            }
            below += Double(count)
        }
        return nil
    }

    private static func milliseconds(_ seconds: Double) -> String {
        "\(Figures.decimal(seconds * 1000, places: 1)) ms"
    }
}
