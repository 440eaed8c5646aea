import CoreMetrics
import Synchronization

/// What all requests of one service share.
final class ServiceRuntime: Sendable {
    let configuration: ServiceConfiguration
    let routes = RouteTable()
    let admission: Admission
    let bodies: ByteBudget
    let sessions = Sessions()
    let connections = ConnectionCount()
    /// Answers `/metrics`; nil where figures are read elsewhere.
    let prometheus: MetricsRegistry?
    let metrics: ServiceMetrics
    private let ready = Atomic(false)
    private let info = Mutex<[(String, String)]>([])

    init(
        _ configuration: ServiceConfiguration, metrics factory: any MetricsFactory,
        prometheus: MetricsRegistry? = nil
    ) {
        self.configuration = configuration
        self.prometheus = prometheus
        admission = Admission(configuration.limits.admission)
        bodies = ByteBudget(configuration.limits.allBodyBytes)
        metrics = ServiceMetrics(factory)
    }

    /// Whether models are warm and the service is not stopping.
    var isReady: Bool {
        get { ready.load(ordering: .relaxed) }
        set { ready.store(newValue, ordering: .relaxed) }
    }

    /// Which index and model serve; what served before becomes 0.
    func noteInfo(generation: String, model: String) {
        let labels = [("generation", generation), ("model", model)]
        info.withLock { last in
            if !last.isEmpty, last[0].1 != generation || last[1].1 != model {
                metrics.gauge("souk_info", 0, last)
            }
            last = labels
        }
        metrics.gauge("souk_info", 1, labels)
    }
}
