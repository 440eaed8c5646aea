import Foundation
import GRDB
package import SoukSearch

extension ListingIndex {
    /// Adds listings, or replaces those of the same id wholly, all or none; of one id given twice the last
    /// counts. A second time changes nothing.
    ///
    /// - Throws: `listing` for the first that cannot be indexed.
    package func upsert(_ listings: [IndexedListing]) throws(RetrievalError) {
        try fill(listings)
        try refreshWords()
    }

    /// As `upsert`, for an index that nobody searches yet: its words are taken in by the first search, or by `compact`.
    func fill(_ listings: [IndexedListing]) throws(RetrievalError) {
        let validation = ListingValidation(dimensions: model.dimensions, fields: model.fields)
        for listing in listings { try validation.check(listing) }
        guard !listings.isEmpty else { return }
        try write { db in
            let writer = ListingWriter(db: db)
            for listing in listings { try writer.upsert(listing) }
        }
    }

    /// Changes some fields of one listing.
    ///
    /// - Throws: `unknownListing`, and `listing` when it could not be indexed after the change.
    package func patch(_ id: String, _ patch: ListingPatch) throws(RetrievalError) {
        let validation = ListingValidation(dimensions: model.dimensions, fields: model.fields)
        try write { db in
            try ListingWriter(db: db).patch(id, patch, validation)
        }
        try refreshWords()
    }

    /// Takes listings out of every retriever, count and page at once; returns how many there were.
    @discardableResult package func delete(_ ids: [String]) throws(RetrievalError) -> Int {
        guard !ids.isEmpty else { return 0 }
        var deleted = 0
        try write { db in
            let writer = ListingWriter(db: db)
            deleted = try ids.reduce(0) { try $0 + (writer.delete($1) ? 1 : 0) }
        }
        try refreshWords()
        return deleted
    }

    /// Takes the words of a write in before anybody waits for them, and into a file where there are many.
    ///
    /// The write is kept already, and so is the index whole where a file cannot be written: the next write tries again.
    private func refreshWords() throws(RetrievalError) {
        guard try read({ db in try words.snapshot(db) }).weightInMemory >= WordSnapshot.memoryLimit else {
            return
        }
        try? lock.holding { () throws(RetrievalError) in
            do { try words.sealIfLarge(pool) } catch {
                throw RetrievalError(wrapping: error, path: folder.path)
            }
        }
    }

    /// One transaction over documents, words and the journal of vectors, then the vectors.
    func write(_ body: (Database) throws -> Void) throws(RetrievalError) {
        try lock.holding { () throws(RetrievalError) in
            do {
                try pool.write { db in
                    try body(db)
                    _ = try Settings.advance(db)
                    onStep(.changing)
                }
            } catch {
                throw RetrievalError(wrapping: error, path: pool.path)
            }
            onStep(.committed)
            try takeJournal()
        }
    }

    /// Brings the vector store up to what the documents say; the caller holds the lock.
    func takeJournal() throws(RetrievalError) {
        do {
            let (entries, version, taken) = try pool.read { db in
                (
                    try VectorJournal(db: db).entries(), try Settings.version(db),
                    try Settings.get(Settings.vectorVersion, as: Int.self, db) ?? 0
                )
            }
            guard let vectors, !entries.isEmpty else { return }
            _ = try vectors.store(version: taken)
            try vectors.take(entries, version: version)
            onStep(.applied)
            try pool.write { db in try VectorJournal(db: db).clear(version: version) }
            onStep(.cleared)
        } catch {
            throw RetrievalError(wrapping: error, path: folder.path)
        }
    }
}

/// Changes one listing everywhere, inside a transaction.
struct ListingWriter {
    let db: Database

    private var documents: DocumentStore { DocumentStore(db: db) }
    private var journal: VectorJournal { VectorJournal(db: db) }

    func upsert(_ listing: IndexedListing) throws {
        let old = try documents.rowID(of: listing.id).flatMap(documents.listing)
        let rowID = try save(listing, fields: Set(listing.vectors.keys))
        for (field, vector) in listing.vectors { try journal.note(rowID, field, vector) }
        for field in old?.fields ?? [] where listing.vectors[field] == nil {
            try journal.note(rowID, field, nil)
        }
    }

    func patch(_ id: String, _ patch: ListingPatch, _ validation: ListingValidation) throws {
        guard let old = try documents.rowID(of: id).flatMap(documents.listing) else {
            throw RetrievalError.unknownListing(id: id)
        }
        var listing = old.listing
        patch.apply(to: &listing)
        listing.vectors = patch.vectors.compactMapValues { $0 }
        try validation.check(listing)
        var fields = old.fields
        for (field, vector) in patch.vectors {
            if vector == nil { fields.remove(field) } else { fields.insert(field) }
            try journal.note(old.rowID, field, vector)
        }
        _ = try save(listing, fields: fields)
    }

    func delete(_ id: String) throws -> Bool {
        guard let old = try documents.rowID(of: id).flatMap(documents.listing) else { return false }
        try WordChanges(db: db).note(old.rowID)
        for field in old.fields { try journal.note(old.rowID, field, nil) }
        try documents.remove(old.rowID)
        return true
    }

    private func save(_ listing: IndexedListing, fields: Set<VectorField>) throws -> Int64 {
        let rowID = try documents.save(listing, fields: fields)
        try WordChanges(db: db).note(rowID)
        return rowID
    }
}

extension WordDocument {
    init(_ listing: IndexedListing) {
        self.init(
            title: listing.title, description: listing.description,
            categories: listing.categoryPath.joined(separator: " "))
    }
}
