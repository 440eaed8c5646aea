import Foundation
import HTTPTypes
import Hummingbird
import SoukCatalog
import SoukMarketplace
import SoukRanking
import SoukReports
import SoukSearch

/// A buyer's own page, and what buyers do on all others.
struct BuyerPages: Sendable {
    let site: PageSite
    private static let mostBytes = 64 << 10

    func add(to router: RouterGroup<SoukRequestContext>) {
        router.get("/you") { request, _ in try await page(request) }
        router.get("/you/data.json") { request, _ in
            let history = try await BuyerHistory(PageCookies.buyer(request), site.marketplace)
            return try PageSite.json(history.events)
        }
        router.post("/you/save") { request, context in try await act(.save, request, context) }
        router.post("/you/dismiss") { request, context in try await act(.dismiss, request, context) }
        router.post("/you/erase") { request, context in try await erase(request, context) }
    }

    private func page(_ request: Request) async throws -> Response {
        let buyer = PageCookies.buyer(request)
        let history = try await BuyerHistory(buyer, site.marketplace)
        var (page, missing) = try await MissingParts.tolerating {
            let answer = try await site.marketplace.recommend(
                RecommendationRequest(buyer ?? "nobody", limit: 36))
            let ids = Array(history.savedInOrder.prefix(48))
            let listings = try await site.marketplace.pipeline.engine.fetch(ids, .description)
            return YouPage(
                answer, saved: ids.compactMap { listings[$0] }, events: history.events,
                site.cards(history.saved), isErased: request.uri.query == "erased=1")
        }
        page.frame.missing = PageFrame.note(missing: missing)
        return try site.html(page, "you")
    }

    private func act(
        _ action: BuyerAction, _ request: Request, _ context: SoukRequestContext
    ) async throws -> Response {
        let form = try await Self.form(request, context)
        guard let id = form["id"], try await site.marketplace.listing(id) != nil else {
            throw ListingPages.unknown
        }
        var response = PageSite.goTo(PathText.local(form["back"]))
        if request.headers[Self.requestedWith] != nil { response = Response(status: .noContent) }
        try await record(action, id, PageCookies.buyer(request), &response)
        return response
    }

    /// Records what a buyer did, and gives one who is new a number: nobody has one before the first deliberate act.
    /// That act counts for the buyer, and not yet for what is popular: a program that keeps no cookies would count
    /// as many buyers.
    private func record(_ action: BuyerAction, _ id: String, _ buyer: String?, _ response: inout Response)
        async throws
    {
        let new = buyer == nil ? cookies.newBuyer() : nil
        guard let number = buyer ?? new?.id else { return }
        try await site.marketplace.record(
            [BuyerEvent(buyer: number, listing: id, action: action, time: site.now)], popularity: new == nil)
        if let new { response.setCookie(new.cookie) }
    }

    private func erase(_ request: Request, _ context: SoukRequestContext) async throws -> Response {
        let form = try await Self.form(request, context)
        guard form["sure"] == "yes" else { return PageSite.goTo("/you#data") }
        if let buyer = PageCookies.buyer(request) { _ = try await site.marketplace.erase(buyer: buyer) }
        return PageSite.goTo("/you?erased=1", cookies: [cookies.forgottenBuyer()])
    }

    private var cookies: PageCookies { PageCookies(isSecure: site.configuration.isBehindHTTPS) }

    static let requestedWith = HTTPField.Name("X-Requested-With") ?? .accept

    /// The fields of a form, once it is sure that it came from here.
    static func form(_ request: Request, _ context: SoukRequestContext) async throws -> SentForm {
        try SameSite.check(request)
        let body = try await request.body(upTo: mostBytes, context: context)
        return SentForm(String(decoding: body, as: UTF8.self))
    }
}
