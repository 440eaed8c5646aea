import Foundation
import HTTPTypes
import Hummingbird
import SoukCatalog

/// Style sheets, scripts, and photos that were uploaded to search with.
struct PageFilesRoutes: Sendable {
    let site: PageSite

    func add(to router: Router<SoukRequestContext>) {
        router.get("/assets/:version/:name") { request, context in
            guard let file = site.assets[try context.parameters.require("name")] else { throw Self.unknown }
            var response = file.response(to: request)
            let isCurrent = "/assets/\(try context.parameters.require("version"))" == site.assets.address
            if !isCurrent { response.headers[.cacheControl] = "no-cache" }
            return response
        }
        router.get("/favicon.ico") { _, _ in
            Response(status: .movedPermanently, headers: [.location: "\(site.assets.address)/icon.svg"])
        }
        router.post("/search/photos") { request, context in try await add(request, context) }
        router.get("/search/photos/:id") { request, context in
            let photo = await site.photos.photo(try context.parameters.require("id"))
            let file = await Blocking.run { [files = site.files] in
                photo.flatMap { files.file($0.url, frame: $0.outcome.frame ?? .whole, isSmall: false) }
            }
            guard let file else { throw ListingPages.unknownPhoto }
            return file.response(to: request)
        }
    }

    private func add(_ request: Request, _ context: SoukRequestContext) async throws -> Response {
        try SameSite.check(request)
        let body = try await request.body(upTo: site.configuration.limits.photoBytes, context: context)
        let id: String
        do { id = try await site.photos.add(body, owner: context.caller?.name).id } catch CatalogError.photo(
            _, let reason)
        {
            throw Problem(
                .unprocessableContent, "photo.unreadable", "This file is no photo that Souk can read.",
                detail: "It was refused: \(reason).", next: "Take a JPEG, PNG, WebP, GIF, HEIC or TIFF.")
        }
        return try PageSite.json(["id": id, "link": "/search/photos/\(id)"])
    }

    private static var unknown: Problem { Problem(.notFound, "asset.unknown", "There is no such file.") }
}
