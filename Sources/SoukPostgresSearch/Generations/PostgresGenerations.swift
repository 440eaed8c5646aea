public import Foundation
import SoukAnalysis
import SoukCatalog
public import SoukSearch

/// Generations in a PostgreSQL database: a schema each, and one row that names the one that serves.
public final class PostgresGenerations: SearchGenerations {
    public let address: PostgresAddress
    let pool: PostgresPool
    let control: ControlSchema

    /// How many connections a program takes at most.
    private static let connections = 16

    public init(_ address: PostgresAddress) {
        self.address = address
        pool = PostgresPool(address, limit: Self.connections)
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

    private func finished() async throws -> [Record] {
        try await pool.run { try await self.records(on: $0).filter(\.isFinished) }
    }

    private func known(_ name: String, among records: [Record]) throws(RetrievalError) -> Record {
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

    public func list(_ check: GenerationCheck) async throws -> [SearchGeneration] {
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

    public func current() async throws -> String? { try await finished().first(where: \.isCurrent)?.name }

    public func open(_ name: String) async throws -> any SearchEngine {
        let record = try known(name, among: try await finished())
        return try await engine(record)
    }

    private func unreadable(_ record: Record) -> RetrievalError {
        .damaged(
            path: "\(address.shown), generation \(record.name)", reason: "its manifest cannot be read",
            remedy: "Let another generation serve, or build anew.")
    }

    private func engine(_ record: Record) async throws -> PostgresSearch {
        guard let manifest = record.manifest else { throw unreadable(record) }
        return try await pool.run { connection in
            let rows: PostgresRows
            do {
                rows = try await connection.run(
                    "SELECT schema, analysis, model, secret, has_graph, listings FROM \(record.schema.state)")
            } catch let failure as PostgresFailure
                where [PostgresFailure.undefinedTable, PostgresFailure.undefinedSchema].contains(
                    failure.state)
            {
                throw self.damaged(record, "its schema \(record.schema.name) is gone")
            }
            guard let row = rows.first, let model = row.text(2), let secret = row.text(3) else {
                throw self.damaged(record, "its state is gone")
            }
            guard row.int(0) == GenerationSchema.version else {
                throw self.damaged(
                    record,
                    "its tables are of version \(row.int(0) ?? 0), and this program reads version \(GenerationSchema.version)"
                )
            }
            guard row.int(1) == TextAnalyzer.version else {
                throw self.damaged(
                    record,
                    "its words are of version \(row.int(1) ?? 0) of the text analysis, and this program has version \(TextAnalyzer.version)"
                )
            }
            guard try JSONDecoder().decode(IndexModel.self, from: Data(model.utf8)) == manifest.model else {
                throw self.damaged(record, "manifest and tables name different models")
            }
            return PostgresSearch(
                record.name, record.schema, self.pool, model: manifest.model, secret: secret,
                hasGraph: (row.bool(4) ?? false) && (row.int(5) ?? 0) > VectorRetriever.exactLimit)
        }
    }

    private func damaged(_ record: Record, _ reason: String) -> RetrievalError {
        .damaged(
            path: "\(address.shown), generation \(record.name)", reason: reason,
            remedy: "Let an earlier generation serve again, or build anew.")
    }

    /// Whether a generation opens, and its tables agree.
    private func look(at record: Record, everything: Bool) async throws {
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

    public func activate(_ name: String) async throws {
        let record = try known(name, among: try await finished())
        try await look(at: record, everything: true)
        try await pool.transaction(.write) { connection in
            let records = try await self.records(on: connection, locking: true)
            guard try !self.known(name, among: records).isCurrent else { return }
            try await self.point(at: name, on: connection, leaving: records.first(where: \.isCurrent)?.name)
        }
    }

    @discardableResult public func rollBack() async throws -> String {
        let left = try await finished().filter { $0.leftAt != nil && !$0.isCurrent }
            .sorted { ($0.leftAt ?? 0) > ($1.leftAt ?? 0) }
        for record in left {
            guard (try? await look(at: record, everything: true)) != nil else { continue }
            return try await pool.transaction(.write) { connection in
                let records = try await self.records(on: connection, locking: true)
                _ = try self.known(record.name, among: records)
                try await self.point(at: record.name, on: connection, leaving: nil)
                // What served after it is no way back any more.
                try await connection.run(
                    "UPDATE \(self.control.name).generations SET left_at = NULL WHERE left_at >= $1",
                    [.int(record.leftAt ?? 0)])
                return record.name
            }
        }
        throw RetrievalError.missing(
            path: address.shown, remedy: "No earlier generation is left to go back to; build a new one.")
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

    public func drop(_ name: String) async throws {
        try await pool.transaction(.write) { connection in
            let record = try self.known(name, among: try await self.records(on: connection, locking: true))
            guard !record.isCurrent else {
                throw RetrievalError.request(
                    reason: "the generation \(name) serves", remedy: "Let another one serve first.")
            }
            try await self.remove(record, on: connection)
        }
    }

    func remove(_ record: Record, on connection: PostgresConnection) async throws {
        try await connection.run("DROP SCHEMA IF EXISTS \(record.schema.name) CASCADE")
        try await connection.run(
            "DELETE FROM \(control.name).generations WHERE name = $1", [.text(record.name)])
    }

    @discardableResult public func prune(keeping count: Int) async throws -> [String] {
        guard count >= 0 else {
            throw RetrievalError.request(reason: "keeping \(count) generations", remedy: "Keep 0 or more.")
        }
        let old = try await list(.names).filter { !$0.isCurrent }.dropLast(count)
            .filter { !$0.isRollbackTarget }
        for generation in old { try await drop(generation.name) }
        return old.map(\.name)
    }

    // MARK: Attachments

    public func attach(_ name: String, _ bytes: Data, to generation: String) async throws {
        let record = try known(generation, among: try await finished())
        try await pool.run { [control] connection in
            try await connection.run(
                """
                INSERT INTO \(control.name).attachments (generation, name, bytes) VALUES ($1, $2, $3)
                ON CONFLICT (generation, name) DO UPDATE SET bytes = excluded.bytes
                """, [.text(record.name), .text(name), .bytes(Array(bytes))])
        }
    }

    public func attachment(_ name: String, of generation: String) async throws -> Data? {
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
    public func prepare() async throws {
        try await pool.run { try await self.control.create(on: $0, at: self.address) }
    }

    public func begin(_ model: IndexModel, madeBy: String) async throws -> any GenerationDraft {
        try Self.check(model)
        try await prepare()
        let lock = try await PostgresConnection.open(address)
        do {
            return try await PostgresDraft.begin(model, madeBy: madeBy, in: self, lock: lock)
        } catch {
            throw pool.translated(error)
        }
    }

    public func scratch(_ model: IndexModel) async throws -> any SearchEngine {
        try Self.check(model)
        try await prepare()
        let suffix = UUID().uuidString.lowercased().filter(\.isHexDigit).prefix(16)
        let schema = GenerationSchema(name: "\(control.name)_scratch_\(suffix)")
        let secret = UUID().uuidString
        try await pool.run { [control] connection in
            try await control.noteScratch(schema.name, on: connection)
            try await connection.transaction(.write) { connection in
                try await Self.create(schema, model, secret: secret, on: connection)
                for statement in schema.indexes { try await connection.run(statement) }
            }
        }
        return PostgresSearch(
            schema.name, schema, pool, model: model, secret: secret, hasGraph: false,
            scratch: ScratchSchema(schema.name, control, pool))
    }

    static func create(
        _ schema: GenerationSchema, _ model: IndexModel, secret: String, on connection: PostgresConnection
    ) async throws {
        for statement in schema.create(model) { try await connection.run(statement) }
        let text = String(decoding: try JSONEncoder().encode(model), as: UTF8.self)
        try await connection.run(
            """
            INSERT INTO \(schema.state) (schema, analysis, version, model, rates, secret, has_graph, listings,
                title_words, description_words, category_words)
            VALUES ($1, $2, 0, $3, $4, $5, false, 0, 0, 0, 0)
            """,
            [
                .int32(Int32(GenerationSchema.version)), .int32(Int32(TextAnalyzer.version)), .text(text),
                .text(try GenerationState.text(.standard)), .text(secret),
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
