public import CoreMetrics
import Synchronization

/// Figures of swift-metrics, kept for Prometheus to read: counters, gauges, and histograms of seconds.
public final class MetricsRegistry: MetricsFactory, Sendable {
    struct Key: Hashable, Comparable {
        var name: String
        var labels: String

        static func < (left: Key, right: Key) -> Bool {
            (left.name, left.labels) < (right.name, right.labels)
        }
    }

    /// More series than that are not kept: labels must come from a small set.
    static let mostSeries = 5_000

    private let series = Mutex<[Key: Series]>([:])

    public init() {}

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        find(label, dimensions, .counter)
    }

    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        find(label, dimensions, aggregate ? .histogram : .gauge)
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        find(label, dimensions, .gauge)
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        find(label, dimensions, .histogram)
    }

    // A series stays for as long as the process: Prometheus expects counters to.
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    private func find(_ name: String, _ labels: [(String, String)], _ kind: Series.Kind) -> Series {
        let key = Key(name: PrometheusText.name(name), labels: PrometheusText.labels(labels))
        return series.withLock { series in
            if let found = series[key] { return found }
            let new = Series(kind)
            if series.count < Self.mostSeries { series[key] = new }
            return new
        }
    }

    var all: [(key: Key, series: Series)] {
        series.withLock { $0.map { ($0.key, $0.value) } }.sorted { $0.key < $1.key }
    }
}
