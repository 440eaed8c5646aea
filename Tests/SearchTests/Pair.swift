import SoukCatalog
import SoukMemorySearch
import SoukSearch
import Testing

/// An engine and the oracle that holds the same listings.
struct Pair: Sendable {
    let engine: any SearchEngine
    let oracle: MemorySearch
    /// How far a stored vector may be from what was written, in cosine.
    static let tolerance: Float = 0.02

    init(_ engine: any SearchEngine, _ oracle: MemorySearch) { (self.engine, self.oracle) = (engine, oracle) }

    func expectSameFacets(_ filter: SearchFilter) async throws {
        let request = FacetRequest(priceBounds: [1_000, 50_000])
        let (own, other) = (
            try await engine.facets(filter, request), try await oracle.facets(filter, request)
        )
        #expect(own == other, "\(filter)")
    }

    func expectSameScan(_ filter: SearchFilter) async throws {
        for order in ScanOrder.allCases where order != .nearest || filter.near != nil {
            var (own, other): ([IndexedListing], [IndexedListing]) = ([], [])
            var cursor: String?
            repeat {
                let page = try await engine.scan(ScanRequest(filter, order: order, after: cursor, limit: 17))
                own += page.listings
                cursor = page.next
            } while cursor != nil
            other = try await oracle.scan(ScanRequest(filter, order: order, limit: 1000)).listings
            #expect(own == other, "\(order) \(filter)")
        }
    }

