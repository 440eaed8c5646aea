public import Foundation
import SoukCatalog
public import SoukSearch

/// Generations in a PostgreSQL database, or in several that share the listings by a hash of their ids.
///
/// Of several the first database decides: a generation counts when it is finished there, which happens last, and the pointer there
/// names the one that serves. The other databases' pointers follow beforehand, so that activating is one commit:
/// everywhere or nowhere. What a program that died left halfway is told by ``differences()``.
public final class PostgresGenerations: SearchGenerations {
    let shards: [PostgresDatabase]

    private var first: PostgresDatabase { shards[0] }

    public convenience init(_ address: PostgresAddress) {
        self.init([PostgresDatabase(address, part: .whole)])
    }

    private init(_ shards: [PostgresDatabase]) { self.shards = shards }

    /// - Throws: `request` for no address, or one that is given twice.
    public convenience init(_ addresses: [PostgresAddress]) throws(RetrievalError) {
        for (place, address) in addresses.enumerated()
        where addresses[..<place].contains(where: {
            ($0.connection, $0.namespace) == (address.connection, address.namespace)
        }) {
            throw .request(
                reason: "the address \(address.shown) is given twice",
                remedy: "Give each part of the index once.")
        }
        var shards: [PostgresDatabase] = []
        for (place, address) in addresses.enumerated() {
            guard let part = Shard(index: place, count: addresses.count) else { continue }
            shards.append(PostgresDatabase(address, part: part))
        }
        guard !shards.isEmpty else {
            throw .request(reason: "an index in no database", remedy: "Give one address or more.")
        }
        self.init(shards)
    }

    /// Of all, in their order.
    public var addresses: [PostgresAddress] { shards.map(\.address) }

    /// Makes the tables that know the generations, everywhere; a second time changes nothing.
    public func prepare() async throws {
        for shard in shards { try await shard.prepare() }
    }

    private func each<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresDatabase) async throws -> Value
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: (Int, Value).self) { group in
            for shard in shards { group.addTask { (shard.part.index, try await body(shard)) } }
            var values = [Value?](repeating: nil, count: shards.count)
            for try await (place, value) in group { values[place] = value }
            return values.compactMap { $0 }
        }
    }

    // MARK: What there is

    public func list(_ check: GenerationCheck) async throws -> [SearchGeneration] {
        let all = try await each { try await $0.list(check) }
        return all[0].map { own in
            var whole = own
            for (shard, generations) in zip(shards, all).dropFirst() {
                guard let part = generations.first(where: { $0.name == own.name }) else {
                    whole.damage = whole.damage ?? "\(shard.address.shown) has no part of it; build anew"
                    continue
                }
                whole.damage = whole.damage ?? part.damage
                whole.manifest?.count += part.manifest?.count ?? 0
            }
            return whole
        }
    }

    public func current() async throws -> String? { try await first.current() }

    /// What a program that died halfway left different between the databases, each with what to do. Nothing of it
    /// makes an answer wrong.
    public func differences() async throws -> [String] {
        let all = try await each { try await $0.list(.names) }
        let (names, serving) = (all[0].map(\.name), all[0].first(where: \.isCurrent)?.name)
        return zip(shards, all).dropFirst().flatMap { shard, generations in
            var said: [String] = []
            let own = generations.first(where: \.isCurrent)?.name
            if own != serving {
                said.append(
                    "\(shard.address.shown) points at index \(own ?? "none"), and \(first.address.shown), which decides, at \(serving ?? "none"): an activation was cut off; activate the one that is to serve"
                )
            }
            for one in generations where !names.contains(one.name) {
                said.append(
                    "\(shard.address.shown) has index \(one.name), which was not finished everywhere; the next build clears it away"
                )
            }
            return said
        }
    }

    public func open(_ name: String) async throws -> any SearchEngine {
        let parts = try await each { try await $0.open(name) }
        let secret = try await first.secret(of: name)
        return PostgresSearch(
            name, parts.flatMap(\.shards), secret: secret,
            hasGraph: parts.contains { !$0.capabilities.hasExactVectors })
    }

    // MARK: Which one serves

    public func activate(_ name: String) async throws {
        _ = try await each { try await $0.look(at: name) }
        for shard in shards.reversed() { try await shard.point(at: name) }
    }

    @discardableResult public func rollBack() async throws -> String {
        let left = try await first.finished().filter { $0.leftAt != nil && !$0.isCurrent }
            .sorted { ($0.leftAt ?? 0) > ($1.leftAt ?? 0) }
        for record in left {
            guard (try? await each { try await $0.look(at: record.name) }) != nil else { continue }
            for shard in shards.reversed() { try await shard.goBack(to: record.name) }
            return record.name
        }
        throw RetrievalError.missing(
            path: first.address.shown, remedy: "No earlier generation is left to go back to; build a new one."
        )
    }

    public func drop(_ name: String) async throws {
        try await first.drop(name)
        for shard in shards.dropFirst() { try await shard.dropFollower(name) }
    }

    @discardableResult public func prune(keeping count: Int) async throws -> [String] {
        let names = try await first.prunable(keeping: count)
        for name in names { try await drop(name) }
        return names
    }

    // MARK: Attachments

    public func attach(_ name: String, _ bytes: Data, to generation: String) async throws {
        try await first.attach(name, bytes, to: generation)
    }

    public func attachment(_ name: String, of generation: String) async throws -> Data? {
        try await first.attachment(name, of: generation)
    }

    // MARK: Making

    public func begin(_ model: IndexModel, madeBy: String) async throws -> any GenerationDraft {
        // One after the other, so that of two builds one gets all.
        var locks: [PostgresConnection] = []
        for shard in shards { locks.append(try await shard.buildLock(model)) }
        let secret = UUID().uuidString
        let name: String
        do { name = try await PostgresDraft.freshName(first, on: locks[0]) } catch {
            throw first.pool.translated(error)
        }
        let known = Set(try await first.finished().map(\.name))
        var drafts: [PostgresDraft] = []
        for (shard, lock) in zip(shards, locks) {
            do {
                for left in try await shard.records(on: lock) where !known.contains(left.name) {
                    try await shard.remove(left, on: lock)
                }
                drafts.append(
                    try await PostgresDraft.begin(
                        model, madeBy: madeBy, in: shard, lock: lock, name: name, secret: secret))
            } catch {
                throw shard.pool.translated(error)
            }
        }
        return ShardedDraft(parts: drafts)
    }

    public func scratch(_ model: IndexModel) async throws -> any SearchEngine {
        let secret = UUID().uuidString
        let parts = try await each { try await $0.scratchShard(model, secret: secret) }
        return PostgresSearch(parts[0].schema.name, parts, secret: secret, hasGraph: false)
    }
}

/// A generation that is being filled in several databases.
private struct ShardedDraft: GenerationDraft {
    let parts: [PostgresDraft]

    func add(_ listings: [IndexedListing]) async throws {
        let groups = Dictionary(grouping: listings) { Shard.number(of: $0.id, among: parts.count) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, own) in groups { group.addTask { try await parts[number].add(own) } }
            try await group.waitForAll()
        }
    }

    /// The first part last: with it the generation counts.
    func finish() async throws -> SearchGeneration {
        let others = try await withThrowingTaskGroup(of: SearchGeneration.self) { group in
            for part in parts.dropFirst() { group.addTask { try await part.finish() } }
            return try await group.reduce(into: [SearchGeneration]()) { $0.append($1) }
        }
        var whole = try await parts[0].finish()
        for part in others { whole.manifest?.count += part.manifest?.count ?? 0 }
        return whole
    }

    func cancel() async { for part in parts { await part.cancel() } }
}
