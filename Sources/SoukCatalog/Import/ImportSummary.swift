/// What an import did.
public struct ImportSummary: Sendable, Codable, Equatable {
    public var listings = RowCounts()
    /// Rows of the images table.
    public var images = RowCounts()
    public var photos = PhotoCounts()
    /// What of both was cleaned ahead, and only taken up here.
    public var ahead = AheadCounts()
    /// Photos by address; nil where nobody was asked.
    public var fetched: FetchCounts?
    /// Listings that buyers saw and the table no longer has.
    public var missing = Missing()
    /// Listings that both the service and the table changed since the last import, and who won.
    public var conflicts = Conflicts()
    public var pricesFlagged = 0
    public var duplicateGroups = 0
    public var largestGroup = 0
    public var seconds = 0.0
    /// How the table of listings was understood.
    public var understood: ImportUnderstanding?

    /// At most so many ids are listed.
    public static let listed = 100

    public struct Missing: Sendable, Codable, Equatable {
        public var count = 0
        /// Whether they were taken off sale.
        public var areWithdrawn = false
        /// The first, sorted.
        public var ids: [String] = []

        public init() {}

        enum CodingKeys: String, CodingKey {
            case count, ids
            case areWithdrawn = "withdrawn"
        }
    }

    public struct Conflicts: Sendable, Codable, Equatable {
        public var wonByTable = 0
        public var wonByService = 0
        /// The first, in the table's order.
        public var ids: [String] = []

        public init() {}

        mutating func add(_ id: String, wonBy winner: ChangedBy) {
            if winner == .table { wonByTable += 1 } else { wonByService += 1 }
            if ids.count < ImportSummary.listed { ids.append(id) }
        }

        enum CodingKeys: String, CodingKey {
            case ids
            case wonByTable = "won_by_table"
            case wonByService = "won_by_service"
        }
    }

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

    public struct AheadCounts: Sendable, Codable, Equatable {
        public var rows = 0
        public var photos = 0

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
        case listings, images, photos, ahead, fetched, seconds, understood, missing, conflicts
        case pricesFlagged = "prices_flagged"
        case duplicateGroups = "duplicate_groups"
        case largestGroup = "largest_group"
    }
}