    /// Found sets, totals, and the similarities of every hit; scores of words need not be equal.
    func expectSameHits(_ request: RetrievalRequest) async throws {
        let own = try await engine.search(request)
        let other = try await oracle.search(Self.request(request, as: own))
        #expect(own.match == nil || own.match == other.match, "\(request)")
        #expect(own.facets == other.facets, "\(request)")
        #expect(own.exactness == other.exactness)
        #expect(own.facets.map { $0.total == own.total } ?? true)
        #expect(Set(own.hits.map(\.id)) == Set(other.hits.map(\.id)), "\(request)")
        #expect(Set(own.hits.map(\.id)).count == own.hits.count)
        #expect(own.total == other.total)
        #expect(own.pricesWithoutRate == other.pricesWithoutRate)
        let known = Dictionary(other.hits.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for hit in own.hits {
            guard let twin = known[hit.id] else { continue }
            #expect((hit.words == nil) == (twin.words == nil), "\(hit.id): \(request)")
            #expect((hit.words?.rank == nil) == (twin.words?.rank == nil))
            #expect(hit.listing == twin.listing)
            #expect(hit.vectors.count == twin.vectors.count)
            for (mine, exact) in zip(hit.vectors, twin.vectors) {
                #expect((mine == nil) == (exact == nil))
                #expect(abs((mine?.similarity ?? 0) - (exact?.similarity ?? 0)) < Self.tolerance)
            }
        }
        for query in request.vectors.indices {
            let ranked = own.hits.compactMap { hit in
                hit.vectors[query]?.rank.map {
                    (rank: $0, exact: known[hit.id]?.vectors[query]?.similarity ?? 0)
                }
            }.sorted { $0.rank < $1.rank }
            #expect(ranked.map(\.rank) == Array(1...max(1, ranked.count)).prefix(ranked.count).map { $0 })
            for (nearer, farther) in zip(ranked, ranked.dropFirst()) {
                #expect(nearer.exact > farther.exact - Self.tolerance)
            }
        }
    }

    /// The same search by the same demands on words: what is rare may differ a little, what follows from it may not.
    private static func request(_ request: RetrievalRequest, as page: RetrievalPage) -> RetrievalRequest {
        var request = request
        request.match.words = page.match
        return request
    }

    /// The same listings in the same order, page by page, with the same total, which is how many there are.
    func expectSameOrder(_ words: WordQuery?, _ filter: SearchFilter, _ order: ScanOrder) async throws {
        guard order != .nearest || filter.near != nil else { return }
        var request = RetrievalRequest(words: words, filter: filter, order: order, limit: 1000)
        let match = try await engine.search(request).match
        request.match.words = match
        let whole = try await oracle.search(request)
        request.limit = 9
        var ids: [String] = []
        repeat {
            let page = try await engine.search(request)
            #expect(page.match?.least == match?.least)
            #expect(page.total == whole.total, "\(request)")
            ids += page.hits.map(\.id)
            request.cursor = page.cursor
        } while request.cursor != nil
        #expect(ids == whole.hits.map(\.id), "\(request)")
        #expect(ids.count == whole.total)
    }

    /// Every count of a facet is the total of a search under that choice.
    func expectChoicesFindWhatWasCounted(_ words: WordQuery?, _ filter: SearchFilter) async throws {
        let request = RetrievalRequest(
            words: words, filter: filter, limit: 1000, facets: FacetRequest(priceBounds: [1_000, 50_000]))
        let facets = try #require(try await engine.search(request).facets)
        func expect(_ count: Int, _ choose: (inout SearchFilter) -> Void) async throws {
            var chosen = request
            choose(&chosen.filter)
            #expect(try await engine.search(chosen).total == count, "\(chosen.filter) for \(filter)")
        }
        for category in facets.categories {
            try await expect(category.count) { $0.categories = [category.path] }
        }
        for attribute in ListingAttribute.allCases {
            for entry in facets.attributes[attribute] ?? [] {
                guard let value = entry.value else { continue }
                try await expect(entry.count) { $0.attributes[attribute] = [value] }
            }
        }
        try await expect(facets.withPhoto) { $0.hasPhoto = true }
        try await expect(facets.withoutPhoto) { $0.hasPhoto = false }
        for bucket in facets.prices {
            guard let from = bucket.from else { continue }
            try await expect(bucket.count) {
                ($0.minimumPrice, $0.maximumPrice) = (from, bucket.below.map { $0 - 1 })
                $0.priceCurrency = nil
            }
        }
    }
}

extension IndexedListing {
    func without(_ fields: ListingFields) -> IndexedListing {
        var listing = self
        if fields.contains(.description) { listing.description = "" }
        for field in fields.vectorFields { listing.vectors[field] = nil }
        return listing
    }
}

extension RandomListings {
    mutating func patch() -> ListingPatch {
        var patch = ListingPatch()
        if chance(0.5) { patch.title = .set("\(pick(Self.adjectives)) \(pick(Self.nouns))") }
        if chance(0.5) { patch.price = .set(pick([nil, 5, 70_000])) }
        if chance(0.3) { patch.currency = .set(pick(Self.currencies)) }
        if chance(0.3) { patch.contentHash = .set(pick([nil, "h3"])) }
        if chance(0.3) { patch.categoryPath = .set(pick(Self.paths)) }
        if chance(0.3) { patch.postedAt = .set(pick([nil, 1_700_000_100])) }
        if chance(0.3) { patch.attributes[.brand] = .some(chance(0.5) ? pick(Self.brands) : nil) }
        if chance(0.3) { patch.vectors[.text] = .some(chance(0.5) ? direction() : nil) }
        return patch
    }

    /// A least similarity that no listing is near to, so that rounding decides nothing; nil where all lie close.
    mutating func cut(_ query: RetrievalRequest.VectorQuery, among listings: [IndexedListing]) -> Float? {
        let known = listings.compactMap { listing in
            listing.vectors[query.field].map { zip($0, query.vector).reduce(0) { $0 + $1.0 * $1.1 } }
        }.sorted()
        let gaps = zip(known, known.dropFirst()).filter { $1 - $0 > 0.045 }
        return gaps.isEmpty ? nil : { ($0.0 + $0.1) / 2 }(pick(gaps.map { ($0.0, $0.1) }))
    }

    /// Words, phrases and exclusions.
    mutating func query() -> WordQuery {
        let all = Self.nouns + Self.adjectives
        var parts = (0..<Int.random(in: 1...3, using: &random)).map { _ in pick(all) }
        if chance(0.3) { parts.append("\"\(pick(Self.adjectives)) \(pick(Self.nouns))\"") }
        if chance(0.3) { parts.append("-\(pick(all))") }
        return WordQuery(parts.joined(separator: " "))
    }
}
