public import Hummingbird

extension SoukRoutes {
    /// The web page: search, listings, a buyer's page, and selling.
    public func registerPage(on router: Router<SoukRequestContext>) {
        let site = PageSite(
            marketplace: marketplace, configuration: runtime.configuration, photos: photos)
        let pages = router.group().add(middleware: ProblemPages(site: site))
        SearchPages(site: site).add(to: pages)
        ListingPages(site: site).add(to: pages)
        BuyerPages(site: site).add(to: pages)
        SellPages(site: site).add(to: pages)
        PageFilesRoutes(site: site).add(to: router)
    }
}

/// Errors as pages, for browsers; scripts of the page ask for JSON and get it from the server's own middleware.
struct ProblemPages: RouterMiddleware {
    let site: PageSite

    func handle(
        _ request: Request, context: SoukRequestContext,
        next: (Request, SoukRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch  where request.headers[.accept]?.contains("text/html") == true {
            return try site.problem(error, context)
        }
    }
}
