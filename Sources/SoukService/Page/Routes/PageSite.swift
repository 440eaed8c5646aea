import SoukCatalog
import Foundation
import HTTPTypes
import Hummingbird
import SoukMarketplace
import SoukRanking
import SoukSearch

/// What all page routes share.
struct PageSite: Sendable {
    let marketplace: Marketplace
    let configuration: ServiceConfiguration
    let templates: PageTemplates
    let assets: PageAssets
    /// Photos that were uploaded.
    let photos: UploadedPhotos
    /// Photos of listings.
    let files = PhotoFiles()
    let sharedHome = SharedHome()

    init(marketplace: Marketplace, configuration: ServiceConfiguration, photos: UploadedPhotos) {
        self.marketplace = marketplace
        self.configuration = configuration
        assets = PageAssets.bundled
        templates = PageTemplates.bundled
        self.photos = photos
    }

    var now: Int { Int(Date().timeIntervalSince1970) }

    /// A page as HTML. Browsers keep it for going back, and ask again otherwise.
    func html(
        _ page: some Sendable, _ template: String, status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) throws -> Response {
        Self.html(try bytes(page, template), status: status, headers: headers)
    }

    func bytes(_ page: some Sendable, _ template: String) throws -> ByteBuffer {
        guard let text = templates.render(page, template) else {
            throw Problem(.internalServerError, "page.template", "This page cannot be shown.")
        }
        return ByteBuffer(string: text)
    }

    static func html(
        _ bytes: ByteBuffer, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.cacheControl] = "private, no-cache"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }

    static func json(_ value: some Encodable) throws -> Response {
        let body = ByteBuffer(bytes: try JSONEncoder().encode(value))
        let headers: HTTPFields = [.contentType: "application/json", .cacheControl: "no-store"]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: body))
    }

    static func goTo(_ path: String, cookies: [Cookie] = []) -> Response {
        var response = Response(status: .seeOther, headers: [.location: path, .cacheControl: "no-store"])
        for cookie in cookies { response.setCookie(cookie) }
        return response
    }

    /// An error as a page.
    func problem(_ error: any Error, _ context: SoukRequestContext) throws -> Response {
        let problem = Problem(from: error).told(in: context)
        let page = ProblemPage(
            heading: problem.title, words: problem.detail ?? "", next: problem.next, code: problem.code,
            instance: problem.status.code >= 500 ? problem.instance : nil)
        return try html(page, "problem", status: problem.status, headers: problem.headers)
    }

    func cards(_ saved: Set<ListingID>, link: SearchLink = SearchLink(), circle: SearchFilter.Circle? = nil)
        -> CardContext
    {
        CardContext(link: link, circle: circle, saved: saved, now: now)
    }
}
