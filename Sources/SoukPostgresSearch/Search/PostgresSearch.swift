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
    /// Shards that let a search wait in vain.
    private let stalled = RecentFailures()
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
        return try await reading(until: request.deadline) { shards, deadline in
            var request = request
            request.deadline = deadline
            return try await SearchRun(engine: self, request: request, shards: shards).page()
        }
    }

    /// Does work on all shards, for as long as it takes.
    private func whole<Value: Sendable>(
        _ body: ([ShardConnection]) async throws -> Value
    ) async throws -> Value {
        do { return try await transactions.read(until: nil, body) } catch let fault as ShardFault {
            throw unavailable(fault.place, fault.cause)
        }
    }

    /// How long one of several shards may take for a search, or for the listings of a page: the most that any is given.
    private var shardDeadline: Duration { shards.map(\.pool.address.shardDeadline).max() ?? .zero }

    /// For people.
    private func part(_ number: Int) -> String { "part \(number + 1) of \(shards.count)" }

    /// Does work on all shards as they are at one moment, or, where the task tolerates it, on those that can be asked.
    private func reading<Value: Sendable>(
        until own: ContinuousClock.Instant?,
        _ body: ([ShardConnection], ContinuousClock.Instant?) async throws -> Value
    ) async throws -> Value {
        guard shards.count > 1 else {
            return try await transactions.read(until: own) { try await body($0, own) }
        }
        let tolerated = MissingParts.tolerated
        let waiting = tolerated == nil ? [] : stalled.numbers(within: shardDeadline)
        // Where all stalled, all are asked again.
        if waiting.count < shards.count { for number in waiting { tolerated?.add(part(number)) } }
        while true {
            let asked = shards.indices.filter { tolerated?.contains(part($0)) != true }
            let patience = ContinuousClock.now + shardDeadline
            let deadline = own.map { min($0, patience) } ?? patience
            do {
                return try await ShardTransactions(shards: asked.map { shards[$0] }).read(until: deadline) {
                    try await body($0, deadline)
                }
            } catch let fault as ShardFault {
                if let own, ContinuousClock.now >= own { throw RetrievalError.deadline }
                guard let tolerated, asked.count > 1 else {
                    throw unavailable(asked[fault.place], fault.cause)
                }
                if case RetrievalError.deadline = fault.cause { stalled.note(asked[fault.place]) }
                tolerated.add(part(asked[fault.place]))
            }
        }
    }

    /// Which server of a shard is asked.
    private enum Server { case primary, reader }

    /// Asks one shard of several; nil where it cannot be asked, and the task tolerates that.
    private func asking<Value: Sendable>(
        _ number: Int, _ server: Server = .primary,
        _ body: @escaping @Sendable (PostgresConnection) async throws -> Value
    ) async throws -> Value? {
        let shard = shards[number]
        @Sendable func ask(until deadline: ContinuousClock.Instant?) async throws -> Value {
            switch server {
            case .primary: try await shard.pool.run(until: deadline, body)
            case .reader: try await shard.readers.read(until: deadline, body)
            }
        }
        guard shards.count > 1 else { return try await ask(until: nil) }
        let tolerated = MissingParts.tolerated
        if tolerated?.contains(part(number)) == true { return nil }
        let deadline = ContinuousClock.now + shardDeadline
        do {
            return try await ShardConnection.within(deadline) { try await ask(until: deadline) }
        } catch {
            guard let fault = ShardFault.of(number, error) as? ShardFault else { throw error }
            guard let tolerated else { throw unavailable(number, fault.cause) }
            tolerated.add(part(number))
            return nil
        }
    }

    private func unavailable(_ number: Int, _ cause: any Error) -> RetrievalError {
        let path = shards[number].pool.address.shown
        guard case RetrievalError.database(_, let reason, let remedy) = cause else {
            return .unavailable(
                part: part(number), path: path,
                reason:
                    "no answer within \(shardDeadline / .seconds(1)) s. Look whether the server is overloaded, or its network stalls."
            )
        }
        return .unavailable(part: part(number), path: path, reason: "\(reason). \(remedy)")
    }

    public func fetch(_ ids: [String], _ fields: ListingFields) async throws -> [ListingID: IndexedListing] {
        guard !ids.isEmpty else { return [:] }
        var listings: [ListingID: IndexedListing] = [:]
        for (number, own) in grouped(ids, by: { $0 }) {
            let reader = shards[number].reader(fields)
            for one in try await asking(number, .reader, { try await reader.read(own, on: $0) }) ?? [] {
                listings[ListingID(one.listing.id)] = one.listing
            }
        }
        return listings
    }

    public func scan(_ request: ScanRequest) async throws -> ScanPage {
        try request.validate(capabilities)
        func page(_ shards: [ShardConnection]) async throws -> ScanPage {
            let retrieval = RetrievalRequest(
                filter: request.filter, order: request.order, limit: request.limit, cursor: request.cursor)
            return try await SearchRun(engine: self, request: retrieval, shards: shards).scan(
                request.order, request.fields)
        }
        guard request.mayBePartial, MissingParts.tolerated != nil else { return try await whole(page) }
        return try await reading(until: nil) { shards, _ in try await page(shards) }
    }

    public func state() async throws -> EngineState {
        let parts = try await whole { shards in
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
        let now = Int(Date().timeIntervalSince1970)
        var packed = PackedBytes(capacity: items.count * 256)
        packed.add(continuation)
        for item in items {
            packed.add(item.id)
            packed.add(item.note)
        }
        let bytes = packed.bytes
        // Old answers go now and then: looking for them costs more than they do.
        let isCleaning = UInt8.random(in: 0..<32) == 0
        while true {
            let token = UUID().uuidString
            let schema = shards[home(of: token)].schema
            let isKept: Void? = try await asking(home(of: token)) { connection in
                try await connection.run(
                    "INSERT INTO \(schema.answers) (token, made_at, items) VALUES ($1, $2, $3)",
                    [.text(token), .int(now), .bytes(bytes)], name: "\(schema.name) keep")
                guard isCleaning else { return }
                try await connection.run(
                    """
                    DELETE FROM \(schema.answers) WHERE made_at < $1 OR token IN (
                        SELECT token FROM \(schema.answers) ORDER BY number DESC OFFSET $2)
                    """, [.int(now - Self.lifetime), .int(Self.mostAnswers)],
                    name: "\(schema.name) forget")
            }
            // Another token has another home; the search that comes before found at least one that can be asked.
            if isKept != nil { return try cursors.seal(Position(token: token, offset: 0)) }
            try Task.checkCancellation()
        }
    }

    /// The shard that keeps an answer.
    private func home(of token: String) -> Int { Shard.number(of: token, among: shards.count) }

    public func page(_ cursor: String, limit: Int) async throws -> KeptPage {
        try capabilities.check(limit: limit)
        let position = try cursors.open(cursor, as: Position.self)
        let now = Int(Date().timeIntervalSince1970)
        let schema = shards[home(of: position.token)].schema
        let packed = try await asking(home(of: position.token)) { connection in
            try await connection.run(
                "SELECT items FROM \(schema.answers) WHERE token = $1 AND made_at >= $2",
                [.text(position.token), .int(now - Self.lifetime)], name: "\(schema.name) kept"
            ).first?.bytes(0)
        }
        guard let packed = packed ?? nil, position.offset >= 0 else {
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
            let schema = shards[number].schema
            let known = try await asking(number, .reader) { connection in
                try await connection.run(
                    "SELECT id FROM \(schema.listings) WHERE id = ANY ($1)", [.texts(own)],
                    name: "\(schema.name) there"
                ).map { Array(($0.text(0) ?? "").utf8) }
            }
            there.formUnion(known ?? [])
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
