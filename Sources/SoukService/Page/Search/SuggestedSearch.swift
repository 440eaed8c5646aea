import SoukRanking

/// A completion below the search field, and where it leads.
struct SuggestedSearch: Sendable, Equatable, Encodable {
    var text: String
    var kind: String
    /// What stands in the field once it is chosen.
    var words: String
    var link: String

    init(_ suggestion: Suggestion, _ current: SearchLink) {
        kind = suggestion.kind.rawValue
        words = suggestion.kind == .query ? suggestion.text : ""
        text = suggestion.category?.joined(separator: " / ") ?? suggestion.text
        switch suggestion.kind {
        case .query: link = current.with { $0.words = suggestion.text }.path
        case .category:
            link =
                current.with { ($0.words, $0.categories) = ("", suggestion.category.map { [$0] } ?? []) }.path
        case .title: link = suggestion.listing.map(PathText.listing) ?? current.path
        }
    }
}
