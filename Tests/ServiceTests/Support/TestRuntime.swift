@testable import SoukService

extension ServiceRuntime {
    /// With figures of its own.
    convenience init(_ configuration: ServiceConfiguration) {
        let registry = MetricsRegistry()
        self.init(configuration, metrics: registry, prometheus: registry)
    }
}
