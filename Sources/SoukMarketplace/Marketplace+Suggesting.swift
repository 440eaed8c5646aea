import Foundation
import SoukCatalog
public import SoukRanking
import SoukSearch

extension Marketplace {
    /// What a seller could say about a listing: its category, what such things cost, whether it is on sale already,
    /// and what would make it better.
    ///
    /// - Parameters:
    ///   - title: The title so far.
    ///   - description: The description so far.
    ///   - photo: A photo file in any format that an import takes.
    /// - Throws: `field` when nothing is given, `photo` when the photo is none.
    public func suggest(
        title: String?, description: String?, photo: QueryPhoto?
    ) async throws -> ListingSuggestion {
        let title = (title ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        let text = (description ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !title.isEmpty || !text.isEmpty || photo != nil else {
            throw MarketplaceError.field(
                name: "title", reason: "nothing is given", remedy: "Give a title, a description or a photo.")
        }
        try ListingDraft(title: title, description: text).check()
        let serving = current
        let clean = try await cleaned(photo)
        let category = try await reading {
            let content = ListingContent(
                id: "", title: title, description: text, photos: clean.map { [$0] } ?? [])
            return try serving.model?.categories([content]).first
        }
        let alike = try await similarListings(serving, title.isEmpty ? text : title, clean)
        return ListingSuggestion(
            categories: category?.probabilities.prefix(3).map {
                .init(name: $0.category, probability: $0.probability)
            } ?? [],
            isSure: category?.isSure ?? false, prices: Self.prices(alike),
            duplicates: alike.filter { Self.key($0.title) == Self.key(title) && !title.isEmpty }.prefix(3).map
            { $0 },
            hints: Self.hints(title, text, hasPhoto: photo != nil))
    }

    private func similarListings(
        _ serving: Serving, _ text: String, _ photo: ListingPhoto?
    ) async throws -> [IndexedListing] {
        guard !text.isEmpty || serving.encoder != nil else { return [] }
        let words = String(text.prefix(200))
        var request = SearchRequest(words, keeping: Set([words]), limit: 40)
        if serving.encoder != nil { request.photo = photo.map(QueryPhoto.clean) }
        let results = try await serving.pipeline.search(request).results
        guard let best = results.map(\.score).max() else { return [] }
        let relevant = results.filter { $0.isRelevant ?? ($0.score > best - 2) }
        return relevant.map(\.listing)
    }

    private static func prices(_ listings: [IndexedListing]) -> ListingSuggestion.Prices? {
        let currencies = Dictionary(grouping: listings.filter { ($0.price ?? 0) > 0 }, by: \.currency)
        guard let most = currencies.max(by: { $0.value.count < $1.value.count }), most.value.count >= 3 else {
            return nil
        }
        let amounts = most.value.compactMap(\.price).sorted()
        func quantile(_ share: Double) -> Int { amounts[Int((Double(amounts.count - 1) * share).rounded())] }
        return .init(
            currency: most.key, low: quantile(0.1), median: quantile(0.5), high: quantile(0.9),
            count: amounts.count)
    }

    private static func hints(_ title: String, _ text: String, hasPhoto: Bool) -> [ListingSuggestion.Hint] {
        let letters = title.filter(\.isLetter)
        let hidesContacts = ContactDetails.areIn(title + "\n" + text)
        let conditions: [(ListingSuggestion.Hint, Bool)] = [
            (.noPhoto, !hasPhoto), (.shortTitle, title.split(separator: " ").count < 3),
            (.noDescription, text.count < 20), (.contactDetails, hidesContacts),
            (.shouting, letters.count > 8 && letters.allSatisfy(\.isUppercase)),
        ]
        return conditions.filter(\.1).map(\.0)
    }

    private static func key(_ title: String) -> String {
        title.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
