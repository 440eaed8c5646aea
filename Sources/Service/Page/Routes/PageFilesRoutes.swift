import Catalog
import Foundation
import HTTPTypes
import Hummingbird

/// Style sheets, scripts, and photos that were uploaded to search with.
struct PageFilesRoutes: Sendable {
    let site: PageSite

    func add(to router: Router<SoukRequestContext>) {
        router.get("/assets/:version/:name") { _, context in
            guard let file = site.assets[try context.parameters.require("name")] else { throw Self.unknown }
            let isCurrent = "/assets/\(try context.parameters.require("version"))" == site.assets.address
            let headers: HTTPFields = [
                .contentType: file.type,
                .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "no-cache",
            ]
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
        }
        router.get("/favicon.ico") { _, _ in
            Response(status: .movedPermanently, headers: [.location: "\(site.assets.address)/icon.svg"])
        }
        router.post("/search/photos") { request, context in try await add(request, context) }
        router.get("/search/photos/:id") { request, context in
            guard let file = await site.photos.url(try context.parameters.require("id")) else {
                throw ListingPages.unknownPhoto
            }
            return try await Self.photo(file, request, maximumAge: 600)
        }
    }

    private func add(_ request: Request, _ context: SoukRequestContext) async throws -> Response {
        try SameSite.check(request)
        let body = try await request.body(upTo: site.configuration.limits.photoBytes, context: context)
        guard let id = try await site.photos.add([UInt8](body)) else {
            throw Problem(
                .unprocessableContent, "photo.unreadable", "This file is no photo that Souk can read.",
                next: "Take a JPEG, PNG, WebP, GIF, HEIC or TIFF.")
        }
        return try PageSite.json(["id": id, "link": "/search/photos/\(id)"])
    }

    /// A cleaned photo, which never changes under its name but may be replaced.
    static func photo(_ file: URL, _ request: Request, maximumAge: Int) async throws -> Response {
        let bytes = try await OffPool.run { try? Data(contentsOf: file) }
        guard let bytes else { throw ListingPages.unknownPhoto }
        let tag = "\"\(Checksum.sha256(bytes).prefix(16))\""
        var headers: HTTPFields = [.cacheControl: "private, max-age=\(maximumAge)", .eTag: tag]
        if request.headers[.ifNoneMatch] == tag { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = file.pathExtension == "png" ? "image/png" : "image/jpeg"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static var unknown: Problem { Problem(.notFound, "asset.unknown", "There is no such file.") }
}
