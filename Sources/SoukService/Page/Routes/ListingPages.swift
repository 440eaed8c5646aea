import Foundation
import HTTPTypes
import Hummingbird
import SoukCatalog
import SoukMarketplace
import SoukRanking
import SoukReports
import SoukSearch

/// Pages of listings, and their photos.
struct ListingPages: Sendable {
    let site: PageSite

    func add(to router: RouterGroup<SoukRequestContext>) {
        router.get("/listings/:id") { request, context in
            guard let id = PercentCoding.decode(try context.parameters.require("id")) else {
                throw Self.unknown
            }
            return try await page(request, id)
        }
        router.get("/photos/:id/:ordinal") { request, context in
            guard let id = PercentCoding.decode(try context.parameters.require("id")),
                let ordinal = Int(try context.parameters.require("ordinal"))
            else { throw Self.unknownPhoto }
            return try await photo(request, id, ordinal)
        }
    }

    private func page(_ request: Request, _ id: String) async throws -> Response {
        guard let details = try await site.marketplace.listing(id) else { throw Self.unknown }
        let (similar, missing) = try await MissingParts.tolerating {
            try await site.marketplace.similar(to: id, limit: 12, filter: SearchFilter())
        }
        let buyer = PageCookies.buyer(request)
        let history = try await BuyerHistory(buyer, site.marketplace)
        let query = SearchLink.Visit(request)
        var page = ListingPage(
            similar.listing, ordinals: details.photos.map(\.ordinal), similar: similar.results,
            site.cards(history.saved), isPublished: query.isPublished)
        page.frame.missing = PageFrame.note(missing: missing)
        let isVisit = request.method == .get && !query.isPrefetch
        if isVisit, let buyer {
            site.marketplace.noteView(BuyerEvent(buyer: buyer, listing: id, action: .view, time: site.now))
        }
        return try site.html(page, "listing")
    }

    private func photo(_ request: Request, _ id: String, _ ordinal: Int) async throws -> Response {
        let isSmall = request.uri.query == "size=64"
        guard let photo = try await site.marketplace.photo(ordinal, of: id, size: .large) else {
            throw Self.unknownPhoto
        }
        let file = await Blocking.run { [files = site.files] in
            files.file(photo.file, frame: photo.frame, isSmall: isSmall)
        }
        guard let file else { throw Self.unknownPhoto }
        return file.response(to: request)
    }

    static var unknown: Problem {
        Problem(
            .notFound, "listing.unknown", "This listing is not on sale.",
            detail: "It was sold, taken back, or never was.",
            next: "Look for something like it.")
    }

    static var unknownPhoto: Problem { Problem(.notFound, "photo.unknown", "There is no such photo.") }
}

extension SearchLink {
    /// How a page was come to.
    struct Visit {
        var isPublished: Bool
        var isPrefetch: Bool

        init(_ request: Request) {
            isPublished = request.uri.query == "published=1"
            isPrefetch =
                HTTPField.Name("Sec-Purpose").flatMap { request.headers[$0] }?.contains("prefetch") == true
        }
    }
}
