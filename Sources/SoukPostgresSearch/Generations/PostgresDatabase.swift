import Foundation
import SoukAnalysis
import SoukCatalog
import SoukSearch

/// What one PostgreSQL database holds of the generations: a schema each, and one row that names the one that serves.
final class PostgresDatabase: Sendable {
    let address: PostgresAddress
    /// Which part of the listings is here.
    let part: Shard
    let pool: PostgresPool
    let readers: PostgresReaders
    let control: ControlSchema

    /// How many connections a program takes at most.
    private static let connections = 16

    init(_ address: PostgresAddress, part: Shard) {
        (self.address, self.part) = (address, part)
        pool = PostgresPool(address, limit: Self.connections)
        readers = PostgresReaders(pool, connections: Self.connections)
        control = ControlSchema(name: address.namespace)
    }

    // MARK: What there is

    struct Record: Sendable {
        var name: String
        var schema: GenerationSchema
        /// nil while it is being built, and where it cannot be read.
        var manifest: IndexManifest?
        var isFinished: Bool
        var leftAt: Int?
        var isCurrent: Bool
    }

    /// Every generation, the oldest first; none where nothing was made yet.
    func records(on connection: PostgresConnection, locking: Bool = false) async throws -> [Record] {
        do {
            try await control.checkVersion(on: connection, at: address)
            if locking { try await connection.run("SELECT 1 FROM \(control.name).pointer FOR UPDATE") }
            return try await connection.run(
                """
                SELECT g.name, g.schema_name, g.manifest, g.left_at, g.name IS NOT DISTINCT FROM p.current
                FROM \(control.name).generations g CROSS JOIN \(control.name).pointer p ORDER BY g.number
                """
            ).map { row in
                let text = row.text(2)
                return Record(
                    name: row.text(0) ?? "", schema: GenerationSchema(name: row.text(1) ?? ""),
                    manifest: text.flatMap {
                        try? JSONDecoder().decode(IndexManifest.self, from: Data($0.utf8))
                    },
                    isFinished: text != nil, leftAt: row.int(3), isCurrent: row.bool(4) ?? false)
            }
        } catch let failure as PostgresFailure
            where [PostgresFailure.undefinedTable, PostgresFailure.undefinedSchema].contains(failure.state)
        {
            return []
        }
    }

    func finished() async throws -> [Record] {
        try await pool.run { try await self.records(on: $0).filter(\.isFinished) }
    }

    func known(_ name: String, among records: [Record]) throws(RetrievalError) -> Record {
        // Byte for byte: Swift's strings call some different names equal.
        if let record = records.first(where: { $0.name.utf8.elementsEqual(name.utf8) && $0.isFinished }) {
            return record
        }
        let others = records.filter(\.isFinished).map(\.name)
        throw .missing(
            path: "\(address.shown), generation \"\(name.prefix(60))\"",
            remedy: others.isEmpty
                ? "Build a generation first." : "Name a generation: \(others.joined(separator: ", ")).")
    }

    func list(_ check: GenerationCheck) async throws -> [SearchGeneration] {
        let records = try await finished()
        let target = records.filter { !$0.isCurrent }.max { ($0.leftAt ?? 0) < ($1.leftAt ?? 0) }
        var generations: [SearchGeneration] = []
        for record in records {
            var state = SearchGeneration(
                name: record.name, isCurrent: record.isCurrent,
                isRollbackTarget: record.leftAt != nil && record.name == target?.name,
                manifest: record.manifest)
            do {
                if record.manifest == nil { throw unreadable(record) }
                if check != .names { try await look(at: record, everything: check == .everything) }
            } catch {
                state.damage = "\(error)"
            }
            generations.append(state)
        }
        return generations
    }

    func current() async throws -> String? { try await finished().first(where: \.isCurrent)?.name }

    func open(_ name: String) async throws -> PostgresSearch {
        try await engine(try known(name, among: try await finished()))
    }

    private func unreadable(_ record: Record) -> RetrievalError {
        .damaged(
            path: "\(address.shown), generation \(record.name)", reason: "its manifest cannot be read",
            remedy: "Let another generation serve, or build anew.")
    }

    func engine(_ record: Record) async throws -> PostgresSearch {
        guard let manifest = record.manifest else { throw unreadable(record) }
        return try await pool.run { connection in
            do {
                try await self.checkVersions(of: record, on: connection)
                let rows = try await connection.run(
                    "SELECT model, secret, has_graph, listings, shard, shards FROM \(record.schema.state)")
                guard let row = rows.first, let model = row.text(0), let secret = row.text(1) else {
                    throw self.damaged(record, "its state is gone")
                }
                guard try JSONDecoder().decode(IndexModel.self, from: Data(model.utf8)) == manifest.model
                else { throw self.damaged(record, "manifest and tables name different models") }
                try self.checkPart(of: record, Shard(index: row.int(4) ?? 0, count: row.int(5) ?? 0))
                return PostgresSearch(
                    record.name,
                    [PostgresShard(record.schema, self.pool, self.readers, model: manifest.model)],
                    secret: secret,
                    hasGraph: (row.bool(2) ?? false) && (row.int(3) ?? 0) > VectorRetriever.exactLimit)
            } catch let failure as PostgresFailure
                where [PostgresFailure.undefinedTable, PostgresFailure.undefinedSchema].contains(
                    failure.state)
            {
                throw self.damaged(record, "its schema \(record.schema.name) is gone")
            }
        }
    }

