/// What an import did.
public struct ImportSummary: Sendable, Codable, Equatable {
    public var listings = RowCounts()
    /// Rows of the images table.
    public var images = RowCounts()
    public var photos = PhotoCounts()
    /// Listings of this table in the catalogue that the table no longer has; they are kept.
    public var vanishedListings = 0
    public var pricesFlagged = 0
    public var duplicateGroups = 0
    public var largestGroup = 0
    public var seconds = 0.0
    /// How the table of listings was understood.
    public var understood: ImportUnderstanding?

    /// Rows of a table.
    public struct RowCounts: Sendable, Codable, Equatable {
        public var read = 0
        public var new = 0
        public var updated = 0
        public var unchanged = 0
        /// Repetitions of an earlier row, word by word.
        public var repeated = 0
        /// Read in this run and not usable.
        public var rejected = 0

        public init() {}
    }

    public struct PhotoCounts: Sendable, Codable, Equatable {
        /// Decoded, cleaned and written in this run.
        public var cleaned = 0
        /// Looked at in this run and not usable.
        public var rejected = 0
        /// Done by an earlier run.
        public var unchanged = 0
        /// Files of the photo folder that are not pictures by their names.
        public var otherFiles = 0
        public var seconds = 0.0
        public var perSecond: Double { seconds > 0 ? Double(cleaned) / seconds : 0 }

        public init() {}

        enum CodingKeys: String, CodingKey {
            case cleaned, rejected, unchanged, seconds
            case otherFiles = "other_files"
        }
    }

    public init() {}

    enum CodingKeys: String, CodingKey {
        case listings, images, photos, seconds, understood
        case vanishedListings = "vanished_listings"
        case pricesFlagged = "prices_flagged"
        case duplicateGroups = "duplicate_groups"
        case largestGroup = "largest_group"
    }
}
