import Foundation
import Hummingbird
import SoukMarketplace
import SoukRanking
import SoukReports
import SoukSearch

/// The first page, the search page, and its fragments.
struct SearchPages: Sendable {
    let site: PageSite

    func add(to router: RouterGroup<SoukRequestContext>) {
        router.get("/") { request, _ in try await home(request) }
        router.get("/search") { request, _ in try await search(request) }
        router.get("/search/results") { request, _ in
            let (view, _) = try await results(request, link(request))
            return try site.html(view, "results")
        }
        router.get("/search/suggest") { request, _ in try await suggest(request) }
        router.get("/search/more") { request, _ in
            let (view, _) = try await results(request, link(request))
            return try site.html(view, "more-results")
        }
    }

    private func link(_ request: Request) -> SearchLink {
        SearchLink(FormText.items(request.uri.query ?? ""), rates: site.marketplace.pipeline.rates)
    }

    private func suggest(_ request: Request) async throws -> Response {
        let link = link(request)
        let words = String(link.words.prefix(Self.longestBeginning))
        return try PageSite.json(
            await site.marketplace.complete(words).map { SuggestedSearch($0, link) })
    }

    /// More is a text, and no beginning of one.
    private static let longestBeginning = 200

    private func home(_ request: Request) async throws -> Response {
        let buyer = PageCookies.buyer(request)
        let history = try await BuyerHistory(buyer, site.marketplace)
        let engine = site.marketplace.pipeline.engine
        guard history.events.isEmpty else {
            return PageSite.html(try await home(buyer ?? "nobody", history, engine).html)
        }
        let state = try await sharedState(engine)
        if let html = state.flatMap(site.sharedHome.html) { return PageSite.html(html) }
        let (html, isWhole) = try await home("nobody", history, engine)
        if isWhole, let state { site.sharedHome.keep(html, state) }
        return PageSite.html(html)
    }

    /// What a page for everybody is made of; nil while a part of the index is missing.
    private func sharedState(_ engine: any SearchEngine) async throws -> SharedHome.State? {
        do {
            return SharedHome.State(
                generation: engine.generation, version: try await engine.state().version)
        } catch RetrievalError.unavailable { return nil }
    }

    private func home(
        _ buyer: String, _ history: BuyerHistory, _ engine: any SearchEngine
    ) async throws -> (html: ByteBuffer, isWhole: Bool) {
        var (page, missing) = try await MissingParts.tolerating {
            let answer = try await site.marketplace.recommend(RecommendationRequest(buyer, limit: 24))
            let facets = try await engine.facets(SearchFilter(), FacetRequest(limit: 0))
            return HomePage(answer, categories: facets.categories, site.cards(history.saved))
        }
        page.frame.missing = PageFrame.note(missing: missing)
        return (try site.bytes(page, "home"), missing.isEmpty)
    }

    private func search(_ request: Request) async throws -> Response {
        let link = link(request)
        let (view, _) = try await results(request, link)
        let shown =
            await site.photos.photo(link.photo) == nil ? nil : link.photo.map { "/search/photos/\($0)" }
        let frame = PageFrame(
            name: "search-page", title: "\(view.title) · Souk", heading: "Search", words: link.words,
            searchPhoto: shown, fields: FormField.all(link, but: ["q"]))
        return try site.html(SearchPage(frame: frame, results: view), "search")
    }

    private func results(_ request: Request, _ link: SearchLink) async throws -> (
        SearchResultsView, FoundResults
    ) {
        let history = try await BuyerHistory(PageCookies.buyer(request), site.marketplace)
        if let like = link.like { return try await similar(like, link, history) }
        let found = try await found(link)
        let context = site.cards(history.saved, link: link, circle: found.filter?.near)
        return (SearchResultsView(found, link, context), found)
    }

    private func similar(
        _ id: String, _ link: SearchLink, _ history: BuyerHistory
    ) async throws -> (SearchResultsView, FoundResults) {
        let (answer, missing) = try await MissingParts.tolerating {
            try await site.marketplace.similar(to: id, limit: SearchLink.pageLength, filter: link.filter)
        }
        var found = FoundResults(answer)
        found.missing = missing
        let context = site.cards(history.saved, link: link)
        return (SearchResultsView(found, link, context, like: answer.listing), found)
    }

    /// A page by its cursor, which shows what the first page's search found, whatever came in since. Where the
    /// cursor is too old, or there is none, the page is cut from a new search.
    private func found(_ link: SearchLink) async throws -> FoundResults {
        guard link.page > 1 else {
            return FoundResults(try await site.marketplace.search(try await request(link)))
        }
        if let cursor = link.cursor {
            do {
                var next = SearchRequest(limit: SearchLink.pageLength, cursor: cursor)
                next.allowsPartial = true
                async let page = site.marketplace.search(next)
                async let head = site.marketplace.search(try await request(link))
                var found = FoundResults(try await head)
                let later = FoundResults(try await page)
                (found.results, found.cursor) = (later.results, later.cursor)
                found.missing = Set(found.missing + later.missing).sorted()
                return found
            } catch is RetrievalError {}
        }
        guard link.page <= SearchLink.mostPages else {
            throw Problem(
                .gone, "search.page", "This page of results is no longer kept.",
                next: "Begin at the first page: \(link.with { _ in }.path)")
        }
        let all = try await site.marketplace.search(
            try await request(link, limit: link.page * SearchLink.pageLength))
        var found = FoundResults(all)
        found.results = Array(found.results.dropFirst((link.page - 1) * SearchLink.pageLength))
        return found
    }

    private func request(_ link: SearchLink, limit: Int = SearchLink.pageLength) async throws -> SearchRequest
    {
        let photo = await site.photos.photo(link.photo)?.query
        if link.photo != nil, photo == nil, link.words.isEmpty {
            throw Problem(
                .gone, "search.photo", "The photo of this search is no longer kept.",
                detail: "Photos are kept for an hour.", next: "Add the photo again.")
        }
        var request = SearchRequest(
            link.words, categories: link.categories.map { $0.joined(separator: " / ") },
            near: link.near.isEmpty ? nil : link.near, kilometres: link.kilometres.map(Double.init),
            filter: link.filter, keeping: Set(link.keeping), limit: min(limit, 200), countsFacets: true,
            order: link.order.scanOrder)
        request.photo = photo
        // A buyer is served by what can be reached, and told what is missing.
        request.allowsPartial = true
        return request
    }
}

extension SearchLink.Order {
    var scanOrder: ScanOrder? {
        switch self {
        case .best: nil
        case .newest: .newest
        case .cheapest: .cheapest
        case .dearest: .dearest
        case .nearest: .nearest
        }
    }
}