    private func checkVersions(of record: Record, on connection: PostgresConnection) async throws {
        let rows = try await connection.run("SELECT schema, analysis FROM \(record.schema.state)")
        let (tables, words) = (rows.first?.int(0) ?? 0, rows.first?.int(1) ?? 0)
        guard tables == GenerationSchema.version else {
            throw damaged(
                record,
                "its tables are of version \(tables), and this program reads version \(GenerationSchema.version)"
            )
        }
        guard words == TextAnalyzer.version else {
            throw damaged(
                record,
                "its words are of version \(words) of the text analysis, and this program has version \(TextAnalyzer.version)"
            )
        }
    }

    /// A part that were taken for the whole, or for another one, would make answers silently short.
    private func checkPart(of record: Record, _ found: Shard?) throws(RetrievalError) {
        guard let found else { throw damaged(record, "it does not say which part of the listings it holds") }
        guard found != part else { return }
        throw .damaged(
            path: "\(address.shown), generation \(record.name)",
            reason:
                "it holds part \(found.index + 1) of \(found.count), and was named as part \(part.index + 1) of \(part.count)",
            remedy: "Name all addresses that the index was built in, in the same order.")
    }

    func damaged(_ record: Record, _ reason: String) -> RetrievalError {
        .damaged(
            path: "\(address.shown), generation \(record.name)", reason: reason,
            remedy: "Let an earlier generation serve again, or build anew.")
    }

    /// Whether a generation opens, and its tables agree.
    func look(at record: Record, everything: Bool) async throws {
        let engine = try await engine(record)
        guard everything else { return }
        let schema = record.schema
        let orphans = engine.model.fields.map {
            "(SELECT count(*) FROM \(schema.vectors($0)) v WHERE NOT EXISTS (SELECT 1 FROM \(schema.listings) l WHERE l.row_id = v.row_id))"
        }
        let rows = try await pool.run { connection in
            try await connection.run(
                """
                SELECT s.listings, (SELECT count(*) FROM \(schema.listings)),
                    (SELECT count(*) FROM \(schema.listings) JOIN \(schema.texts) USING (row_id)),
                    \((orphans + ["0"]).joined(separator: " + "))
                FROM \(schema.state) s
                """)
        }
        guard let row = rows.first, let counted = row.int(0) else {
            throw damaged(record, "its state is gone")
        }
        guard row.int(1) == counted, row.int(2) == counted, row.int(3) == 0 else {
            throw damaged(
                record,
                "it should hold \(counted) listings, and has \(row.int(1) ?? 0), \(row.int(2) ?? 0) texts, and \(row.int(3) ?? 0) vectors of none"
            )
        }
    }

    // MARK: Which one serves

    /// Whether a generation is whole.
    func look(at name: String) async throws {
        try await look(at: try known(name, among: try await finished()), everything: true)
    }

    /// Lets a generation serve that was looked at.
    func point(at name: String) async throws {
        try await pool.transaction(.write) { connection in
            let records = try await self.records(on: connection, locking: true)
            guard try !self.known(name, among: records).isCurrent else { return }
            try await self.point(at: name, on: connection, leaving: records.first(where: \.isCurrent)?.name)
        }
    }

    /// Lets a generation serve again; what served after it is no way back any more.
    func goBack(to name: String) async throws {
        try await pool.transaction(.write) { connection in
            let records = try await self.records(on: connection, locking: true)
            let record = try self.known(name, among: records)
            try await self.point(at: name, on: connection, leaving: nil)
            guard let left = record.leftAt else { return }
            try await connection.run(
                "UPDATE \(self.control.name).generations SET left_at = NULL WHERE left_at >= $1",
                [.int(left)])
        }
    }

    private func point(
        at name: String, on connection: PostgresConnection, leaving old: String?
    ) async throws {
        try await connection.run("UPDATE \(control.name).pointer SET current = $1", [.text(name)])
        try await connection.run(
            "UPDATE \(control.name).generations SET left_at = NULL WHERE name = $1", [.text(name)])
        guard let old else { return }
        try await connection.run(
            "UPDATE \(control.name).generations SET left_at = nextval('\(control.name).turns') WHERE name = $1",
            [.text(old)])
    }

    func drop(_ name: String) async throws {
        try await pool.transaction(.write) { connection in
            let record = try self.known(name, among: try await self.records(on: connection, locking: true))
            guard !record.isCurrent else {
                throw RetrievalError.request(
                    reason: "the generation \(name) serves", remedy: "Let another one serve first.")
            }
            try await self.remove(record, on: connection)
        }
    }

