public import Foundation
import Synchronization
public import SoukSearch

/// The vectors of an index on disk: immutable segments, and a manifest that says which of them count.
///
/// Every change writes a new segment and then replaces the manifest, so that a kill at any moment leaves the
/// state before or after it. Searches look at a snapshot and never wait for changes. One writer at a time; a
/// change by another process is seen when the store is opened again.
public final class VectorStore: Sendable {
    package let folder: URL
    package let dimensions: Int
    package let fields: [VectorField]
    package let plan: VectorPlan

    private let state: Mutex<State>
    private let writing = Mutex(())
    private let steps: FileSteps

    private struct State {
        var manifest: VectorManifest
        var snapshot: VectorSnapshot
    }

    /// A new vector of a row's field: `[dimensions]`, finite numbers.
    public typealias Upsert = (rowID: Int64, field: VectorField, vector: [Float])
    /// A row's field that loses its vector.
    public typealias Delete = (rowID: Int64, field: VectorField)

    /// Opens the store in a folder, or makes one where there is none.
    ///
    /// - Throws: `damaged` when a file is not what was written, or is of other dimensions; `io`.
    public convenience init(
        folder: URL, dimensions: Int, fields: [VectorField] = VectorField.allCases,
        plan: VectorPlan = VectorPlan()
    ) throws(RetrievalError) {
        try self.init(folder: folder, dimensions: dimensions, fields: fields, plan: plan, steps: .none)
    }

    init(
        folder: URL, dimensions: Int, fields: [VectorField], plan: VectorPlan, steps: FileSteps
    ) throws(RetrievalError) {
        self.folder = folder
        self.dimensions = dimensions
        self.fields = fields
        self.plan = plan
        self.steps = steps
        let files = VectorFiles(folder: folder, dimensions: dimensions, plan: plan, steps: steps)
        let (manifest, snapshot) = try files.open()
        state = Mutex(State(manifest: manifest, snapshot: snapshot))
    }

    /// How many rows have a vector of this field.
    package func count(_ field: VectorField) -> Int { snapshot().count(field) }

    /// `[dimensions]`, as it was given.
    package func vector(_ rowID: Int64, _ field: VectorField) -> [Float]? { snapshot().vector(rowID, field) }

    /// The rows whose vectors have the greatest products with the query's, the best first.
    ///
    /// - Parameters:
    ///   - query: `[dimensions]`
    ///   - field: Which of a listing's vectors are compared.
    ///   - allowed: Only these rows; nil for all.
    ///   - limit: At most so many hits.
    /// - Throws: `vector` for a query of the wrong width, or with numbers that are not finite.
    public func search(
        _ query: [Float], field: VectorField, allowed: RowSet? = nil, limit: Int
    ) throws(RetrievalError) -> [VectorHit] {
        try search(query, field: field, allowed: allowed, limit: limit, plan: plan)
    }

    /// All rows whose vectors' cosine with the query's is at least so much.
    ///
    /// - Parameter query: `[dimensions]`
    /// - Throws: as ``search(_:field:allowed:limit:)``.
    func rows(near query: [Float], field: VectorField, atLeast least: Float) throws(RetrievalError) -> RowSet
    {
        snapshot().rows(near: try VectorQuery(query, dimensions: dimensions), field: field, atLeast: least)
    }

    /// The cosines of rows with the query, in their order; nil for a row without a vector of the field.
    ///
    /// - Parameter query: `[dimensions]`
    /// - Throws: as ``search(_:field:allowed:limit:)``.
    func similarities(of rows: [Int64], to query: [Float], field: VectorField) throws(RetrievalError)
        -> [Float?]
    {
        let (snapshot, query) = (snapshot(), try VectorQuery(query, dimensions: dimensions))
        return rows.map { snapshot.similarity(of: $0, to: query, field) }
    }

    /// The same by another plan than the store's.
    public func search(
        _ query: [Float], field: VectorField, allowed: RowSet? = nil, limit: Int, plan: VectorPlan
    ) throws(RetrievalError) -> [VectorHit] {
        snapshot().search(
            try VectorQuery(query, dimensions: dimensions), field: field, allowed: allowed, limit: limit,
            plan: plan)
    }

    /// Takes vectors out, then puts vectors in, all or none; durable, and visible to every later search.
    ///
    /// Of a row and field given twice the last counts. The same change a second time makes no difference.
    /// - Throws: `vector` before anything is changed; `io`, and then the change may or may not have happened.
    public func apply(upserts: [Upsert], deletes: [Delete] = []) throws(RetrievalError) {
        let changes = try VectorChanges(
            upserts: upserts, deletes: deletes, dimensions: dimensions, fields: fields)
        guard !changes.isEmpty else { return }
        try change { (files, manifest, snapshot) throws(RetrievalError) in
            try files.append(changes, to: manifest, snapshot)
        }
    }

    /// Merges all segments of each field into one, and gives large ones a graph; seconds to minutes.
    public func compact() throws(RetrievalError) {
        try change { (files, manifest, snapshot) throws(RetrievalError) in
            try files.compact(manifest, snapshot)
        }
    }

    /// What is wrong with the files.
    var faults: [String] { snapshot().faults }

    private func snapshot() -> VectorSnapshot { state.withLock(\.snapshot) }

    private func change(
        _ body: (VectorFiles, VectorManifest, VectorSnapshot) throws(RetrievalError) -> VectorManifest
    ) throws(RetrievalError) {
        try writing.withLock { (_) throws(RetrievalError) in
            let files = VectorFiles(folder: folder, dimensions: dimensions, plan: plan, steps: steps)
            var (manifest, snapshot) = state.withLock { ($0.manifest, $0.snapshot) }
            if try VectorManifest.read(folder) != manifest { (manifest, snapshot) = try files.open() }
            let changed = try body(files, manifest, snapshot)
            try changed.write(folder, steps: steps)
            let next = try files.snapshot(of: changed, reusing: snapshot)
            state.withLock { $0 = State(manifest: changed, snapshot: next) }
            files.removeAllBut(changed)
        }
    }
}
