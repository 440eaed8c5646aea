import Foundation
public import SoukCatalog
public import SoukSearch
import Synchronization

/// An engine that keeps its listings in memory and looks at every one of them for every search: slow, exact, and
/// short enough to be read. The oracle of the conformance suite, and an engine for tests and examples.
public final class MemorySearch: SearchEngine {
    public let generation: String
    public let capabilities: EngineCapabilities
    public var answers: any RankedAnswers { self }

    private struct Contents {
        var listings: [ListingID: IndexedListing] = [:]
        var rates = ExchangeRates.standard
        var version = 0
        var cursors: [String: Position] = [:]
        var kept: [String: (items: ArraySlice<KeptResult>, continuation: [UInt8])] = [:]
    }

    /// The last listing of a page, and what the page was cut from.
    private struct Position: Equatable {
        var walked: String
        var last: OrderedPlace
    }

    private let contents = Mutex(Contents())
    private let validation: ListingValidation

    public init(_ model: IndexModel = .none, generation: String = "memory") {
        self.generation = generation
        capabilities = EngineCapabilities(model: model, hasPositions: false, correctsSlips: false)
        validation = ListingValidation(dimensions: model.dimensions, fields: model.fields)
    }

    // MARK: Writing

    public func upsert(_ listings: [IndexedListing]) async throws {
        try Task.checkCancellation()
        for listing in listings { try validation.check(listing) }
        contents.withLock { contents in
            for listing in listings { contents.listings[listing.id] = listing }
            contents.version += 1
        }
    }

    public func patch(_ id: String, _ patch: ListingPatch) async throws {
        try Task.checkCancellation()
        try contents.withLock { contents in
            guard var listing = contents.listings[id] else { throw RetrievalError.unknownListing(id: id) }
            patch.apply(to: &listing)
            for (field, vector) in patch.vectors { listing.vectors[field] = vector }
            try validation.check(listing)
            contents.listings[id] = listing
            contents.version += 1
        }
    }

    @discardableResult public func delete(_ ids: [String]) async throws -> Int {
        try Task.checkCancellation()
        return contents.withLock { contents in
            contents.version += 1
            return ids.count { contents.listings.removeValue(forKey: ListingID($0)) != nil }
        }
    }

    public func use(_ rates: ExchangeRates) async throws {
        try Task.checkCancellation()
        contents.withLock { contents in
            guard contents.rates != rates else { return }
            contents.rates = rates
            contents.version += 1
        }
    }

    // MARK: Reading

    public func fetch(_ ids: [String], _ fields: ListingFields) async throws -> [ListingID: IndexedListing] {
        let listings = snapshot().listings
        return Dictionary(
            ids.compactMap { id in listings[id].map { (ListingID(id), Self.reduced($0, fields)) } },
            uniquingKeysWith: { first, _ in first })
    }

    public func scan(_ request: ScanRequest) async throws -> ScanPage {
        try request.validate(capabilities)
        let (listings, rates) = snapshot()
        let matching = listings.values.filter { request.filter.matches($0, rates) }
        let (page, next) = try page(
            of: matching, request.filter, request.order, rates, words: nil, request.cursor, request.limit)
        return ScanPage(listings: page.map { Self.reduced($0, request.fields) }, next: next)
    }

    public func state() async throws -> EngineState {
        contents.withLock {
            EngineState(listings: $0.listings.count, version: $0.version, rates: $0.rates)
        }
    }

    public func search(_ request: RetrievalRequest) async throws -> RetrievalPage {
        try request.validate(capabilities)
        try Self.check(request.deadline)
        let (listings, rates) = snapshot()
        let all = Array(listings.values)
        let words = request.words.map { MemoryWords($0, all) }
        let scores = words?.scores() ?? [:]
        try Self.check(request.deadline)
        var results = MemoryResultSet(request, all, rates, words)
        var hits = all.map { hit($0, request, scores) }
        rank(&hits, request, &results)
        let members = results.members(request.filter)
        var found = RetrievalPage(hits: [], total: members.count, match: results.match(members))
        found.exactness.facets = request.match.isIndependentOfFilter(request.vectors)
        if let order = request.order {
            let (page, next) = try page(
                of: members, request.filter, order, rates,
                words: "\(request.words?.text ?? "") \(request.vectors)",
                request.cursor, request.limit)
            let byID = Dictionary(
                hits.map { (ListingID($0.id), $0) }, uniquingKeysWith: { first, _ in first })
            found.hits = page.compactMap { byID[$0.id] }
            for place in found.hits.indices { found.hits[place].forgetRanks() }
            found.cursor = next
        } else {
            let scored = Set<ListingID>(of: request.scored)
            found.hits = hits.filter { hit in
                Self.bestRank(hit) < .max
                    || (scored.contains(hit.id)
                        && hit.listing.map { request.filter.matches($0, rates) } ?? false)
            }
            .sorted { (Self.bestRank($0), ListingID($0.id)) < (Self.bestRank($1), ListingID($1.id)) }
        }
        for place in found.hits.indices {
            let listing = found.hits[place].listing
            found.hits[place].listing = request.fields.flatMap { fields in
                listing.map { Self.reduced($0, fields) }
            }
        }
        found.facets = request.facets.map {
            MemoryFacets(results: results, filter: request.filter, request: $0, rates: rates).counts()
        }
        if request.countsPricesWithoutRate {
            let currencies = all.filter { $0.price != nil && rates.price(of: $0) == nil }.compactMap(
                \.currency)
            found.pricesWithoutRate = Dictionary(currencies.map { ($0, 1) }, uniquingKeysWith: +)
        }
        return found
    }