    /// Drops a part that no longer counts; one that is not there is no error, nor one that a pointer still names.
    func dropFollower(_ name: String) async throws {
        try await pool.transaction(.write) { connection in
            let records = try await self.records(on: connection, locking: true)
            for record in records where record.name == name { try await self.remove(record, on: connection) }
        }
    }

    /// By which the cursors of a generation are signed.
    func secret(of name: String) async throws -> String {
        let record = try known(name, among: try await finished())
        let rows = try await pool.run { try await $0.run("SELECT secret FROM \(record.schema.state)") }
        guard let secret = rows.first?.text(0) else { throw damaged(record, "its state is gone") }
        return secret
    }

    func remove(_ record: Record, on connection: PostgresConnection) async throws {
        try await connection.run("DROP SCHEMA IF EXISTS \(record.schema.name) CASCADE")
        try await connection.run(
            "DELETE FROM \(control.name).generations WHERE name = $1", [.text(record.name)])
    }

    func prunable(keeping count: Int) async throws -> [String] {
        guard count >= 0 else {
            throw RetrievalError.request(reason: "keeping \(count) generations", remedy: "Keep 0 or more.")
        }
        return try await list(.names).filter { !$0.isCurrent }.dropLast(count)
            .filter { !$0.isRollbackTarget }.map(\.name)
    }

    // MARK: Attachments

    func attach(_ name: String, _ bytes: Data, to generation: String) async throws {
        let record = try known(generation, among: try await finished())
        try await pool.run { [control] connection in
            try await connection.run(
                """
                INSERT INTO \(control.name).attachments (generation, name, bytes) VALUES ($1, $2, $3)
                ON CONFLICT (generation, name) DO UPDATE SET bytes = excluded.bytes
                """, [.text(record.name), .text(name), .bytes(Array(bytes))])
        }
    }

    func attachment(_ name: String, of generation: String) async throws -> Data? {
        let record = try known(generation, among: try await finished())
        return try await pool.run { [control] connection in
            try await connection.run(
                "SELECT bytes FROM \(control.name).attachments WHERE generation = $1 AND name = $2",
                [.text(record.name), .text(name)]
            ).first?.bytes(0).map { Data($0) }
        }
    }

    // MARK: Making

    /// Makes the tables that know the generations; a second time changes nothing.
    func prepare() async throws {
        try await pool.run { try await self.control.create(on: $0, at: self.address) }
    }

    /// A session that holds the lock of building, after what an earlier build left unfinished was cleared away.
    func buildLock(_ model: IndexModel) async throws -> PostgresConnection {
        try Self.check(model)
        try await prepare()
        let lock = try await PostgresConnection.open(address)
        do {
            let held = try await lock.run(
                "SELECT pg_try_advisory_lock(hashtext($1))", [.text("\(control.name) build")])
            guard held.first?.bool(0) == true else {
                throw RetrievalError.request(
                    reason: "another index is being built in \(address.shown)",
                    remedy: "Wait until it is done, or end that program.")
            }
            for left in try await records(on: lock) where !left.isFinished {
                try await remove(left, on: lock)
            }
            return lock
        } catch {
            throw pool.translated(error)
        }
    }

    func scratchShard(_ model: IndexModel, secret: String) async throws -> PostgresShard {
        try Self.check(model)
        try await prepare()
        let suffix = UUID().uuidString.lowercased().filter(\.isHexDigit).prefix(16)
        let schema = GenerationSchema(name: "\(control.name)_scratch_\(suffix)")
        try await pool.run { [control] connection in
            try await control.noteScratch(schema.name, on: connection)
            try await connection.transaction(.write) { connection in
                try await self.create(schema, model, secret: secret, on: connection)
                for statement in schema.indexes { try await connection.run(statement) }
            }
        }
        return PostgresShard(
            schema, pool, readers, model: model, scratch: ScratchSchema(schema.name, control, pool))
    }

    func create(
        _ schema: GenerationSchema, _ model: IndexModel, secret: String, on connection: PostgresConnection
    ) async throws {
        for statement in schema.create(model) { try await connection.run(statement) }
        let text = String(decoding: try JSONEncoder().encode(model), as: UTF8.self)
        try await connection.run(
            """
            INSERT INTO \(schema.state) (schema, analysis, version, model, rates, secret, has_graph, shard,
                shards, listings, title_words, description_words, category_words)
            VALUES ($1, $2, 0, $3, $4, $5, false, $6, $7, 0, 0, 0, 0)
            """,
            [
                .int32(Int32(GenerationSchema.version)), .int32(Int32(TextAnalyzer.version)), .text(text),
                .text(try GenerationState.text(.standard)), .text(secret), .int32(Int32(part.index)),
                .int32(Int32(part.count)),
            ])
    }

    private static func check(_ model: IndexModel) throws(RetrievalError) {
        guard (model.dimensions > 0) == !model.fields.isEmpty, (0...4_000).contains(model.dimensions) else {
            throw .request(
                reason: "an index of \(model.fields.count) vectors a listing, \(model.dimensions) wide",
                remedy: "Give both fields and up to 4,000 dimensions, or neither.")
        }
    }
}
