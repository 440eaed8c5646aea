import Foundation
import SoukSearch

/// A generation that is being filled. It holds a lock of the session for as long: one build at a time in a namespace,
/// over threads and programs, and none is blocked by a program that died.
struct PostgresDraft: GenerationDraft {
    private let generations: PostgresGenerations
    private let record: PostgresGenerations.Record
    private let engine: PostgresSearch
    private let madeBy: String
    private let lock: PostgresConnection

    static func begin(
        _ model: IndexModel, madeBy: String, in generations: PostgresGenerations, lock: PostgresConnection
    ) async throws -> PostgresDraft {
        let control = generations.control
        let held = try await lock.run(
            "SELECT pg_try_advisory_lock(hashtext($1))", [.text("\(control.name) build")])
        guard held.first?.bool(0) == true else {
            throw RetrievalError.request(
                reason: "another index is being built in \(generations.address.shown)",
                remedy: "Wait until it is done, or end that program.")
        }
        for left in try await generations.records(on: lock) where !left.isFinished {
            try await generations.remove(left, on: lock)
        }
        let name = try await freshName(generations, on: lock)
        let schema = GenerationSchema(name: "\(control.name)_\(name.lowercased().replacing("-", with: "_"))")
        let secret = UUID().uuidString
        try await lock.transaction(.write) { connection in
            try await connection.run(
                "INSERT INTO \(control.name).generations (name, schema_name) VALUES ($1, $2)",
                [.text(name), .text(schema.name)])
            try await PostgresGenerations.create(schema, model, secret: secret, on: connection)
        }
        let engine = PostgresSearch(
            name, schema, generations.pool, model: model, secret: secret, hasGraph: false)
        let record = PostgresGenerations.Record(
            name: name, schema: schema, manifest: nil, isFinished: false, leftAt: nil, isCurrent: false)
        return PostgresDraft(
            generations: generations, record: record, engine: engine, madeBy: madeBy, lock: lock)
    }

    /// By the clock of the server, which all writers share.
    private static func freshName(
        _ generations: PostgresGenerations, on connection: PostgresConnection
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
