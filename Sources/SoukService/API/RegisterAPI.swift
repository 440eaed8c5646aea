import Foundation
public import Hummingbird

extension SoukRoutes {
    /// Version 1 of the API, the routes for older clients, and the document that describes both.
    public func registerAPI(on router: Router<SoukRequestContext>) {
        let limits = runtime.configuration.limits
        let changes = ListingChanges(marketplace: marketplace)
        let routes =
            SearchRoutes(marketplace: marketplace, photos: photos, photoBytes: limits.photoBytes).routes
            + ListingRoutes(marketplace: marketplace, changes: changes).routes
            + BatchRoute(changes: changes, lineBytes: limits.bodyBytes, mostLines: limits.batchLines).routes
            + PhotoRoutes(marketplace: marketplace, photoBytes: limits.photoBytes).routes
            + BuyerRoutes(marketplace: marketplace).routes
            + ModelRoutes(marketplace: marketplace, photos: photos).routes
            + CompatibilityRoutes(marketplace: marketplace, photos: photos, limits: limits).routes
            + [Route(ServiceEndpoints.document) { _ in Self.document() }]
        for route in routes { route.add(to: router, limits: limits) }
    }

    /// All that the service answers and the document describes.
    static let endpoints =
        SearchRoutes.endpoints + ListingRoutes.endpoints + BatchRoute.endpoints + PhotoRoutes.endpoints
        + BuyerRoutes.endpoints + ModelRoutes.endpoints + CompatibilityRoutes.endpoints
        + ServiceEndpoints.endpoints

    private static let documentBytes = OpenAPIDocument(endpoints: endpoints).data

    private static func document() -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "public, max-age=300"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: documentBytes)))
    }
}
