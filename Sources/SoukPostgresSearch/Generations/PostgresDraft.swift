import Foundation
import SoukSearch

/// A generation that is being filled. It holds a lock of the session for as long: one build at a time in a namespace,
/// over threads and programs, and none is blocked by a program that died.
struct PostgresDraft: GenerationDraft {
    private let generations: PostgresDatabase
    private let record: PostgresDatabase.Record
    private let engine: PostgresSearch
    private let madeBy: String
    private let lock: PostgresConnection

    /// - Parameter lock: from ``PostgresDatabase/buildLock(_:)``.
    static func begin(
        _ model: IndexModel, madeBy: String, in generations: PostgresDatabase, lock: PostgresConnection,
        name: String, secret: String
    ) async throws -> PostgresDraft {
        let control = generations.control
        let schema = GenerationSchema(name: "\(control.name)_\(name.lowercased().replacing("-", with: "_"))")
        try await lock.transaction(.write) { connection in
            try await connection.run(
                "INSERT INTO \(control.name).generations (name, schema_name) VALUES ($1, $2)",
                [.text(name), .text(schema.name)])
            try await generations.create(schema, model, secret: secret, on: connection)
        }
        let engine = PostgresSearch(
            name, [PostgresShard(schema, generations.pool, generations.readers, model: model)],
            secret: secret, hasGraph: false)
        let record = PostgresDatabase.Record(
            name: name, schema: schema, manifest: nil, isFinished: false, leftAt: nil, isCurrent: false)
        return PostgresDraft(
            generations: generations, record: record, engine: engine, madeBy: madeBy, lock: lock)
    }

    /// By the clock of the server, which all writers share.
    static func freshName(
        _ generations: PostgresDatabase, on connection: PostgresConnection
    ) async throws -> String {
        let clock = try await connection.run("SELECT (extract(epoch FROM now()) * 1000)::bigint")
        let others = try await generations.records(on: connection).map(\.name)
        return GenerationName.next(at: clock.first?.int(0) ?? 0, after: others)
    }

    func add(_ listings: [IndexedListing]) async throws { try await engine.upsert(listings) }

    func finish() async throws -> SearchGeneration {
        let (schema, model) = (record.schema, engine.model)
        let state = try await engine.state()
        let manifest = IndexManifest(
            generation: record.name, schema: GenerationSchema.version, model: model, count: state.listings,
            madeBy: madeBy, madeAt: Int(Date().timeIntervalSince1970))
        let text = String(decoding: try JSONEncoder().encode(manifest), as: UTF8.self)
        do {
            for statement in schema.indexes + schema.graphs(model) { try await lock.run(statement) }
            for table in [schema.listings, schema.texts, schema.vocabulary] + model.fields.map(schema.vectors)
            {
                try await lock.run("VACUUM (ANALYZE) \(table)")
            }
            try await lock.transaction(.write) { [generations, record] connection in
                try await connection.run(
                    "UPDATE \(schema.state) SET has_graph = $1", [.bool(!model.fields.isEmpty)])
                try await connection.run(
                    "UPDATE \(generations.control.name).generations SET manifest = $1 WHERE name = $2",
                    [.text(text), .text(record.name)])
            }
            try await lock.run("SELECT pg_advisory_unlock_all()")
        } catch {
            throw generations.pool.translated(error)
        }
        return SearchGeneration(name: record.name, manifest: manifest)
    }

    func cancel() async {
        // Nothing counts before `finish`; what is left behind goes with the next build.
        let (generations, record, lock) = (generations, record, lock)
        await Task {
            try? await generations.remove(record, on: lock)
            _ = try? await lock.run("SELECT pg_advisory_unlock_all()")
        }.value
    }
}
