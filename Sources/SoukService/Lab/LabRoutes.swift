import Foundation
import HTTPTypes
import Hummingbird
import SoukEvaluation
import SoukMarketplace

/// The page for search engineers, for administrators only: `/lab`.
struct LabRoutes: Sendable {
    let site: LabSite

    init(
        marketplace: Marketplace, models: any JudgedModelProvider, runtime: ServiceRuntime
    ) throws {
        site = try LabSite(marketplace: marketplace, models: models, runtime: runtime)
    }

    func add(to router: Router<SoukRequestContext>) {
        let lab = router.group("/lab").add(middleware: AdministratorsOnly())
        lab.get("") { _, _ in try await site.overview() }
        lab.get("/compare") { request, _ in try await site.sideBySide(SentForm(request.uri.query ?? "")) }
        lab.get("/import") { _, _ in try await site.importVerdicts() }
        lab.get("/latency") { _, _ in try site.latency() }
        lab.get("/models/:name/:version") { _, context in
            try await site.model(
                context.parameters.require("name"), context.parameters.require("version"))
        }
        lab.get("/models/:name/:version/:picture") { request, context in
            try await site.picture(
                context.parameters.require("name"), context.parameters.require("version"),
                context.parameters.require("picture"), request)
        }
        lab.get("/history.svg") { request, _ in await site.historyPicture(request) }
        lab.get("/lab.css") { request, _ in try site.styleSheet(request) }
        lab.post("/judge") { _, _ in try site.judge() }
        lab.post("/promote") { request, context in try await site.promote(form(request, context)) }
        lab.post("/rollback") { request, context in try await site.rollBack(form(request, context)) }
    }

    private func form(_ request: Request, _ context: SoukRequestContext) async throws -> SentForm {
        SentForm(String(decoding: try await request.body(upTo: 4 << 10, context: context), as: UTF8.self))
    }
}

/// Lets only administrators pass. Forms of other sites were refused before, where the login is looked at.
private struct AdministratorsOnly: RouterMiddleware {
    func handle(
        _ request: Request, context: SoukRequestContext,
        next: (Request, SoukRequestContext) async throws -> Response
    ) async throws -> Response {
        try context.requireToken(.admin)
        return try await next(request, context)
    }
}
