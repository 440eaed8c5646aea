public import CoreMetrics
public import Hummingbird
public import SoukEvaluation
public import SoukMarketplace
public import SoukRanking

/// What Souk answers over HTTP, for a router of one's own: the API, the page and the lab, each by itself or together.
///
/// ```swift
/// let souk = SoukRoutes(marketplace, configuration)
/// let router = souk.router()
/// souk.registerAPI(on: router)
/// router.get("/mine") { _, _ in "Mine" }
/// try await Application(responder: souk.responder(router)).runService()
/// ```
///
/// `SoukService` is the same with everything registered, limits of connections, and an orderly stop.
public struct SoukRoutes: Sendable {
    let marketplace: Marketplace
    let models: any JudgedModelProvider
    let runtime: ServiceRuntime
    let photos: UploadedPhotos

    /// Routes over one marketplace.
    ///
    /// - Parameters:
    ///   - marketplace: What is searched and changed.
    ///   - models: opens and judges models for the lab.
    ///   - configuration: Tokens, limits, and names that are answered to; its address is the server's affair.
    ///   - metrics: where figures go.
    ///   - prometheus: answers `/metrics`; nil where figures are read elsewhere.
    public init(
        _ marketplace: Marketplace, models: any JudgedModelProvider = NoListingModels(),
        _ configuration: ServiceConfiguration,
        metrics: any MetricsFactory = MetricsSystem.factory, prometheus: MetricsRegistry? = nil
    ) {
        self.init(
            marketplace, models, ServiceRuntime(configuration, metrics: metrics, prometheus: prometheus))
    }

    init(_ marketplace: Marketplace, _ models: any JudgedModelProvider, _ runtime: ServiceRuntime) {
        self.marketplace = marketplace
        self.models = models
        self.runtime = runtime
        photos = UploadedPhotos(in: marketplace.workspace, cleaning: marketplace.photoCleaning)
    }

    /// A router with what every request goes through (errors as problems, names that are answered to, who is calling,
    /// how many at a time), the login, and `/health`.
    public func router() -> Router<SoukRequestContext> {
        let router = guardedRouter(runtime)
        router.add(middleware: WriteFaultMiddleware(marketplace: marketplace))
        HealthRoutes(marketplace: marketplace, runtime: runtime).add(to: router)
        return router
    }

    /// The API, the page and the lab.
    ///
    /// - Throws: when a template of the lab is missing or damaged.
    public func registerAll(on router: Router<SoukRequestContext>) throws {
        registerAPI(on: router)
        registerPage(on: router)
        try registerLab(on: router)
    }

    /// Answers with the router's routes, and gives every request an id, a time limit, security headers, a log line and
    /// figures. Call it when all routes are registered.
    public func responder(_ router: Router<SoukRequestContext>) -> some HTTPResponder<SoukRequestContext> {
        runtime.routes.fill(from: router)
        return ServiceResponder(router.buildResponder(), runtime)
    }

    /// Opens what the first search would wait for; until it returns, `/health/ready` says 503.
    public func warmUp() async throws {
        try await WarmUp.run(marketplace)
        runtime.isReady = true
    }
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
