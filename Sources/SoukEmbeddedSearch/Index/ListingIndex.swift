package import Foundation
import SoukCatalog
import GRDB
package import SoukSearch
import Synchronization

/// The searchable listings of one generation: words, vectors, filters and counts that always agree.
///
/// Any number of threads may read while one writes. Everything blocks its thread: call it off Swift's
/// cooperative pool. A write that returned is kept whatever happens to the program; one that was cut off
/// happened as a whole or not at all.
package final class ListingIndex: Sendable {
    package let folder: URL
    /// The generation's name: the folder's.
    package let generation: String
    package let model: IndexModel

    let pool: DatabasePool
    let vectors: VectorFieldStore?
    let words: WordStore
    let matching = MatchingRows()
    let counted = CountedFacets()
    let keptRates = KeptRates()
    let pricesWithoutRate = KeptByVersion<[String: Int]>()
    private let knownSize = Mutex<(version: Int, bytes: Int)?>(nil)
    let lock: WriteLock
    let cursors: SignedCursor
    let answers: KeptAnswers
    let onStep: @Sendable (WriteStep) -> Void

    /// Makes an empty index in a folder that is new or empty.
    package static func create(at folder: URL, model: IndexModel) throws(RetrievalError) -> ListingIndex {
        try create(at: folder, generation: folder.lastPathComponent, model: model)
    }

    static func create(
        at folder: URL, generation: String, model: IndexModel
    ) throws(RetrievalError) -> ListingIndex {
        guard (model.dimensions > 0) == !model.fields.isEmpty, model.dimensions <= 65_536 else {
            throw .request(
                reason: "an index of \(model.fields.count) vectors a listing, \(model.dimensions) wide",
                remedy: "Give both channels and dimensions, or neither.")
        }
        let file = IndexFiles(folder: folder).database
        guard !FileManager.default.fileExists(atPath: file.path) else {
            throw .request(reason: "\(folder.path) holds an index already", remedy: "Name a new folder.")
        }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            if !model.fields.isEmpty {
                _ = try VectorStore(
                    folder: IndexFiles(folder: folder).vectors, dimensions: model.dimensions,
                    fields: model.fields)
            }
            let queue = try DatabaseQueue(path: file.path)
            try queue.write { db in
                try IndexSchema.create(in: db)
                let encoded = String(decoding: try JSONEncoder().encode(model), as: UTF8.self)
                try Settings.set(Settings.model, encoded, db)
                try KeptRates.set(.standard, db)
                try Settings.set(Settings.schema, IndexSchema.version, db)
                try Settings.set(Settings.generation, generation, db)
                try Settings.set(Settings.secret, UUID().uuidString + UUID().uuidString, db)
            }
            try queue.close()
        } catch {
            throw RetrievalError(wrapping: error, path: folder.path)
        }
        let index = try ListingIndex(folder: folder)
        // It is going to be filled.
        do {
            try index.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA cache_size = -32768") }
        } catch { throw RetrievalError(wrapping: error, path: file.path) }
        return index
    }

    /// Opens the index in a folder, and finishes what a killed program left unfinished.
    ///
    /// - Throws: `missing`, `damaged` (another program's file, cut short, of another version), `io`.
    package static func open(_ folder: URL) throws(RetrievalError) -> ListingIndex {
        try ListingIndex(folder: folder)
    }

    init(
        folder: URL, onStep: @escaping @Sendable (WriteStep) -> Void = { _ in },
        wordSteps: FileSteps = .none
    ) throws(RetrievalError) {
        let files = IndexFiles(folder: folder)
        guard FileManager.default.fileExists(atPath: files.database.path) else {
            throw .missing(path: files.database.path, remedy: "Build a generation first.")
        }
        self.folder = folder
        self.onStep = onStep
        lock = try WriteLock(file: files.lock)
        do {
            pool = try DatabasePool(path: files.database.path, configuration: Self.configuration)
            try pool.keepTransactions()
            let identity = try pool.read(IndexIdentity.init)
            generation = identity.generation
            model = identity.model
            cursors = SignedCursor(secret: identity.secret, generation: identity.generation)
            vectors = try identity.openVectors(files)
            words = WordStore(folder: files.words, steps: wordSteps)
            answers = try KeptAnswers(file: files.answers)
        } catch {
            throw RetrievalError(wrapping: error, path: files.database.path)
        }
        _ = try read { db in try words.snapshot(db) }
        if try read({ db in try VectorJournal(db: db).isPending() }) {
            try lock.holding { () throws(RetrievalError) in try takeJournal() }
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "index"
        configuration.busyMode = .timeout(30)
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // In KiB, for each of a few connections: a search reads hundreds of listings, and SQLite's 2 MB hold few.
            // A reader's pages go with the next write of another; the writer's stay, in a service for ever.
            try db.execute(sql: "PRAGMA cache_size = \(db.configuration.readonly ? -32_768 : -8_192)")
        }
        return configuration
    }

    /// Bytes of all files; looked at once for each version.
    func size(at version: Int) -> Int {
        knownSize.withLock { known in
            if let known, known.version == version { return known.bytes }
            let bytes = FolderSize.bytes(folder)
            known = (version, bytes)
            return bytes
        }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(RetrievalError) -> Value {
        BlockingCalls.note("a read of the index")
        do { return try currentView(body) } catch { throw RetrievalError(wrapping: error, path: pool.path) }
    }

    /// Reads in a transaction; in a newer one where the words' files were merged since it began.
    func currentView<Value>(_ body: (Database) throws -> Value) throws -> Value {
        var missing: String?
        while true {
            do { return try pool.read(body) } catch let stale as StaleView {
                guard let path = stale.missing else { continue }
                guard path != missing else {
                    throw RetrievalError.damaged(
                        path: path, reason: "a file of words is gone", remedy: VectorSegment.remedy)
                }
                missing = path
            }
        }
    }
}

