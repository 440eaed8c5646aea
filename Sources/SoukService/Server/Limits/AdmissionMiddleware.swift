import Hummingbird

/// Holds a place among those that run for as long as the answer is made, and while a stream of it is written.
struct AdmissionMiddleware: RouterMiddleware {
    typealias Context = SoukRequestContext

    let runtime: ServiceRuntime

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        let kind = RouteClass(route: context.endpointPath ?? "/NotFound", method: request.method)
        // The only one who has the place, so that it can be given up.
        let held: HeldPlace
        do {
            held = HeldPlace(
                try await runtime.admission.enter(kind, until: context.deadline), kind, of: runtime.admission,
                until: context.deadline)
        } catch {
            runtime.metrics.refused(kind, Problem(from: error))
            throw error
        }
        var context = context
        context.place = held
        context.bodies = runtime.bodies.share()
        var response = try await next(request, context)
        if response.body.contentLength == nil {
            let body = response.body
            response.body = ResponseBody { writer in
                try await body.write(writer)
                withExtendedLifetime(held) {}
            }
        }
        withExtendedLifetime(held) {}
        return response
    }
}
