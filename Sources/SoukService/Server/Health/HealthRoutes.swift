import Foundation
import Hummingbird
import SoukCatalog
import SoukMarketplace
import SoukRanking

/// Whether the service lives, whether it is ready, and its figures for Prometheus.
struct HealthRoutes: Sendable {
    let marketplace: Marketplace
    let runtime: ServiceRuntime

    func add(to router: Router<SoukRequestContext>) {
        router.get("/health/live") { _, _ in Self.answer(["status": "live"]) }
        router.get("/health/ready", use: ready)
        if let registry = runtime.prometheus {
            router.get("/metrics") { _, _ in await metrics(registry) }
        }
    }

    /// Ready means that reads are answered; whether writes are, is a part of the answer.
    @Sendable private func ready(
        _ request: Request, _ context: SoukRequestContext
    ) async throws -> Response {
        guard runtime.isReady else {
            throw Problem.busy("The service is starting or stopping.", retryAfter: 2)
        }
        let stuck = runtime.admission.stuck
        guard stuck.isEmpty else {
            throw Problem.busy(
                "Work of these classes does not end: \(stuck.map(\.rawValue).joined(separator: ", ")).",
                retryAfter: 5)
        }
        let fault = await marketplace.writeFault
        var answer = ["status": "ready", "read": "ready", "write": fault == nil ? "ready" : "closed"]
        answer["write_reason"] = fault
        let damage = marketplace.indexFaults
        if !damage.isEmpty { answer["index_damage"] = damage.joined(separator: " ") }
        let degraded = marketplace.degraded
        if !degraded.isEmpty {
            answer["degraded"] = degraded.map(\.rawValue).joined(separator: " ")
            answer["reason"] = degraded.map(\.reason).joined(separator: " ")
        }
        return Self.answer(answer)
    }

    private func metrics(_ registry: MetricsRegistry) async -> Response {
        await measure()
        return Response(
            status: .ok, headers: [.contentType: PrometheusText.mediaType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: PrometheusText.render(registry))))
    }

    /// Gauges are read when somebody asks.
    private func measure() async {
        let metrics = runtime.metrics
        for load in runtime.admission.load where load.kind != .free {
            metrics.gauge("souk_running", Double(load.running), [("class", load.kind.rawValue)])
            metrics.gauge("souk_waiting", Double(load.waiting), [("class", load.kind.rawValue)])
        }
        metrics.gauge("souk_photos_given_up", Double(marketplace.photoCleaning.givenUp))
        metrics.gauge("souk_body_bytes", Double(runtime.bodies.inUse))
        metrics.gauge("souk_connections", Double(runtime.connections.open))
        metrics.gauge("souk_ready", runtime.isReady ? 1 : 0)
        metrics.gauge("souk_index_damaged", Double(marketplace.indexFaults.count))
        metrics.gauge("souk_writable", await marketplace.writeFault == nil ? 1 : 0)
        metrics.gauge("process_start_time_seconds", ProcessFigures.start)
        if let bytes = ProcessFigures.residentMemory {
            metrics.gauge("process_resident_memory_bytes", Double(bytes))
        }
        if let count = ProcessFigures.openDescriptors { metrics.gauge("process_open_fds", Double(count)) }
        for reason in Degradation.allCases {
            metrics.gauge(
                "souk_degraded", marketplace.degraded.contains(reason) ? 1 : 0,
                [("reason", reason.rawValue)])
        }
        guard let state = try? await marketplace.state else { return }
        metrics.gauge("souk_generation_switches", Double(state.generationSwitches))
        metrics.gauge("souk_generation_fault", state.followFault == nil ? 0 : 1)
        metrics.gauge("souk_listings", Double(state.listings))
        metrics.gauge("souk_pending_changes", Double(state.pendingChanges))
        runtime.noteInfo(generation: state.generation, model: state.modelHash ?? "none")
    }

    private static func answer(_ object: [String: String]) -> Response {
        let data = (try? JSONEncoder().encode(object)) ?? Data("{}".utf8)
        return Response(
            status: .ok,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
