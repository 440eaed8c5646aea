import CoreMetrics
import HTTPTypes
import Metrics

/// What the service counts about itself.
struct ServiceMetrics: Sendable {
    static let help = [
        "souk_requests_total": "Requests, by route, method and status.",
        "souk_request_seconds": "From the end of a request's head to its answer.",
        "souk_stage_seconds": "Stages of a request, such as encoding and fusion.",
        "souk_refused_total": "Requests that were sent away because too many were under way.",
        "souk_running": "Requests that run, by class.",
        "souk_waiting": "Requests that wait for their turn, by class.",
        "souk_body_bytes": "Bytes of request bodies in memory.",
        "souk_photos_given_up": "Photos that took more time or memory than they may.",
        "souk_connections": "Open connections.",
        "souk_listings": "Listings in the index that serves.",
        "souk_pending_changes": "Changes that are stored and not yet in a built index.",
        "souk_info": "Always 1; the labels say which index and model serve.",
        "souk_writable": "1 when the workspace can be written to.",
        "souk_ready": "1 when the service is ready.",
        "process_resident_memory_bytes": "Memory of the process.",
        "process_open_fds": "Open descriptors.",
        "process_start_time_seconds": "When the process started, in seconds since 1970.",
    ]

    private let factory: any MetricsFactory

    init(_ factory: any MetricsFactory) { self.factory = factory }

    func observe(_ observation: Observation) {
        let method =
            Self.methods.contains(observation.method.rawValue) ? observation.method.rawValue : "other"
        count(
            "souk_requests_total",
            [("route", observation.route), ("method", method), ("status", "\(observation.status)")])
        record("souk_request_seconds", [("route", observation.route)], observation.seconds)
        for stage in observation.stages {
            record(
                "souk_stage_seconds", [("route", observation.route), ("stage", stage.name)], stage.seconds)
        }
    }

    func refused(_ kind: RouteClass, _ problem: Problem) {
        count("souk_refused_total", [("class", kind.rawValue), ("code", problem.code)])
    }

    func gauge(_ name: String, _ value: Double, _ labels: [(String, String)] = []) {
        Meter(label: name, dimensions: labels, factory: factory).set(value)
    }

    private func count(_ name: String, _ labels: [(String, String)]) {
        Counter(label: name, dimensions: labels, factory: factory).increment()
    }

    private func record(_ name: String, _ labels: [(String, String)], _ seconds: Double) {
        Timer(label: name, dimensions: labels, factory: factory).recordNanoseconds(
            Int64(max(0, min(seconds, 1e6)) * 1e9))
    }

    private static let methods: Set = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
}
