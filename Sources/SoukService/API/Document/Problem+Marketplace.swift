import HTTPTypes
import SoukMarketplace

extension Problem {
    /// What the live marketplace refused.
    init(marketplace error: MarketplaceError) {
        switch error {
        case .field(let name, let reason, let remedy):
            self = .invalid("/\(name)", "Found \(reason).", next: remedy)
        case .unknownListing: self = .unknownListing
        case .rejected(_, let reason):
            self = Problem(
                .unprocessableContent, "listing.rejected", "Cleaning found nothing to sell in this listing.",
                detail: reason, next: "Give it a title or a description.")
        case .photo(let reason): self = .photo(reason, at: "photo")
        case .noModel:
            self = Problem(
                .unprocessableContent, "model.none", "This marketplace has no listing model.",
                next: "Search by words, or have the operator train one.")
        }
    }
}
