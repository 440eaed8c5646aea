package import SoukCatalog
import Foundation
import GRDB
package import SoukSearch

extension ListingIndex {
    /// How many listings there are.
    package var count: Int {
        get throws(RetrievalError) { try read { db in try words.snapshot(db).count } }
    }

    /// What became of its files while it is open, each with its path. Searches go on by what was read of them.
    package var faults: [String] { words.faults + (vectors?.faults ?? []) }

    package var capabilities: EngineCapabilities { EngineCapabilities(model: model) }

    /// Hash of the model that the vectors are of.
    package var modelIdentity: String { model.identity }

    /// One listing with its vectors; nil when there is none of this id.
    package func listing(_ id: String) throws(RetrievalError) -> IndexedListing? {
        let found = try read { db in
            let documents = DocumentStore(db: db)
            return try documents.rowID(of: id).flatMap(documents.listing)
        }
        guard var listing = found?.listing else { return nil }
        for field in found?.fields ?? [] { listing.vectors[field] = try vector(id, field) }
        return listing
    }

    /// Listings by id with the fields that are asked for; those that are gone are left out.
    package func listings(
        _ ids: [String], _ fields: ListingFields = .description
    ) throws(RetrievalError) -> [ListingID: IndexedListing] {
        try read { db in
            let rows = try DocumentStore(db: db).rowIDs(of: ids)
            return Dictionary(
                try listings(rows, fields, db).map { (ListingID($0.id), $0) },
                uniquingKeysWith: { first, _ in first })
        }
    }

    /// Those of some rows, in their order; those that are gone are left out.
    func listings(
        _ rows: [Int64], _ fields: ListingFields, _ db: Database
    ) throws -> [IndexedListing] {
        let snapshot = try words.snapshot(db)
        let reader = ListingReader(
            documents: DocumentStore(db: db), store: try vectorStore(db), fields: fields)
        return try rows.compactMap { row in
            try snapshot.place(of: row).map { place in
                try reader.listing(
                    row, place.document, snapshot.layers[place.layer].segment.columns)
            }
        }
    }

    /// The words as the transaction sees the listings.
    func wordIndex(_ db: Database) throws -> WordIndex {
        WordIndex(snapshot: try words.snapshot(db), analyzer: words.analyzer)
    }

    func vectorStore(_ db: Database) throws -> VectorStore? {
        let version = try Settings.get(Settings.vectorVersion, as: Int.self, db) ?? 0
        return try vectors?.store(version: version)
    }

    /// A listing's vector, `[dimensions]`; nil when listing or channel are not there.
    package func vector(_ id: String, _ field: VectorField) throws(RetrievalError) -> [Float]? {
        guard let vectors else { return nil }
        return try read { db in
            guard let rowID = try DocumentStore(db: db).rowID(of: id) else { return nil }
            let version = try Settings.get(Settings.vectorVersion, as: Int.self, db) ?? 0
            return try vectors.store(version: version).vector(rowID, field)
        }
    }

    /// Exact numbers of the listings that match a filter.
    package func facets(
        _ filter: SearchFilter = SearchFilter(), _ request: FacetRequest = FacetRequest()
    ) throws(RetrievalError) -> FacetCounts {
        try filter.validate()
        try request.validate()
        return try read { db in try facets(filter, request, db) }
    }

    /// - Parameter rows: only these count; nil for all.
    func facets(
        _ filter: SearchFilter, _ request: FacetRequest, among rows: RowSet? = nil, _ db: Database
    ) throws -> FacetCounts {
        func count() throws -> FacetCounts {
            let (words, version, rates) = (try wordIndex(db), try Settings.version(db), try rates(db))
            return try FacetCounter(
                snapshot: words.snapshot, filter: filter, request: request, rates: rates
            ) { filter in
                let matching =
                    filter.isEmpty
                    ? nil : try self.matching.rows(filter, version: version, words: words, rates: rates, db)
                return rows.map { rows in matching.map(rows.intersection) ?? rows } ?? matching
            }.counts()
        }
        guard rows == nil else { return try count() }
        return try counted.counts(filter, request, version: Settings.version(db), count: count)
    }

    /// Whether a write came between two reads: what was computed from an older version is out of date.
    package var version: Int { get throws(RetrievalError) { try read(Settings.version) } }
}

/// Puts a listing together from its columns, with what else is asked for.
struct ListingReader {
    let documents: DocumentStore
    let store: VectorStore?
    let fields: ListingFields

    func listing(_ row: Int64, _ document: Int, _ columns: ListingColumns) throws -> IndexedListing {
        var listing = columns.listing(document)
        if fields.contains(.description) { listing.description = try documents.description(of: row) }
        if !fields.isDisjoint(with: .vectors) {
            for field in fields.vectorFields.intersection(columns.fields(document)) {
                listing.vectors[field] = store?.vector(row, field)
            }
        }
        return listing
    }
}
