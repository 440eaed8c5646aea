import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukSearch

/// The index of a workspace: listings that come, change and go, and generations that are built, switched to, rolled
/// back and removed.
struct IndexHistory: History {
    struct State: Equatable {
        var current: String
        /// The latest first.
        var previous: [String] = []
        /// By generation and id.
        var generations: [String: [String: IndexedListing]]

        var listings: [String: IndexedListing] {
            get { generations[current] ?? [:] }
            set { generations[current] = newValue }
        }
        var rollbackTarget: String? { previous.first { generations[$0] != nil } }
    }

    private static let model = IndexModel(identity: "m", dimensions: 8)
    private static let nouns = ["lamp", "sofa", "piano", "kettle"]

    let beginning: State
    private let generations: IndexGenerations
    private var index: ListingIndex
    private var random: SplitMix64
    /// Milliseconds since 1970: no clock is asked.
    private var time = 1_700_000_000_000

    init(root: URL, seed: UInt64) async throws {
        random = SplitMix64(seed: seed &* 31 &+ 7)
        generations = IndexGenerations(root: root.appendingPathComponent("index"))
        var listings: [IndexedListing] = []
        for number in 0..<6 { listings.append(Self.listing("ad-\(number)", &random)) }
        let built = try generations.build(
            model: Self.model, madeBy: "simulation", now: Date(timeIntervalSince1970: 1_699_999_999)
        ) { try $0.add(listings) }
        try generations.switchTo(built.generation)
        index = try generations.openCurrent()
        beginning = State(
            current: built.generation,
            generations: [
                built.generation: Dictionary(listings.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
            ])
    }

    var isCurrent: Bool { get async throws { try generations.current == index.generation } }

    mutating func reopen() async throws { index = try generations.openCurrent() }

    mutating func next() async throws -> Operation<State> {
        time += 1_000
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<8: return upsert()
        case 8..<11: return patch()
        case 11..<14: return delete()
        case 14: return compact()
        case 15: return try build()
        case 16, 17: return try switchTo()
        case 18: return rollBack()
        default: return try remove()
        }
    }

    // MARK: Listings

    private mutating func upsert() -> Operation<State> {
        let listings = (0..<Int.random(in: 1...6, using: &random)).map { _ in
            Self.listing(anyID(), &random)
        }
        return Operation(name: "upsert") { state in
            var state = state
            for listing in listings { state.listings[listing.id] = listing }
            return state
        } run: { [index] in
            try index.upsert(listings)
        }
    }

    private mutating func patch() -> Operation<State> {
        let id = anyID()
        var patch = ListingPatch()
        patch.price = .set(Int.random(in: 1...9_999, using: &random))
        patch.title = .set("heavy \(Self.nouns.randomElement(using: &random) ?? "")")
        patch.vectors = [.text: Self.direction(&random), .photo: nil]
        return Operation(name: "patch") { [patch] state in
            guard var listing = state.listings[id] else { return state }
            patch.apply(to: &listing)
            for (field, vector) in patch.vectors { listing.vectors[field] = vector }
            var state = state
            state.listings[id] = listing
            return state
        } run: { [index, patch] in
            do { try index.patch(id, patch) } catch RetrievalError.unknownListing {}
        }
    }

    private mutating func delete() -> Operation<State> {
        let ids = (0..<3).map { _ in anyID() }
        return Operation(name: "delete") { state in
            var state = state
            for id in ids { state.listings[id] = nil }
            return state
        } run: { [index] in
            try index.delete(ids)
        }
    }

    private func compact() -> Operation<State> {
        Operation(name: "compact") {
            $0
        } run: { [index] in
            try index.compact()
        }
    }

    private mutating func anyID() -> String { "ad-\(Int.random(in: 0..<16, using: &random))" }

    private static func listing(_ id: String, _ random: inout SplitMix64) -> IndexedListing {
        let noun = nouns.randomElement(using: &random) ?? ""
        var listing = IndexedListing(id: id, title: "oak \(noun)", description: "a \(noun) to go")
        listing.price = Int.random(in: 1...9_999, using: &random)
        listing.currency = "GBP"
        for field in VectorField.allCases where Bool.random(using: &random) {
            listing.vectors[field] = direction(&random)
        }
        return listing
    }

    /// `[8]`, and kept exactly.
    private static func direction(_ random: inout SplitMix64) -> [Float] {
        var vector = [Float](repeating: 0, count: model.dimensions)
        vector[Int.random(in: 0..<model.dimensions, using: &random)] = 1
        return vector
    }

    // MARK: Generations

    /// Of what serves, under a name that is known before.
    private func build() throws -> Operation<State> {
        let now = time
        let name = GenerationName.next(at: now, after: try generations.list(.names).map(\.name))
        return Operation(name: "build") { state in
            var state = state
            state.generations[name] = state.listings
            return state
        } run: { [generations, index] in
            let listings = try Self.contents(index)
            try generations.build(
                model: Self.model, madeBy: "simulation",
                now: Date(timeIntervalSince1970: Double(now) / 1_000)
            ) { try $0.add(Array(listings.values)) }
        }
    }

