import Foundation
import GRDB
import Synchronization
import SoukSearch

/// The vector store of a generation, kept in step with its documents.
///
/// The journal is the bridge: what a transaction notes there reaches the store afterwards, or when the index
/// is opened next. Another program may write, too: then the store is opened anew.
final class VectorFieldStore: Sendable {
    private struct Opened {
        var store: VectorStore
        var version: Int
    }

    private let folder: URL
    private let model: IndexModel
    private let opened: Mutex<Opened>

    init(folder: URL, model: IndexModel, version: Int) throws {
        self.folder = folder
        self.model = model
        opened = Mutex(Opened(store: try Self.open(folder, model), version: version))
    }

    /// The store, which has taken in at least what the documents name; newer is fine, for its rows are looked
    /// up among the documents.
    func store(version: Int) throws -> VectorStore {
        try opened.withLock { opened in
            if opened.version < version {
                opened = Opened(store: try Self.open(folder, model), version: version)
            }
            return opened.store
        }
    }

    /// What is wrong with the files.
    var faults: [String] { opened.withLock { $0.store.faults } }

    /// Takes the journal in, durably.
    func take(_ entries: [(rowID: Int64, field: VectorField, vector: [Float]?)], version: Int) throws {
        try opened.withLock { opened in
            try opened.store.apply(
                upserts: entries.compactMap { entry in
                    entry.vector.map { (rowID: entry.rowID, field: entry.field, vector: $0) }
                },
                deletes: entries.compactMap { $0.vector == nil ? (rowID: $0.rowID, field: $0.field) : nil })
            opened.version = version
        }
    }

    private static func open(_ folder: URL, _ model: IndexModel) throws -> VectorStore {
        try VectorStore(folder: folder, dimensions: model.dimensions, fields: model.fields)
    }
}
