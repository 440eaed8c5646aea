public import Foundation

/// What to import, from where.
public struct ImportRequest: Sendable {
    /// The table of listings.
    public var listings: URL
    /// What the catalogue calls the table, by which it knows an earlier version of it; nil for its path.
    public var name: String?
    /// The table that says which photo belongs to which listing; nil when the listings name their
    /// photos themselves or the photos' names begin with the listing's id.
    public var images: URL?
    /// The folder of photos, searched with its subfolders.
    public var photos: URL?
    /// A JSON file that maps columns to fields, for tables whose columns are not recognised.
    public var mapping: URL?
    public var options: ImportOptions
    /// Where workers put what they cleaned ahead (``CleaningAhead``); nil where none did.
    public var cleanedAhead: URL?
    /// Gets photos that the tables name by address; nil where nobody is asked.
    public var fetch: PhotoFetch?

    /// Of a table that came by standard input, whose file is a copy for this once.
    public static let standardInput = "souk:standard-input"

    public init(
        listings: URL, images: URL? = nil, photos: URL? = nil, mapping: URL? = nil,
        options: ImportOptions = .init()
    ) {
        self.listings = listings
        self.images = images
        self.photos = photos
        self.mapping = mapping
        self.options = options
    }

    /// Reads the tables' headers and the mapping, and writes nothing: what would stop the import is told
    /// before there is a workspace.
    public func check() throws(CatalogError) {
        var table = try ListingTable(url: listings, options: options.tables)
        let first = try table.next()
        let names = table.columns + (first?.fields.map(\.name).filter { !table.columns.contains($0) } ?? [])
        _ = try ImportSource.given(self).completed(
            for: names, table: listings.path, base: table.format?.mapping)
        _ = try ImportSource.imageMapping(self)
        guard first == nil else { return }
        throw .table(
            path: listings.path, line: 1, reason: "there is a header and no listing below it",
            remedy: "Export the table again: an import of nothing would empty the workspace.")
    }
}

public struct ImportOptions: Sendable {
    public var cleaning: CleaningOptions
    /// How the table of listings is to be read.
    public var tables: TableOptions
    public var photoLimits: PhotoLimits
    /// Of the splits that are drawn at the end.
    public var splitSeed: UInt64
    /// What becomes of listings that an earlier version of the table had.
    public var missing = MissingListings.keep
    /// Who wins where the service changed a listing and the table changed it, too; nil for who wrote last.
    public var prefer: ChangedBy?

    public init(
        cleaning: CleaningOptions = .init(), tables: TableOptions = .init(),
        photoLimits: PhotoLimits = .init(),
        splitSeed: UInt64 = SplitKind.defaultSeed
    ) {
        self.cleaning = cleaning
        self.tables = tables
        self.photoLimits = photoLimits
        self.splitSeed = splitSeed
    }
}

/// What an import does with listings that its table has no more.
public enum MissingListings: String, CaseIterable, Sendable {
    /// They stay on sale.
    case keep
    /// They are taken off sale until the table has them again.
    case withdraw
}

/// Who changed a listing.
public enum ChangedBy: String, CaseIterable, Sendable, Codable {
    case table, service
}

/// The steps of an import, in their order.
public enum ImportPhase: String, CaseIterable, Sendable, Codable {
    case listings, images, fetching, photos, prices, duplicates, splits
}

/// How far a step has come.
public struct ImportProgress: Sendable {
    public var phase: ImportPhase
    /// Bytes of a table read, or photos looked at or asked for.
    public var done: Int
    public var total: Int
    /// Listings, rows or photos since the step began.
    public var items: Int
    /// Items a second since the step began.
    public var rate: Double
}
