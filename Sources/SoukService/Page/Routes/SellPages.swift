import Foundation
import Hummingbird
import SoukCatalog
import SoukMarketplace
import SoukRanking
import SoukReports
import SoukSearch

/// Selling: a form, advice while it is filled in, and publishing.
struct SellPages: Sendable {
    let site: PageSite
    private static let mostPhotos = 8

    func add(to router: RouterGroup<SoukRequestContext>) {
        router.get("/sell") { _, context in
            try site.html(try await page(needsToken: !Self.maySell(context)), "sell")
        }
        router.post("/sell/advice") { request, context in try await advise(request, context) }
        router.post("/sell") { request, context in try await publish(request, context) }
    }

    private static func maySell(_ context: SoukRequestContext) -> Bool {
        context.isSignedIn && (context.role ?? .reader) >= .writer
    }

    private func page(needsToken: Bool, _ draft: SellPage.Draft = SellPage.Draft()) async throws -> SellPage {
        var page = SellPage(needsToken: needsToken)
        page.draft = draft
        if let fault = await site.marketplace.writeFault {
            page.closed = "Selling is closed for now, since \(fault). What you see here can still be bought."
        }
        page.key = RandomText.hexadecimal(bytes: 16)
        let engine = site.marketplace.pipeline.engine
        let facets = try await engine.facets(SearchFilter(), FacetRequest(priceBounds: []))
        page.categories = facets.categories.prefix(500).map { $0.path.joined(separator: " / ") }.sorted()
        page.attributes = ListingAttribute.allCases.filter(\.description.isOffered).map { attribute in
            SellPage.AttributeField(
                name: attribute.name, title: attribute.description.title,
                value: draft.attributes[attribute] ?? "",
                values: facets.attributes[attribute]?.compactMap(\.value) ?? [])
        }
        return page
    }

    /// With a script, the advice alone; without, the whole page with the advice beside what was typed.
    private func advise(_ request: Request, _ context: SoukRequestContext) async throws -> Response {
        try context.requireToken(.writer)
        let form = try await BuyerPages.form(request, context)
        let draft = SellPage.Draft(form)
        let photo = await site.photos.photo(form["photo"])?.query
        let advice = try await advice(draft, photo)
        if request.headers[.accept]?.contains("text/html") != true {
            return try site.html(SellAdviceView(advice: advice), "advice")
        }
        var page = try await page(needsToken: false, draft)
        page.photos = Self.shown(await photos(form))
        page.advice = advice
        return try site.html(page, "sell")
    }

    private func advice(_ draft: SellPage.Draft, _ photo: QueryPhoto?) async throws -> SellAdvice? {
        guard photo != nil || draft.title.count > 2 else { return nil }
        let suggestion = try await site.marketplace.suggest(
            title: draft.title.isEmpty ? nil : draft.title,
            description: draft.description.isEmpty ? nil : draft.description, photo: photo)
        return SellAdvice(suggestion)
    }

    private static func shown(_ photos: [UploadedPhotos.Photo]) -> [SellPage.Photo] {
        photos.enumerated().map { place, photo in
            SellPage.Photo(id: photo.id, number: place + 1, link: "/search/photos/\(photo.id)")
        }
    }

    private func photos(_ form: SentForm) async -> [UploadedPhotos.Photo] {
        var found: [UploadedPhotos.Photo] = []
        for id in form.all("photo").prefix(Self.mostPhotos) {
            if let photo = await site.photos.photo(id) { found.append(photo) }
        }
        return found
    }

    /// Those of the form's photos that are kept and can be read: nothing is published before all were.
    private func cleanPhotos(
        _ form: SentForm
    ) async -> (photos: [UploadedPhotos.Photo], clean: [CleanedPhoto]) {
        var (kept, clean): ([UploadedPhotos.Photo], [CleanedPhoto]) = ([], [])
        for photo in await photos(form) {
            guard let read = try? await site.photos.clean(photo) else { continue }
            kept.append(photo)
            clean.append(read)
        }
        return (kept, clean)
    }

    /// The same for the same form that is sent twice, and another for one that was changed, or came from another page.
    private static func id(_ form: SentForm, _ context: SoukRequestContext) -> String {
        guard let key = form["key"], (16...64).contains(key.utf8.count) else {
            return "web-" + RandomText.hexadecimal(bytes: 8)
        }
        let text = ([key, context.caller?.name ?? ""] + form.all).joined(separator: "\0")
        return "web-" + Checksum.sha256(text).prefix(16)
    }

    private func publish(_ request: Request, _ context: SoukRequestContext) async throws -> Response {
        try context.requireToken(.writer)
        let form = try await BuyerPages.form(request, context)
        let draft = SellPage.Draft(form)
        let id = Self.id(form, context)
        let (photos, clean) = await cleanPhotos(form)
        guard photos.count == form.all("photo").prefix(Self.mostPhotos).count(where: { !$0.isEmpty }) else {
            var page = try await page(needsToken: false)
            page.draft = draft
            page.photos = Self.shown(photos)
            page.problem =
                "A photo is no longer kept here, so nothing was published. Add it again, then publish."
            return try site.html(page, "sell", status: .conflict)
        }
        do {
            _ = try await site.marketplace.put(
                id, draft.listing(seller: context.caller?.name, postedAt: site.now))
        } catch {
            let problem = Problem(from: error)
            guard problem.status.kind == .clientError else { throw error }
            var page = try await page(needsToken: false, draft)
            page.photos = Self.shown(photos)
            page.problem = [problem.title, problem.detail, problem.next].compactMap { $0 }.joined(
                separator: " ")
            return try site.html(page, "sell", status: problem.status)
        }
        for (ordinal, photo) in clean.enumerated() {
            _ = try await site.marketplace.putPhoto(ordinal, of: id, photo)
        }
        return PageSite.goTo(PathText.listing(id) + "?published=1")
    }
}

extension SellPage.Draft {
    init(_ form: SentForm) {
        title = form["title"] ?? ""
        description = form["description"] ?? ""
        price = form["price"] ?? ""
        town = form["town"] ?? ""
        category = form["category"] ?? ""
        for attribute in ListingAttribute.allCases where attribute.description.isOffered {
            attributes[attribute] = form[attribute.name].flatMap { $0.isEmpty ? nil : $0 }
        }
    }

    /// - Parameter postedAt: seconds since 1970.
    func listing(seller: String?, postedAt: Int) -> ListingDraft {
        func known(_ text: String) -> String? {
            let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
            return text.isEmpty ? nil : text
        }
        var attributes = attributes.compactMapValues(known)
        attributes[.seller] = seller
        return ListingDraft(
            title: title, description: known(description), price: known(price), category: known(category),
            town: known(town), attributes: attributes, postedAt: postedAt)
    }
}
