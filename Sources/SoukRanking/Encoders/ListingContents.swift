import Foundation
public import SoukCatalog

/// Reads what a model looks at from a workspace, many listings at a time.
public struct ListingContents: Sendable {
    private let photos: [String: [ListingPhoto]]

    public init(of workspace: Workspace) throws(CatalogError) {
        var photos: [String: [(ordinal: Int, photo: ListingPhoto)]] = [:]
        for photo in try workspace.usablePhotos() {
            guard let listing = photo.listingID else { continue }
            photos[listing, default: []].append((photo.ordinal, ListingPhoto(photo, in: workspace.photos)))
        }
        self.photos = photos.mapValues { $0.sorted { $0.ordinal < $1.ordinal }.map(\.photo) }
    }

    public func content(of listing: Listing) -> ListingContent {
        ListingContent(listing, photos: photos[listing.id] ?? [])
    }
}
