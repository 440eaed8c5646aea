public import SoukCatalog
public import Foundation
public import SoukRanking
public import SoukSearch

/// What became of a listing that was put or changed.
public struct ListingReceipt: Codable, Sendable, Equatable {
    public var id: String
    /// Whether it was not on sale before.
    public var isNew: Bool
    /// `ok`, or `repaired: …`.
    public var verdict: String
    /// The change's place in the order of all changes.
    public var sequence: Int
}

/// What became of a photo.
public struct PhotoReceipt: Codable, Sendable, Equatable {
    public var listing: String
    public var ordinal: Int
    public var verdict: String
    public var width: Int?
    public var height: Int?
}

/// A listing on sale, with its photos.
public struct ListingDetails: Sendable, Codable {
    public var listing: IndexedListing
    public var photos: [Photo]

    public struct Photo: Sendable, Codable, Equatable {
        public var ordinal: Int
        /// Changes when the photo does.
        public var id: String
    }
}

/// A clean photo of a listing.
public struct CleanPhoto: Sendable, Equatable {
    public var file: URL
    /// Where the picture lies in the square photo.
    public var frame: PhotoFrame
}

/// How a marketplace is doing.
public struct MarketplaceState: Sendable, Codable, Equatable {
    public var generation: String
    /// Hash of the model that serves; nil when words alone search.
    public var modelHash: String?
    public var listings: Int
    /// Listings whose change the index does not hold yet.
    public var pendingChanges: Int
    public var startedAt: Date
    /// Why answers are less than they could be.
    public var degraded: [Degradation] = []
    /// How often another generation began to serve since the start.
    public var generationSwitches = 0
    /// Why the generation that serves cannot be followed; nil while it can.
    public var followFault: String?
}

/// What a listing could be, for its seller.
public struct ListingSuggestion: Sendable, Codable {
    public struct Category: Sendable, Codable, Equatable {
        public var name: String
        /// Calibrated.
        public var probability: Double
    }

    /// Amounts in minor units of the commonest currency among listings that are alike.
    public struct Prices: Sendable, Codable, Equatable {
        public var currency: String?
        public var low: Int
        public var median: Int
        public var high: Int
        public var count: Int
    }

    /// The most probable category first; empty without a listing model.
    public var categories: [Category]
    /// Whether the first is sure enough to be taken without asking.
    public var isSure: Bool
    /// The 10th, 50th and 90th percentile; nil where fewer than three listings are alike.
    public var prices: Prices?
    /// Listings on sale that may be the same thing.
    public var duplicates: [IndexedListing]
    public var hints: [Hint]

    public enum Hint: String, Sendable, Codable, CaseIterable {
        case noPhoto, shortTitle, noDescription, contactDetails, shouting
    }
}
