import SoukSearch

/// Changes to vectors, checked and sorted by field: for each row its new vector, or nil for none.
struct VectorChanges {
    private(set) var rows: [VectorField: [Int64: [Float]?]] = [:]

    var isEmpty: Bool { rows.isEmpty }

    /// - Throws: `vector` naming the row.
    init(
        upserts: [VectorStore.Upsert], deletes: [VectorStore.Delete], dimensions: Int, fields: [VectorField]
    ) throws(RetrievalError) {
        for delete in deletes { rows[delete.field, default: [:]].updateValue(nil, forKey: delete.rowID) }
        for upsert in upserts {
            do { try VectorQuery.check(upsert.vector, dimensions: dimensions) } catch .vector(let reason) {
                throw .vector(reason: "row \(upsert.rowID), \(upsert.field): \(reason)")
            }
            rows[upsert.field, default: [:]].updateValue(upsert.vector, forKey: upsert.rowID)
        }
        for field in rows.keys where !fields.contains(field) {
            throw .vector(reason: "the index has no field \(field), only \(fields.map(\.rawValue))")
        }
    }
}
