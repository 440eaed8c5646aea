import Dispatch
import Foundation
import GRDB
import SoukAnalysis
import SoukSearch
import Synchronization

/// The words of a generation: immutable segments in files, which its database names, and in memory what changed since.
///
/// The database is the truth and the journal: it keeps the texts, and which rows changed in which version. Each
/// transaction has its snapshot; one that is missing is made from the last one and the rows that changed since, by
/// whoever asks first, in this program or another.
final class WordStore: Sendable {
    /// Neighbouring files are merged in passing up to this many documents; larger ones wait for `compact`.
    static let mergeLimit = 65_536
    /// Rows that are read and analysed together.
    private static let chunk = 16_384
    /// Snapshots that are kept for transactions that began before the last write.
    private static let keptSnapshots = 8

    private struct State {
        /// The newest last.
        var snapshots: [WordSnapshot] = []
    }

    private let folder: URL
    private let steps: FileSteps
    let analyzer = TextAnalyzer()
    private let state = Mutex(State())

    init(folder: URL, steps: FileSteps = .none) {
        self.folder = folder
        self.steps = steps
    }

    // MARK: Reading

    /// The words as a transaction sees the listings.
    ///
    /// - Throws: `StaleView` for a transaction that began before files were merged; begin another one.
    func snapshot(_ db: Database) throws -> WordSnapshot {
        let version = try Settings.version(db)
        return try state.withLock { state in
            if let known = state.snapshots.last(where: { $0.version == version }) { return known }
            guard state.snapshots.last.map({ $0.version < version }) ?? true else { throw StaleView() }
            let snapshot = try caughtUp(try base(state, db), to: version, db)
            if state.snapshots.count == Self.keptSnapshots { state.snapshots.removeFirst() }
            state.snapshots.append(snapshot)
            return snapshot
        }
    }

    /// What the last snapshot or the files hold, whichever is newer.
    private func base(_ state: State, _ db: Database) throws -> WordSnapshot {
        let sealed = try Settings.get(Settings.wordVersion, as: Int.self, db) ?? 0
        if let last = state.snapshots.last, last.version >= sealed { return last }
        let layers = try WordSegmentTable(db: db).names().map { name in
            do throws(RetrievalError) {
                return WordLayer(try WordSegment(url(name)), name: name)
            } catch {
                if case .missing = error { throw StaleView(missing: url(name).path) }
                throw error
            }
        }
        return WordSnapshot(layers: layers, version: sealed)
    }

    private func caughtUp(
        _ base: WordSnapshot, to version: Int, _ db: Database
    ) throws -> WordSnapshot {
        var snapshot = base
        let changes = WordChanges(db: db)
        var after: Int64?
        repeat {
            let rows = try changes.rows(since: base.version, after: after, limit: Self.chunk)
            let documents = AnalysedDocuments(rows.compactMap(\.stored), analyzer)
            snapshot = snapshot.changed(
                documents, removed: rows.filter { $0.stored == nil }.map(\.row), version: version,
                analyzer)
            after = rows.count == Self.chunk ? rows.last?.row : nil
        } while after != nil
        return snapshot
    }

    /// What is wrong with the files; they were read whole, so that searches do not need them.
    var faults: [String] {
        state.withLock { $0.snapshots.last?.layers.compactMap(\.segment.fault) ?? [] }
    }

    private func url(_ name: String) -> URL { folder.appending(path: name + ".words") }

    // MARK: Files

    /// Puts what is in memory into a file when there is much of it; the caller holds the index's lock.
    func sealIfLarge(_ pool: DatabasePool) throws {
        let snapshot = try pool.read { db in try self.snapshot(db) }
        guard snapshot.weightInMemory >= WordSnapshot.memoryLimit else { return }
        var first = snapshot.layers.firstIndex { $0.name == nil } ?? snapshot.layers.count
        var weight = snapshot.weightInMemory
        while first > 0, snapshot.layers[first - 1].weight <= 2 * weight,
            weight + snapshot.layers[first - 1].weight <= Self.mergeLimit
        {
            first -= 1
            weight += snapshot.layers[first].weight
        }
        try seal(snapshot, from: first, pool)
    }

    /// Merges everything into one file; the caller holds the index's lock.
    func compact(_ pool: DatabasePool) throws {
        let snapshot = try pool.read { db in try self.snapshot(db) }
        let isCompact =
            snapshot.layers.isEmpty
            || (snapshot.layers.count == 1 && snapshot.layers[0].name != nil
                && snapshot.layers[0].hiddenCount == 0)
        if isCompact { return }
        try seal(snapshot, from: 0, pool)
    }

