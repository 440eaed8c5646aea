import Foundation
public import SoukCatalog
public import SoukSearch

/// One generation in a PostgreSQL database, or in several that share its listings.
///
/// Reads run in transactions that see one state of the index; writers take turns. Any number of processes may read and
/// write one generation.
public final class PostgresSearch: SearchEngine {
    public let generation: String
    public let capabilities: EngineCapabilities
    public var answers: any RankedAnswers { self }

    let shards: [PostgresShard]
    /// Of all shards; not filled where there is one.
    let merged = MergedVocabulary()
    let cursors: SignedCursor
    private let validation: ListingValidation

    var transactions: ShardTransactions { ShardTransactions(shards: shards) }

    init(
        _ generation: String, _ shards: [PostgresShard], secret: String, hasGraph: Bool
    ) {
        let model = shards[0].model
        (self.generation, self.shards) = (generation, shards)
        capabilities = EngineCapabilities(model: model, hasExactVectors: !hasGraph)
        validation = ListingValidation(dimensions: model.dimensions, fields: model.fields)
        cursors = SignedCursor(secret: secret, generation: generation)
        if shards.count > 1 {
            for shard in shards { shard.vocabulary.tell(merged) }
        }
    }

    /// Groups by the shard that a listing belongs to.
    private func grouped<Value>(_ values: [Value], by id: (Value) -> String) -> [Int: [Value]] {
        Dictionary(grouping: values) { Shard.number(of: id($0), among: shards.count) }
    }

    // MARK: Writing

    public func upsert(_ listings: [IndexedListing]) async throws {
        for listing in listings { try validation.check(listing) }
        guard !listings.isEmpty else { return }
        let parts = grouped(listings, by: \.id)
        _ = try await transactions.write(parts.keys.sorted()) { one in
            try await one.shard.writer(on: one.connection).upsert(
                (parts[one.number] ?? []).map {
                    IncomingListing(listing: $0, touched: Set(VectorField.allCases))
                })
        }
    }

    public func patch(_ id: String, _ patch: ListingPatch) async throws {
        let number = Shard.number(of: id, among: shards.count)
        _ = try await transactions.write([number]) { [validation] one in
            // The writers' turn comes first, so that nobody changes the listing between reading and writing it.
            _ = try await GenerationState.read(one.shard.schema, locking: true, on: one.connection)
            let reader = one.shard.reader(.description)
            guard var listing = try await reader.read([id], on: one.connection).first?.listing else {
                throw RetrievalError.unknownListing(id: id)
            }
            patch.apply(to: &listing)
            listing.vectors = patch.vectors.compactMapValues { $0 }
            try validation.check(listing)
            try await one.shard.writer(on: one.connection).upsert([
                IncomingListing(listing: listing, touched: Set(patch.vectors.keys))
            ])
        }
    }

    @discardableResult public func delete(_ ids: [String]) async throws -> Int {
        guard !ids.isEmpty else { return 0 }
        let parts = grouped(ids) { $0 }
        return try await transactions.write(parts.keys.sorted()) { one in
            try await one.shard.writer(on: one.connection).delete(parts[one.number] ?? [])
        }.reduce(0, +)
    }

    public func use(_ rates: ExchangeRates) async throws {
        _ = try await transactions.write(Array(shards.indices)) { one in
            try await one.shard.writer(on: one.connection).use(rates)
        }
    }

    // MARK: Reading

    public func search(_ request: RetrievalRequest) async throws -> RetrievalPage {
        try request.validate(capabilities)
        try Task.checkCancellation()
        if let deadline = request.deadline, ContinuousClock.now >= deadline { throw RetrievalError.deadline }
        return try await transactions.read(until: request.deadline) { shards in
            try await SearchRun(engine: self, request: request, shards: shards).page()
        }
    }