    private mutating func switchTo() throws -> Operation<State> {
        let name = try generations.list(.names).randomElement(using: &random)?.name ?? ""
        return Operation(name: "switch") { state in
            guard state.generations[name] != nil else { return nil }
            guard state.current != name else { return state }
            var state = state
            state.previous = [state.current] + state.previous.filter { $0 != name }
            state.current = name
            return state
        } run: { [generations] in
            try generations.switchTo(name)
        }
    }

    private func rollBack() -> Operation<State> {
        Operation(name: "roll back") { state in
            guard let target = state.rollbackTarget, let place = state.previous.firstIndex(of: target) else {
                return state
            }
            var state = state
            state.current = target
            state.previous = Array(state.previous.dropFirst(place + 1))
            return state
        } run: { [generations] in
            guard try generations.list(.names).contains(where: \.isRollbackTarget) else { return }
            try generations.rollback()
        }
    }

    private mutating func remove() throws -> Operation<State> {
        if Bool.random(using: &random) {
            let kept = Int.random(in: 0...1, using: &random)
            return Operation(name: "prune") { state in
                let others = state.generations.keys.filter { $0 != state.current }.sorted()
                let old = others.dropLast(kept).filter { $0 != state.rollbackTarget }
                var state = state
                for name in old { state.generations[name] = nil }
                state.previous.removeAll { old.contains($0) }
                return state
            } run: { [generations] in
                try generations.prune(keeping: kept)
            }
        }
        let name = try generations.list(.names).filter { !$0.isCurrent }.randomElement(using: &random)?.name
        return Operation(name: "remove") { state in
            guard let name else { return state }
            guard state.generations[name] != nil, state.current != name else { return nil }
            var state = state
            state.generations[name] = nil
            state.previous.removeAll { $0 == name }
            return state
        } run: { [generations] in
            if let name { try generations.remove(name) }
        }
    }

    // MARK: After a crash

    static func fault(in folder: URL, possible: [State], seed: UInt64) async throws -> String? {
        let generations = IndexGenerations(root: folder.appendingPathComponent("index"))
        let listed = try generations.list(seed % 4 == 0 ? .everything : .names)
        if let damage = listed.compactMap(\.damage).first { return damage }
        let names = Set(listed.map(\.name))
        guard let current = try generations.current else { return "no generation serves" }
        let index = try generations.openCurrent()
        try index.check()
        let found = try contents(index)
        guard possible.contains(where: { $0.current == current && $0.listings == found }) else {
            let expected = possible.map { "\($0.current): \(described($0.listings))" }
            return "\(current) serves \(described(found)), expected \(expected.joined(separator: " or "))"
        }
        let known = possible.map { Set($0.generations.keys) }
        let certain = known.dropFirst().reduce(known.first ?? []) { $0.intersection($1) }
        guard names.isSuperset(of: certain), names.isSubset(of: known.joined()) else {
            return "there are the generations \(names.sorted()), expected \(known.map { $0.sorted() })"
        }
        let engine = try await EmbeddedGenerations(root: generations.root).open(current)
        if let fault = try await disagreement(engine, found) { return fault }
        // It takes writes again, and keeps them.
        try index.upsert([IndexedListing(id: "after", title: "oak lamp after the crash")])
        let again = try generations.open(current)
        try again.check()
        let isKept = try again.listing("after") != nil && contents(again).count == found.count + 1
        return isKept ? nil : "a write after the crash is lost"
    }

    /// Words, vectors and counts say what the documents say.
    private static func disagreement(
        _ engine: any SearchEngine, _ listings: [String: IndexedListing]
    ) async throws -> String? {
        guard try await engine.state().listings == listings.count else { return "the counts are wrong" }
        for noun in nouns {
            let expected = listings.values.filter { "\($0.title) \($0.description)".contains(noun) }.map(\.id)
            let request = RetrievalRequest(words: WordQuery("\"\(noun)\""), limit: 100)
            let found = try await engine.search(request).hits
            guard Set(found.map(\.id)) == Set(expected) else { return "the word \(noun) finds others" }
        }
        for field in VectorField.allCases {
            let query = RetrievalRequest.VectorQuery(field: field, vector: [1, 0, 0, 0, 0, 0, 0, 0])
            let request = RetrievalRequest(vectors: [query], model: model.identity, limit: 100)
            let found = try await engine.search(request).hits
            let expected = listings.values.filter { $0.vectors[field] != nil }.map(\.id)
            guard Set(found.map(\.id)) == Set(expected) else { return "the \(field) vectors find others" }
        }
        return nil
    }

    private static func contents(_ index: ListingIndex) throws -> [String: IndexedListing] {
        var found: [String: IndexedListing] = [:]
        for listing in try index.scan(limit: 1_000).listings {
            found[listing.id] = try index.listing(listing.id)
        }
        return found
    }

    private static func described(_ listings: [String: IndexedListing]) -> String {
        listings.values.sorted { $0.id < $1.id }
            .map { "\($0.id) \($0.title) \($0.price ?? 0) \($0.vectors.keys.map(\.rawValue).sorted())" }
            .joined(separator: ", ")
    }
}