    private func seal(_ snapshot: WordSnapshot, from first: Int, _ pool: DatabasePool) throws {
        do { try DurableFolder.create(folder) } catch {
            throw RetrievalError(wrapping: error, path: folder.path)
        }
        let name = "\(snapshot.version)-\(UUID().uuidString.prefix(8))"
        try snapshot.merged(from: first).write(to: url(name), steps: steps)
        let layer = WordLayer(try WordSegment(url(name)), name: name)
        let kept = snapshot.layers[..<first].compactMap(\.name)
        try pool.write { db in
            try WordSegmentTable(db: db).replace(by: kept + [name])
            try WordChanges(db: db).forget(until: snapshot.version)
            try Settings.set(Settings.wordVersion, snapshot.version, db)
        }
        state.withLock { state in
            state.snapshots = [snapshot.replacing(from: first, by: layer)]
        }
        removeAllBut(kept + [name])
    }

    /// What a killed program or a merge left behind.
    private func removeAllBut(_ names: [String]) {
        let kept = Set(names.map { url($0).lastPathComponent })
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        where !kept.contains(name) {
            let file = folder.appending(path: name)
            try? FileManager.default.removeItem(at: file)
            steps.reached(.removed, file)
        }
    }
}

/// A transaction that sees files which a merge has replaced since it began.
struct StaleView: Error {
    var missing: String?
}

/// Which files hold the words, the oldest first.
struct WordSegmentTable {
    let db: Database

    func names() throws -> [String] {
        try String.fetchAll(db, sql: "SELECT name FROM word_segments ORDER BY place")
    }

    func replace(by names: [String]) throws {
        try db.execute(sql: "DELETE FROM word_segments")
        for (place, name) in names.enumerated() {
            try db.execute(
                sql: "INSERT INTO word_segments (place, name) VALUES (?, ?)", arguments: [place, name])
        }
    }
}

/// Which rows changed and are in no file yet.
struct WordChanges {
    let db: Database

    /// Of the version that the transaction is going to be.
    func note(_ row: Int64) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO word_changes (row_id, version) VALUES (?, ?)
                ON CONFLICT (row_id) DO UPDATE SET version = excluded.version
                """
        ).execute(arguments: [row, try Settings.version(db) + 1])
    }

    func forget(until version: Int) throws {
        try db.execute(sql: "DELETE FROM word_changes WHERE version <= ?", arguments: [version])
    }

    /// Rows that changed after a version, in order, with what they hold now; nil for those that are gone.
    func rows(since version: Int, after row: Int64?, limit: Int) throws -> [(
        row: Int64, stored: StoredDocument?
    )] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT \(StoredDocument.columns), word_changes.row_id FROM word_changes
                    LEFT JOIN documents ON documents.row_id = word_changes.row_id
                    LEFT JOIN texts ON texts.row_id = word_changes.row_id
                    LEFT JOIN categories USING (category_id)
                    WHERE version > ? AND word_changes.row_id > ? ORDER BY word_changes.row_id LIMIT ?
                    """), arguments: [version, row ?? .min, limit])
        var found: [(row: Int64, stored: StoredDocument?)] = []
        var paths = CategoryPaths()
        while let row = try rows.next() {
            let isThere = !row.hasNull(atIndex: 0)
            found.append((row[row.count - 1], isThere ? StoredDocument(row, &paths) : nil))
        }
        return found
    }
}

extension AnalysedDocuments {
    /// Takes documents apart on all cores.
    init(_ documents: [StoredDocument], _ analyzer: TextAnalyzer) {
        self.init()
        let lanes = documents.count < 64 ? 1 : ProcessInfo.processInfo.activeProcessorCount
        guard lanes > 1 else {
            for document in documents {
                add(AnalysedDocument(document, analyzer))
            }
            return
        }
        let batch = 2_048
        for start in stride(from: 0, to: documents.count, by: batch) {
            let some = Array(documents[start..<min(start + batch, documents.count)])
            for document in Self.analysed(some, lanes: lanes, analyzer) { add(document) }
        }
    }

    private static func analysed(
        _ documents: [StoredDocument], lanes: Int, _ analyzer: TextAnalyzer
    ) -> [AnalysedDocument] {
        let parts = Mutex<[[AnalysedDocument]]>(Array(repeating: [], count: lanes))
        DispatchQueue.concurrentPerform(iterations: lanes) { lane in
            let range = documents.count * lane / lanes..<documents.count * (lane + 1) / lanes
            let part = documents[range].map { AnalysedDocument($0, analyzer) }
            parts.withLock { $0[lane] = part }
        }
        return parts.withLock { $0.flatMap { $0 } }
    }
}

extension AnalysedDocument {
    init(_ stored: StoredDocument, _ analyzer: TextAnalyzer) {
        self.init(stored.listing, fields: stored.fields, row: stored.rowID, analyzer)
    }
}
