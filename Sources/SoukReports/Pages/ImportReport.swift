public import SoukCatalog

/// What an import found, mended and refused, with examples.
public struct ImportReport: Sendable {
    /// The marketplace's name, or the table's.
    public var title: String
    public var listings: Verdicts
    public var photos: Verdicts
    /// Listings that buyers see: neither rejected, nor sold or taken off in another way.
    public var shownListings: Int?
    /// Listings by top-level category.
    public var categories: [String: Int]
    /// Asking prices in minor units.
    public var prices: [Int] = []
    /// Of the prices; nil when it is not known.
    public var currency: Currency?
    public var rules: [Rule] = []
    /// Every distinct verdict but `ok`, with how often it was given.
    public var reasons: [Reason] = []
    /// Groups of listings that are the same or nearly so, and have more than one member.
    public var duplicateGroups: Int?
    /// Photos before and after cleaning.
    public var contactSheet: ReportPhoto?
    /// How long the import took.
    public var seconds: Double?

    /// How many of each verdict.
    public struct Verdicts: Sendable {
        public var ok: Int
        public var repaired: Int
        public var rejected: Int

        public init(ok: Int, repaired: Int, rejected: Int) {
            self.ok = ok
            self.repaired = repaired
            self.rejected = rejected
        }

        public var total: Int { ok + repaired + rejected }
    }

    /// A cleaning rule that fired.
    public struct Rule: Sendable {
        public var name: String
        public var count: Int
        public var examples: [Example]

        public struct Example: Sendable {
            public var before: String
            public var after: String

            public init(before: String, after: String) {
                self.before = before
                self.after = after
            }
        }

        public init(name: String, count: Int, examples: [Example] = []) {
            self.name = name
            self.count = count
            self.examples = examples
        }
    }

    /// A verdict in words.
    public struct Reason: Sendable {
        /// `listing` or `photo`.
        public var item: String
        public var verdict: String
        public var count: Int

        public init(item: String, verdict: String, count: Int) {
            self.item = item
            self.verdict = verdict
            self.count = count
        }
    }

    public init(title: String, listings: Verdicts, photos: Verdicts, categories: [String: Int]) {
        self.title = title
        self.listings = listings
        self.photos = photos
        self.categories = categories
    }
}
