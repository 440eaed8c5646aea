import Foundation
import SoukAnalysis
public import SoukCatalog
public import SoukSearch

/// One generation in a schema of a PostgreSQL database.
///
/// Reads run in transactions that see one state of the index; writers take turns. Any number of processes may read and
/// write one generation.
public final class PostgresSearch: SearchEngine {
    public let generation: String
    public let capabilities: EngineCapabilities
    public var answers: any RankedAnswers { self }

    let schema: GenerationSchema
    let pool: PostgresPool
    let cursors: SignedCursor
    let analyzer = TextAnalyzer()
    let vocabulary = Vocabulary()
    private let validation: ListingValidation
    /// Drops the schema with the last holder.
    private let scratch: ScratchSchema?

    init(
        _ generation: String, _ schema: GenerationSchema, _ pool: PostgresPool, model: IndexModel,
        secret: String, hasGraph: Bool, scratch: ScratchSchema? = nil
    ) {
        (self.generation, self.schema, self.pool, self.scratch) = (generation, schema, pool, scratch)
        capabilities = EngineCapabilities(model: model, hasExactVectors: !hasGraph)
        validation = ListingValidation(dimensions: model.dimensions, fields: model.fields)
        cursors = SignedCursor(secret: secret, generation: generation)
    }

    // MARK: Writing

    public func upsert(_ listings: [IndexedListing]) async throws {
        for listing in listings { try validation.check(listing) }
        guard !listings.isEmpty else { return }
        try await writing { writer in
            try await writer.upsert(
                listings.map { IncomingListing(listing: $0, touched: Set(VectorField.allCases)) })
        }
    }

    public func patch(_ id: String, _ patch: ListingPatch) async throws {
        try await writing { [validation, schema] writer in
            // The writers' turn comes first, so that nobody changes the listing between reading and writing it.
            _ = try await GenerationState.read(schema, locking: true, on: writer.connection)
            let reader = ListingReader(schema: schema, fields: .description)
            guard var listing = try await reader.read([id], on: writer.connection).first?.listing else {
                throw RetrievalError.unknownListing(id: id)
            }
            patch.apply(to: &listing)
            listing.vectors = patch.vectors.compactMapValues { $0 }
            try validation.check(listing)
            try await writer.upsert([IncomingListing(listing: listing, touched: Set(patch.vectors.keys))])
        }
    }

    @discardableResult public func delete(_ ids: [String]) async throws -> Int {
        guard !ids.isEmpty else { return 0 }
        return try await writing { try await $0.delete(ids) }
    }

    public func use(_ rates: ExchangeRates) async throws {
        let text = try GenerationState.text(rates)
        try await pool.transaction(.write) { [schema] connection in
            let state = try await GenerationState.read(schema, locking: true, on: connection)
            guard state.rates != rates else { return }
            var codes: [String] = []
            var factors: [Double] = []
            for code in [rates.base.code] + rates.rates.keys.sorted() {
                guard let factor = rates.factor(code) else { continue }
                codes.append(code)
                factors.append(factor)
            }
            // Half a penny goes up, as in `ExchangeRates.inBase`; prices are 0 or more.
            try await connection.run(
                """
                UPDATE \(schema.listings) SET comparable_price = floor(price * CASE WHEN currency IS NULL THEN 1
                    ELSE (SELECT factor FROM unnest($1::text[], $2::text[]::float8[]) AS given (code, factor)
                        WHERE code = currency COLLATE "C") END + 0.5)::bigint
                WHERE price IS NOT NULL
                """, [.texts(codes), .texts(factors.map { "\($0)" })])
            try await connection.run(
                "UPDATE \(schema.state) SET rates = $1, version = version + 1", [.text(text)])
        }
    }

    private func writing<Value: Sendable>(
        _ body: (ListingWriter) async throws -> Value
    ) async throws -> Value {
        try await pool.transaction(.write) { connection in
            try await body(
                ListingWriter(
                    schema: schema, model: model, analyzer: analyzer, vocabulary: vocabulary,
                    connection: connection))
        }
    }

    // MARK: Reading

    public func search(_ request: RetrievalRequest) async throws -> RetrievalPage {
        try request.validate(capabilities)
        try Task.checkCancellation()
        if let deadline = request.deadline, ContinuousClock.now >= deadline { throw RetrievalError.deadline }
        return try await pool.transaction(.read, until: request.deadline) { connection in
            try await RetrieverSearch(engine: self, request: request, connection: connection).page()
        }
    }

    public func fetch(_ ids: [String], _ fields: ListingFields) async throws -> [ListingID: IndexedListing] {
        guard !ids.isEmpty else { return [:] }
        let reader = ListingReader(schema: schema, fields: fields, known: model.fields)
        let found = try await pool.run { try await reader.read(ids, on: $0) }
        return Dictionary(
            found.map { (ListingID($0.listing.id), $0.listing) }, uniquingKeysWith: { first, _ in first })
    }

