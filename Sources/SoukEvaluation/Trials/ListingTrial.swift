import Foundation
import SoukRanking

/// A way of asking held-out listings for themselves.
public enum ListingTrial: String, CaseIterable, Sendable {
    /// The title asks; the index knows photos and description, not the title.
    case titleToListing = "title_to_listing"
    /// The title asks; the index knows the photos only.
    case titleToPhotos = "title_to_photos"
    /// A photo asks; the index knows the listing's text and its other photos.
    case photoToTwin = "photo_to_twin"

    public var title: String {
        switch self {
        case .titleToListing: "A title looks for its listing, by photo and description"
        case .titleToPhotos: "A title looks for its listing, by photo alone"
        case .photoToTwin: "A photo looks for the listing of its twin"
        }
    }
}

/// One listing of the haystack, as far as grading needs it.
public struct TrialListing: Sendable, Equatable {
    public var id: String
    public var title: String
    public var categoryPath: [String]
    /// Names of the usable photos, in the seller's order; equal pictures have equal names.
    public var photos: [String]

    public init(id: String, title: String, categoryPath: [String], photos: [String]) {
        (self.id, self.title, self.categoryPath, self.photos) = (id, title, categoryPath, photos)
    }
}

/// A question whose answer is known.
public struct TrialQuery: Sendable, Hashable {
    /// The listing to be found.
    public var listing: String
    /// What is typed; nil where a photo asks.
    public var words: String?
    /// The photo that asks; it must not stand in the index for this trial.
    public var photo: String?

    public init(listing: String, words: String? = nil, photo: String? = nil) {
        (self.listing, self.words, self.photo) = (listing, words, photo)
    }
}

extension ListingTrial {
    /// The questions that listings can be asked in this trial; those that have no photo to be found by, no
    /// title, or no twin ask nothing.
    public func queries(_ heldOut: [TrialListing]) -> [TrialQuery] {
        heldOut.compactMap { listing in
            let words = listing.title.trimmingCharacters(in: .whitespacesAndNewlines)
            switch self {
            case .titleToListing: return words.isEmpty ? nil : TrialQuery(listing: listing.id, words: words)
            case .titleToPhotos:
                return words.isEmpty || listing.photos.isEmpty
                    ? nil : TrialQuery(listing: listing.id, words: words)
            case .photoToTwin:
                return indexedPhotos(of: listing).isEmpty || listing.photos.count < 2
                    ? nil : listing.photos.last.map { TrialQuery(listing: listing.id, photo: $0) }
            }
        }
    }

    /// The photos of a listing that the index may know in this trial: never the one that asks, nor its copy.
    public func indexedPhotos(of listing: TrialListing) -> [String] {
        guard self == .photoToTwin, listing.photos.count > 1, let asks = listing.photos.last else {
            return listing.photos
        }
        return listing.photos.filter { $0 != asks }
    }
}
