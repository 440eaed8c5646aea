/// What is in a workspace: listings, photos, verdicts, prices.
public struct WorkspaceSummary: Sendable, Codable, Equatable {
    /// Usable listings and photos: what cleaning did not reject, whatever became of it since.
    public var listings: Int
    public var photos: Int
    public var rejectedListings: Int
    /// Usable listings that buyers see.
    public var shownListings: Int
    /// Usable listings by ``Lifecycle``.
    public var lifecycles: [String: Int]
    public var rejectedPhotos: Int
    /// Photos that no import has looked at yet.
    public var pendingPhotos: Int
    /// Usable listings by top-level category.
    public var categories: [String: Int]
    public var categoryPaths: Int
    public var uncategorisedListings: Int
    /// Usable listings by how many usable photos they have.
    public var photosPerListing: [String: Int]
    /// By currency; empty for unknown.
    public var prices: [String: Prices]
    /// How often each verdict was given; numbers and names in the phrases are left out.
    public var listingVerdicts: [String: Int]
    public var photoVerdicts: [String: Int]
    /// How many listings each cleaning rule changed.
    public var rules: [String: Int]
    public var places: Places
    public var groups: Groups
    /// For each split that was drawn, `<kind>-<seed>`, the number of items in each part.
    public var splits: [String: [String: Int]]
    /// For each rule a few listings before and after.
    public var examples: [Example]

    /// Asking prices in minor units; doubtful ones are counted but not part of the range.
    public struct Prices: Sendable, Codable, Equatable {
        public var count: Int
        public var minimum: Int
        public var median: Int
        public var maximum: Int
        /// By reason.
        public var doubtful: [String: Int]
    }

    public struct Places: Sendable, Codable, Equatable {
        /// Usable listings that name a town.
        public var named: Int
        /// Of these, how many the gazetteer knows.
        public var located: Int
        public var towns: Int
    }

    public struct Groups: Sendable, Codable, Equatable {
        public var count: Int
        public var largest: Int
        /// How many groups there are of each size.
        public var sizes: [String: Int]
    }

    public struct Example: Sendable, Codable, Equatable {
        public var rule: String
        public var listingID: String
        public var line: Int
        /// The columns of the original row.
        public var before: [String: String]
        public var after: Listing
    }
}

extension WorkspaceSummary {
    enum CodingKeys: String, CodingKey {
        case listings, photos, categories, prices, rules, places, groups, splits, examples
        case rejectedListings = "rejected_listings"
        case shownListings = "shown_listings"
        case lifecycles
        case rejectedPhotos = "rejected_photos"
        case pendingPhotos = "pending_photos"
        case categoryPaths = "category_paths"
        case uncategorisedListings = "uncategorised_listings"
        case photosPerListing = "photos_per_listing"
        case listingVerdicts = "listing_verdicts"
        case photoVerdicts = "photo_verdicts"
    }
}

extension WorkspaceSummary.Example {
    enum CodingKeys: String, CodingKey {
        case rule, line, before, after
        case listingID = "listing_id"
    }
}
