import HTTPTypes
import Hummingbird
import Logging
import Tracing

/// The shell around the routes: id, time limit, headers, log line and figures of every request, whatever becomes of it.
struct ServiceResponder<Inner: HTTPResponder>: HTTPResponder where Inner.Context == SoukRequestContext {
    let inner: Inner
    let runtime: ServiceRuntime
    let cors: CORS

    init(_ inner: Inner, _ runtime: ServiceRuntime) {
        self.inner = inner
        self.runtime = runtime
        cors = CORS(runtime.configuration.allowedOrigins)
    }

    func respond(to request: Request, context: SoukRequestContext) async throws -> Response {
        var parent = InstrumentationContext.current ?? .topLevel
        InstrumentationSystem.instrument.extract(request.headers, into: &parent, using: HeaderExtractor())
        return try await withSpan(request.method.rawValue, context: parent, ofKind: .server) { span in
            let (response, observation) = try await observed(request, context)
            span.operationName = "\(request.method.rawValue) \(observation.route)"
            span.updateAttributes { attributes in
                attributes["http.request.method"] = request.method.rawValue
                attributes["http.route"] = observation.route
                attributes["http.response.status_code"] = observation.status
            }
            if observation.status >= 500 { span.setStatus(.init(code: .error)) }
            return response
        }
    }

    private func observed(
        _ request: Request, _ context: SoukRequestContext
    ) async throws -> (Response, Observation) {
        let start = ContinuousClock.now
        let context = prepared(context, request, start)
        var response = try await answer(request, context)
        response.headers[.requestID] = context.id
        if request.headers[.connection] == "close" { response.headers[.connection] = "close" }
        cors.add(to: &response, request)
        SecurityHeaders.add(to: &response, isBehindHTTPS: runtime.configuration.isBehindHTTPS)
        let observation = Observation(
            route: context.endpointPath.map { $0 == "NotFound" ? "none" : $0 } ?? "none",
            method: request.method, status: response.status.code,
            seconds: (ContinuousClock.now - start) / .seconds(1), stages: context.stages.all,
            bytes: response.body.contentLength)
        runtime.metrics.observe(observation)
        observation.log(to: context.logger)
        return (response, observation)
    }

    private func prepared(
        _ context: SoukRequestContext, _ request: Request, _ start: ContinuousClock.Instant
    ) -> SoukRequestContext {
        var context = context
        context.id = RequestIDs.id(for: request.headers)
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request"] = "\(context.id)"
        let limits = runtime.configuration.limits
        let isLong =
            RouteClass(route: RequestPath.normalised(request.uri.path), method: request.method) == .heavy
        context.deadline = start + (isLong ? limits.longDeadline : limits.deadline)
        return context
    }

    private func answer(_ request: Request, _ context: SoukRequestContext) async throws -> Response {
        if let preflight = cors.preflight(request) { return preflight }
        do {
            return try await Deadline.race(until: context.deadline) { [inner] in
                try await inner.respond(to: request, context: context)
            }
        } catch let problem as Problem {
            return ProblemWriter(runtime: runtime).response(to: problem, request, context)
        }
    }
}

/// Reads the trace that a caller's span belongs to.
private struct HeaderExtractor: Extractor {
    func extract(key: String, from fields: HTTPFields) -> String? {
        HTTPField.Name(key).flatMap { fields[$0] }
    }
}
