import Foundation
import Hummingbird
import SoukMarketplace

/// Version 1 of the API, and the document that describes it.
public struct APIRoutes: Sendable {
    private let routes: [Route]
    private let limits: ServiceLimits

    public init(marketplace: Marketplace, configuration: ServiceConfiguration) {
        let limits = configuration.limits
        let shelf = PhotoShelf.temporary()
        let changes = ListingChanges(marketplace: marketplace)
        routes =
            SearchRoutes(marketplace: marketplace, shelf: shelf, photoBytes: limits.photoBytes).routes
            + ListingRoutes(marketplace: marketplace, changes: changes).routes
            + BatchRoute(changes: changes, lineBytes: limits.bodyBytes, mostLines: limits.batchLines).routes
            + PhotoRoutes(marketplace: marketplace, photoBytes: limits.photoBytes).routes
            + BuyerRoutes(marketplace: marketplace).routes
            + ModelRoutes(marketplace: marketplace, shelf: shelf).routes
            + [Route(ServiceEndpoints.document) { _ in Self.document() }]
        self.limits = limits
    }

    public func add(to router: Router<SoukRequestContext>) {
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

extension PhotoShelf {
    /// In a folder of its own among the temporary files.
    static func temporary() -> PhotoShelf {
        let name = "souk-photos-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)"
        return PhotoShelf(folder: FileManager.default.temporaryDirectory.appendingPathComponent(name))
    }
}
