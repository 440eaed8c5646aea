public import SoukRanking

extension ListingTrial {
    /// What the index may know of a listing in this trial.
    ///
    /// Neither category nor price is shown in any trial: answers are graded by category, and the question names
    /// no price. The title that asks is shown nowhere; where the description repeats it, it is cut out.
    public func visible(_ listing: ListingContent) -> ListingContent {
        var shown = ListingContent(id: listing.id, title: "")
        switch self {
        case .titleToListing:
            shown.description = RepeatedTitle.cut(listing.title, from: listing.description)
            shown.photos = listing.photos
        case .titleToPhotos:
            shown.photos = listing.photos
        case .photoToTwin:
            shown.title = listing.title
            shown.description = listing.description
            let kept = Set(indexedPhotos(of: TrialListing(listing)))
            shown.photos = listing.photos.filter { kept.contains($0.name) }
        }
        return shown
    }
}

extension TrialListing {
    public init(_ content: ListingContent) {
        self.init(
            id: content.id, title: content.title, categoryPath: content.categoryPath,
            photos: content.photos.map(\.name))
    }
}