    // MARK: Parts of a search

    private func hit(
        _ listing: IndexedListing, _ request: RetrievalRequest,
        _ scores: [ListingID: (score: Double, matches: [MatchedWord], evidence: WordEvidence)]
    ) -> RetrievalHit {
        RetrievalHit(
            id: listing.id,
            words: scores[listing.id].map {
                .init(score: $0.score, rank: nil, matches: $0.matches, evidence: $0.evidence)
            },
            vectors: request.vectors.map { query in
                listing.vectors[query.field].map { vector in
                    .init(similarity: zip(vector, query.vector).reduce(0) { $0 + $1.0 * $1.1 }, rank: nil)
                }
            }, listing: listing)
    }

    /// Gives each retriever's best so many hits of the result set their ranks.
    private func rank(
        _ hits: inout [RetrievalHit], _ request: RetrievalRequest, _ results: inout MemoryResultSet
    ) {
        let members = Set<ListingID>(of: results.members(request.filter).map(\.id))
        let byWords = hits.indices.filter { hits[$0].words != nil && members.contains(hits[$0].id) }.sorted {
            (hits[$1].words?.score ?? 0, ListingID(hits[$0].id))
                < (hits[$0].words?.score ?? 0, ListingID(hits[$1].id))
        }
        for (rank, place) in byWords.prefix(request.limit).enumerated() { hits[place].words?.rank = rank + 1 }
        let allowed = Set<ListingID>(of: results.matching(request.filter).map(\.id))
        for (query, asked) in request.vectors.enumerated() {
            let isBounded = request.match.leastSimilarity[asked.field] != nil
            let among = isBounded ? members : allowed
            let nearest = hits.indices.filter {
                hits[$0].vectors[query] != nil && among.contains(hits[$0].id)
            }.sorted {
                (hits[$1].vectors[query]?.similarity ?? 0, ListingID(hits[$0].id))
                    < (hits[$0].vectors[query]?.similarity ?? 0, ListingID(hits[$1].id))
            }
            if !isBounded {
                results.add(nearest.prefix(request.match.nearest).map { hits[$0].id })
            }
            let most = isBounded ? request.limit : min(request.limit, request.match.nearest)
            for (rank, place) in nearest.prefix(most).enumerated() {
                hits[place].vectors[query]?.rank = rank + 1
            }
        }
    }

    private static func bestRank(_ hit: RetrievalHit) -> Int {
        hit.vectors.reduce(hit.words?.rank ?? .max) { min($0, $1?.rank ?? .max) }
    }

    private func page(
        of listings: [IndexedListing], _ filter: SearchFilter, _ order: ScanOrder, _ rates: ExchangeRates,
        words: String?, _ cursor: String?, _ limit: Int
    ) throws -> (page: [IndexedListing], next: String?) {
        func place(_ listing: IndexedListing) -> OrderedPlace {
            OrderedPlace(key: order.key(listing, filter, rates), id: listing.id)
        }
        let walked = "\(filter.hashValue) \(order) \(words ?? "")"
        var rest = listings.sorted { place($0).isBefore(place($1)) }
        if let cursor {
            guard let position = contents.withLock({ $0.cursors[cursor] }), position.walked == walked else {
                throw RetrievalError.cursor(reason: "it is not one of ours, or of another search")
            }
            rest.removeAll { !position.last.isBefore(place($0)) }
        }
        let page = Array(rest.prefix(limit))
        guard rest.count > limit, let last = page.last else { return (page, nil) }
        let next = UUID().uuidString
        contents.withLock { $0.cursors[next] = Position(walked: walked, last: place(last)) }
        return (page, next)
    }

    private func snapshot() -> (listings: [ListingID: IndexedListing], rates: ExchangeRates) {
        contents.withLock { ($0.listings, $0.rates) }
    }

    private static func reduced(_ listing: IndexedListing, _ fields: ListingFields) -> IndexedListing {
        var listing = listing
        if !fields.contains(.description) { listing.description = "" }
        listing.vectors = listing.vectors.filter { fields.vectorFields.contains($0.key) }
        return listing
    }

    private static func check(_ deadline: ContinuousClock.Instant?) throws {
        try Task.checkCancellation()
        if let deadline, ContinuousClock.now >= deadline { throw RetrievalError.deadline }
    }
}

extension MemorySearch: RankedAnswers {
    public func keep(_ items: [KeptResult], continuation: [UInt8]) async throws -> String {
        keep(items[...], continuation)
    }

    private func keep(_ items: ArraySlice<KeptResult>, _ continuation: [UInt8]) -> String {
        let cursor = UUID().uuidString
        contents.withLock { $0.kept[cursor] = (items, continuation) }
        return cursor
    }

    public func page(_ cursor: String, limit: Int) async throws -> KeptPage {
        try capabilities.check(limit: limit)
        let (kept, listings) = contents.withLock { ($0.kept[cursor], $0.listings) }
        guard let kept else { throw RetrievalError.cursor(reason: "it is not one of ours") }
        let there = kept.items.filter { listings[$0.id] != nil }
        let rest = there.dropFirst(limit)
        return KeptPage(
            items: Array(there.prefix(limit)), next: rest.isEmpty ? nil : keep(rest[...], kept.continuation),
            continuation: kept.continuation)
    }
}
