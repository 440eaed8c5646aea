import Foundation
import Hummingbird
import Logging

/// The one place that turns errors into answers: JSON for programs, a page for people.
struct ProblemWriter: RouterMiddleware {
    typealias Context = SoukRequestContext

    let runtime: ServiceRuntime

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            return response(to: error, request, context)
        }
    }

    func response(to error: any Error, _ request: Request, _ context: Context) -> Response {
        var problem = Problem(from: error)
        if problem.code == "route.unknown" { problem = unknownRoute(request) ?? problem }
        problem = problem.told(in: context)
        if Self.wantsPage(request) { return ProblemDocument(problem).response(to: request) }
        return (try? problem.response(from: request, context: context)) ?? Response(status: problem.status)
    }

    /// 405 where the path is known by other methods.
    private func unknownRoute(_ request: Request) -> Problem? {
        let methods = runtime.routes.methods(of: request.uri.path)
        return methods.isEmpty || methods.contains(request.method.rawValue) ? nil : .methodNotAllowed(methods)
    }

    private static let programs = [
        "/v1/", "/predict/", "/healthcheck/", "/health/", "/metrics/", "/openapi.json/",
    ]

    static func wantsPage(_ request: Request) -> Bool {
        let path = RequestPath.normalised(request.uri.path)
        guard !programs.contains(where: (path + "/").hasPrefix) else { return false }
        return request.headers[.accept]?.contains("text/html") ?? false
    }
}

extension Problem {
    /// As it is told in an answer: with the request's id, and logged where it is a fault of ours.
    func told(in context: SoukRequestContext) -> Problem {
        // Work that was cancelled fails as it likes; the caller was told already.
        var problem = status.code == 500 && Task.isCancelled ? .deadline : self
        if problem.status.code == 500 {
            context.logger.error("request broke", metadata: ["error": "\(problem.cause ?? "unknown")"])
        }
        problem.instance = context.id
        if problem.status == .contentTooLarge || problem.code == "service.deadline"
            || problem.breaksConnection
        {
            problem.headers[.connection] = "close"
        }
        return problem
    }
}