/// The files of a generation.
struct IndexFiles {
    let folder: URL

    var database: URL { folder.appendingPathComponent("index.sqlite") }
    var answers: URL { folder.appendingPathComponent("answers.sqlite") }
    var words: URL { folder.appendingPathComponent("words", isDirectory: true) }
    var vectors: URL { folder.appendingPathComponent("vectors", isDirectory: true) }
    var lock: URL { folder.appendingPathComponent("write.lock") }
    var manifest: URL { folder.appendingPathComponent("manifest.json") }
}

/// What the database says of itself.
struct IndexIdentity {
    var generation: String
    var model: IndexModel
    var secret: String
    var vectorVersion: Int

    init(_ db: Database) throws {
        func damaged(_ reason: String) -> DatabaseError {
            DatabaseError(resultCode: .SQLITE_CORRUPT, message: reason)
        }
        guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == IndexSchema.applicationID else {
            throw damaged("not an index of Souk")
        }
        let schema = try Settings.get(Settings.schema, as: Int.self, db)
        guard schema == IndexSchema.version else {
            let found = schema.map(String.init) ?? "none"
            throw damaged("of schema \(found), and this Souk reads \(IndexSchema.version)")
        }
        guard let generation = try Settings.get(Settings.generation, as: String.self, db),
            let secret = try Settings.get(Settings.secret, as: String.self, db),
            let text = try Settings.get(Settings.model, as: String.self, db),
            let model = try? JSONDecoder().decode(IndexModel.self, from: Data(text.utf8))
        else { throw damaged("it does not name its generation and model") }
        self.generation = generation
        self.model = model
        self.secret = secret
        vectorVersion = try Settings.get(Settings.vectorVersion, as: Int.self, db) ?? 0
    }

    /// nil for an index of words alone. A store begins empty where there is none, so its loss shows here.
    func openVectors(_ files: IndexFiles) throws -> VectorFieldStore? {
        guard !model.fields.isEmpty else { return nil }
        let manifest = files.vectors.appendingPathComponent(VectorManifest.fileName)
        guard FileManager.default.fileExists(atPath: manifest.path) else {
            throw RetrievalError.damaged(
                path: manifest.path, reason: "the vectors are gone",
                remedy: "Roll back to the generation before, or build a new one.")
        }
        return try VectorFieldStore(folder: files.vectors, model: model, version: vectorVersion)
    }
}
