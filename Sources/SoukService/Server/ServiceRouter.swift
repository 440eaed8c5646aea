import Hummingbird
import SoukEvaluation
import SoukMarketplace

/// The service's routes, behind what every request goes through: one writer of problems, names that are answered to,
/// who is calling, and how many at a time.
func buildRouter(
    _ marketplace: Marketplace, _ models: any JudgedModelProvider, _ runtime: ServiceRuntime
) throws -> Router<SoukRequestContext> {
    let router = guardedRouter(runtime)
    HealthRoutes(marketplace: marketplace, runtime: runtime).add(to: router)
    APIRoutes(marketplace: marketplace, configuration: runtime.configuration).add(to: router)
    CompatibilityRoutes(marketplace: marketplace, configuration: runtime.configuration).add(to: router)
    PageRoutes(marketplace: marketplace, configuration: runtime.configuration).add(to: router)
    try LabRoutes(marketplace: marketplace, models: models, runtime: runtime).add(to: router)
    runtime.routes.fill(from: router)
    return router
}

/// A router with what every request goes through, and the login; nothing that needs a marketplace.
func guardedRouter(_ runtime: ServiceRuntime) -> Router<SoukRequestContext> {
    let router = Router(context: SoukRequestContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: ProblemWriter(runtime: runtime))
    router.add(middleware: HostMiddleware(runtime.configuration))
    router.add(middleware: AuthenticationMiddleware(runtime: runtime))
    router.add(middleware: AdmissionMiddleware(runtime: runtime))
    LoginRoutes(runtime: runtime).add(to: router)
    ServiceFiles().add(to: router)
    return router
}
