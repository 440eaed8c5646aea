import SoukCatalog
import Foundation

/// What a listing model looks at.
public struct ListingContent: Sendable, Equatable, Identifiable {
    public var id: String
    public var title: String
    public var description: String
    /// From the top level down; empty when unknown. The category head never sees it.
    public var categoryPath: [String]
    public var price: Price?
    /// Where the seller is; only the category is asked of it.
    public var place: Place?
    public var photos: [ListingPhoto]

    public init(
        id: String, title: String, description: String = "", categoryPath: [String] = [], price: Price? = nil,
        place: Place? = nil, photos: [ListingPhoto] = []
    ) {
        (self.id, self.title, self.description) = (id, title, description)
        (self.categoryPath, self.price) = (categoryPath, price)
        (self.place, self.photos) = (place, photos)
    }

    /// The price in units, where it can be believed.
    var amount: Double? {
        guard let price, price.doubt == nil else { return nil }
        return Money(price.amount, code: price.currency).majorUnits
    }
}

/// A cleaned photo on disk.
public struct ListingPhoto: Sendable, Equatable {
    /// The square of 512 pixels.
    public var url: URL
    /// Where in the square the picture is.
    public var frame: PhotoFrame
    /// SHA-256 of the original: what feature caches know it by.
    public var contentHash: String?

    public init(url: URL, frame: PhotoFrame = .whole, contentHash: String? = nil) {
        (self.url, self.frame, self.contentHash) = (url, frame, contentHash)
    }
}

/// What a buyer asks with: words, a photo, or both.
public struct QueryContent: Sendable, Equatable {
    public var words: String?
    /// Any photo file.
    public var photo: URL?

    public init(words: String? = nil, photo: URL? = nil) { (self.words, self.photo) = (words, photo) }
}

/// What the listing classifier says.
public struct CategoryAnswer: Sendable, Equatable, Encodable {
    /// The most probable category, also when it is not sure.
    public var category: String
    /// Calibrated.
    public var probability: Double
    /// Of all categories, most probable first.
    public var probabilities: [PhotoAnswer.Guess]
    /// Whether the probability reaches the threshold that validation chose.
    public var isSure: Bool

    enum CodingKeys: String, CodingKey {
        case category, probability, probabilities
        case isSure = "is_sure"
    }
}

/// Reads what a listing model looks at from a workspace.
public struct ListingContents: Sendable {
    private let photos: [String: [ListingPhoto]]

    public init(of workspace: Workspace) throws(CatalogError) {
        var photos: [String: [(ordinal: Int, photo: ListingPhoto)]] = [:]
        for photo in try workspace.usablePhotos() {
            guard let listing = photo.listingID else { continue }
            photos[listing, default: []].append(
                (
                    photo.ordinal,
                    ListingPhoto(
                        url: workspace.photos.url(id: photo.id, size: .large), frame: photo.frame ?? .whole,
                        contentHash: photo.contentHash)
                ))
        }
        self.photos = photos.mapValues { $0.sorted { $0.ordinal < $1.ordinal }.map(\.photo) }
    }

    public func content(of listing: Listing) -> ListingContent {
        ListingContent(
            id: listing.id, title: listing.title, description: listing.description,
            categoryPath: listing.categoryPath, price: listing.price, place: listing.place,
            photos: photos[listing.id] ?? [])
    }
}