    public func fetch(_ ids: [String], _ fields: ListingFields) async throws -> [ListingID: IndexedListing] {
        guard !ids.isEmpty else { return [:] }
        var listings: [ListingID: IndexedListing] = [:]
        for (number, own) in grouped(ids, by: { $0 }) {
            let reader = shards[number].reader(fields)
            for one in try await shards[number].pool.run({ try await reader.read(own, on: $0) }) {
                listings[ListingID(one.listing.id)] = one.listing
            }
        }
        return listings
    }

    public func scan(_ request: ScanRequest) async throws -> ScanPage {
        try request.validate(capabilities)
        return try await transactions.read(until: nil) { shards in
            let retrieval = RetrievalRequest(
                filter: request.filter, order: request.order, limit: request.limit, cursor: request.cursor)
            return try await SearchRun(engine: self, request: retrieval, shards: shards).scan(
                request.order, request.fields)
        }
    }

    public func state() async throws -> EngineState {
        let parts = try await transactions.read(until: nil) { shards in
            try await shards.each { one in
                let state = try await GenerationState.read(one.shard.schema, on: one.connection)
                let size = try await one.connection.run(
                    """
                    SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c
                    WHERE c.relnamespace = $1::text::regnamespace AND c.relkind = 'r'
                    """, [.text(one.shard.schema.name)], name: "size of a schema")
                return EngineState(
                    listings: state.corpus.listings, size: size.first?.int(0), version: state.version,
                    rates: state.rates)
            }
        }
        return EngineState(
            listings: parts.reduce(0) { $0 + $1.listings }, size: parts.compactMap(\.size).reduce(0, +),
            version: parts.reduce(0) { $0 + $1.version }, rates: parts[0].rates)
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
        let home = home(of: token)
        let schema = home.schema
        try await home.pool.run { connection in
            try await connection.run(
                "INSERT INTO \(schema.answers) (token, made_at, items) VALUES ($1, $2, $3)",
                [.text(token), .int(now), .bytes(bytes)], name: "\(schema.name) keep")
            guard isCleaning else { return }
            try await connection.run(
                """
                DELETE FROM \(schema.answers) WHERE made_at < $1 OR token IN (
                    SELECT token FROM \(schema.answers) ORDER BY number DESC OFFSET $2)
                """, [.int(now - Self.lifetime), .int(Self.mostAnswers)], name: "\(schema.name) forget")
        }
        return try cursors.seal(Position(token: token, offset: 0))
    }

    /// The shard that keeps an answer.
    private func home(of token: String) -> PostgresShard {
        shards[Shard.number(of: token, among: shards.count)]
    }

    public func page(_ cursor: String, limit: Int) async throws -> KeptPage {
        try capabilities.check(limit: limit)
        let position = try cursors.open(cursor, as: Position.self)
        let now = Int(Date().timeIntervalSince1970)
        let home = home(of: position.token)
        let rows = try await home.pool.run { connection in
            try await connection.run(
                "SELECT items FROM \(home.schema.answers) WHERE token = $1 AND made_at >= $2",
                [.text(position.token), .int(now - Self.lifetime)], name: "\(home.schema.name) kept")
        }
        guard let packed = rows.first?.bytes(0), position.offset >= 0 else {
            throw RetrievalError.cursor(reason: "its answer is no longer kept")
        }
        let (kept, continuation) = try Self.unpacked(packed)
        let ids = try await there(kept.map(\.id))
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

    /// Those of some listings that were not deleted, by their bytes.
    private func there(_ ids: [String]) async throws -> Set<[UInt8]> {
        var there: Set<[UInt8]> = []
        for (number, own) in grouped(ids, by: { $0 }) {
            let (schema, pool) = (shards[number].schema, shards[number].pool)
            let rows = try await pool.run { connection in
                try await connection.run(
                    "SELECT id FROM \(schema.listings) WHERE id = ANY ($1)", [.texts(own)],
                    name: "\(schema.name) there")
            }
            there.formUnion(rows.map { Array(($0.text(0) ?? "").utf8) })
        }
        return there
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