    public func scan(_ request: ScanRequest) async throws -> ScanPage {
        try request.validate(capabilities)
        return try await pool.transaction(.read) { connection in
            let search = RetrieverSearch(
                engine: self,
                request: RetrievalRequest(
                    filter: request.filter, order: request.order, limit: request.limit,
                    cursor: request.cursor), connection: connection)
            let (rows, next) = try await search.walk(request.order)
            let reader = ListingReader(schema: self.schema, fields: request.fields, known: self.model.fields)
            let listings = try await reader.read(rows: rows, on: connection)
            let byRow = Dictionary(
                listings.map { ($0.row, $0.listing) }, uniquingKeysWith: { first, _ in first })
            return ScanPage(listings: rows.compactMap { byRow[$0] }, next: next)
        }
    }

    public func state() async throws -> EngineState {
        try await pool.run { [schema] connection in
            let state = try await GenerationState.read(schema, on: connection)
            let size = try await connection.run(
                """
                SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c
                WHERE c.relnamespace = $1::text::regnamespace AND c.relkind = 'r'
                """, [.text(schema.name)], name: "size of a schema")
            return EngineState(
                listings: state.corpus.listings, size: size.first?.int(0), version: state.version,
                rates: state.rates)
        }
    }
}

extension PostgresSearch: RankedAnswers {
    static let lifetime = 3600
    static let mostAnswers = 1000

    private struct Position: Codable {
        var token: String
        var offset: Int
    }

    public func keep(_ items: [KeptResult], continuation: [UInt8]) async throws -> String {
        let (token, now) = (UUID().uuidString, Int(Date().timeIntervalSince1970))
        var packed = PackedBytes(capacity: items.count * 256)
        packed.add(continuation)
        for item in items {
            packed.add(item.id)
            packed.add(item.note)
        }
        let bytes = packed.bytes
        // Old answers go now and then: looking for them costs more than they do.
        let isCleaning = UInt8.random(in: 0..<32) == 0
        try await pool.run { [schema] connection in
            try await connection.run(
                "INSERT INTO \(schema.answers) (token, made_at, items) VALUES ($1, $2, $3)",
                [.text(token), .int(now), .bytes(bytes)], name: "\(schema.name) keep")
            guard isCleaning else { return }
            try await connection.run(
                """
                DELETE FROM \(schema.answers) WHERE made_at < $1 OR token IN (
                    SELECT token FROM \(schema.answers) ORDER BY made_at DESC, token DESC OFFSET $2)
                """, [.int(now - Self.lifetime), .int(Self.mostAnswers)], name: "\(schema.name) forget")
        }
        return try cursors.seal(Position(token: token, offset: 0))
    }

    public func page(_ cursor: String, limit: Int) async throws -> KeptPage {
        try capabilities.check(limit: limit)
        let position = try cursors.open(cursor, as: Position.self)
        let now = Int(Date().timeIntervalSince1970)
        return try await pool.run { [schema, cursors] connection in
            let rows = try await connection.run(
                "SELECT items FROM \(schema.answers) WHERE token = $1 AND made_at >= $2",
                [.text(position.token), .int(now - Self.lifetime)], name: "\(schema.name) kept")
            guard let packed = rows.first?.bytes(0), position.offset >= 0 else {
                throw RetrievalError.cursor(reason: "its answer is no longer kept")
            }
            let (kept, continuation) = try Self.unpacked(packed)
            let there = try await connection.run(
                "SELECT id FROM \(schema.listings) WHERE id = ANY ($1)", [.texts(kept.map(\.id))],
                name: "\(schema.name) there")
            let ids = Set(there.map { Array((($0.text(0)) ?? "").utf8) })
            var items: [KeptResult] = []
            for (offset, item) in kept.enumerated().dropFirst(position.offset)
            where ids.contains(Array(item.id.utf8)) {
                if items.count == limit {
                    let next = try cursors.seal(Position(token: position.token, offset: offset))
                    return KeptPage(items: items, next: next, continuation: continuation)
                }
                items.append(item)
            }
            return KeptPage(items: items, continuation: continuation)
        }
    }

    private static func unpacked(
        _ packed: [UInt8]
    ) throws(RetrievalError) -> (items: [KeptResult], continuation: [UInt8]) {
        var reader = PackedReader(packed)
        let continuation = try reader.list()
        var items: [KeptResult] = []
        while !reader.isAtEnd { items.append(KeptResult(id: try reader.text(), note: try reader.list())) }
        return (items, continuation)
    }
}
