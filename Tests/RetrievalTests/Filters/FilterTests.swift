import SoukCatalog
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

/// Filters, counts and pages against a model that looks at every listing.
struct FilterTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func filtersSayWhatALookAtEveryListingSays(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        var random = RandomListings(seed: seed)
        let listings = random.listings(300)
        let index = try ListingIndex.create(at: folder.url, model: RandomListings.model)
        try index.upsert(listings)
        let model = PlainModel(listings)
        var found = 0
        for _ in 0..<120 {
            let filter = random.filter(over: listings)
            let expected = model.matching(filter)
            found += expected.count
            let all = try ids(index, filter)
            #expect(all == expected.map(\.id), "\(filter)")
            #expect(try index.search(RetrievalRequest(filter: filter)).total == expected.count)
            try expectFacets(index, filter, model)
        }
        #expect(found > 1000)
    }

    @Test func aFacetSaysWhatAnotherChoiceWouldFind() throws {
        let folder = try TemporaryFolder()
        var random = RandomListings(seed: 9)
        let listings = random.listings(200)
        let index = try ListingIndex.create(at: folder.url, model: RandomListings.model)
        try index.upsert(listings)
        let model = PlainModel(listings)
        let filter = SearchFilter(
            categories: [["Home"]], minimumPrice: 500, hasPhoto: true, attributes: [.condition: ["used"]])
        let facets = try index.facets(filter)
        func count(_ change: (inout SearchFilter) -> Void) -> Int {
            var other = filter
            change(&other)
            return model.matching(other).count
        }
        #expect(facets.total == model.matching(filter).count)
        #expect(
            facets.categories.first { $0.path == ["Sport"] }?.count == count { $0.categories = [["Sport"]] })
        for attribute in ListingAttribute.allCases {
            let values = facets.attributes[attribute] ?? []
            #expect(values.count > 1)
            for entry in values {
                guard let value = entry.value else { continue }
                #expect(entry.count == count { $0.attributes[attribute] = [value] }, "\(attribute) \(value)")
            }
        }
        #expect(facets.withoutPhoto == count { $0.hasPhoto = false })
        #expect(facets.prices.reduce(0) { $0 + $1.count } == count { $0.minimumPrice = nil })
    }

    /// What was counted once is counted anew after every change.
    @Test func facetsFollowEveryChange() throws {
        let folder = try TemporaryFolder()
        var random = RandomListings(seed: 5)
        var listings = random.listings(60)
        let index = try ListingIndex.create(at: folder.url, model: RandomListings.model)
        try index.upsert(listings)
        let filters = [SearchFilter(), SearchFilter(categories: [["Home"]]), SearchFilter(hasPhoto: true)]
        for _ in 0..<12 {
            for filter in filters + filters {
                try expectFacets(index, filter, PlainModel(listings))
                #expect(try index.count == listings.count)
            }
            try index.delete([listings.removeLast().id])
        }
    }

    @Test(arguments: ScanOrder.allCases)
    func pagesFitTogether(order: ScanOrder) throws {
        let folder = try TemporaryFolder()
        var random = RandomListings(seed: 21)
        let listings = random.listings(150)
        let index = try ListingIndex.create(at: folder.url, model: RandomListings.model)
        try index.upsert(listings)
        let model = PlainModel(listings)
        for _ in 0..<15 {
            var filter = random.filter(over: listings)
            if order == .nearest { filter.near = random.circle() }
            let found = try ids(index, filter, order, limit: 7)
            let expected = model.ordered(filter, order)
            guard order == .nearest, let circle = filter.near else {
                #expect(found == expected, "\(filter)")
                continue
            }
            // Two formulas do not agree on the last digit, and that decides between equal distances.
            let distances = found.map {
                model.listings[$0].flatMap { PlainModel.distance($0, circle) } ?? .nan
            }
            #expect(zip(distances, distances.dropFirst()).allSatisfy { $0 <= $1 + 1e-4 }, "\(filter)")
            #expect(found.sorted() == expected.sorted(), "\(filter)")
        }
    }

    /// What comes and goes between pages neither repeats nor hides another listing.
    @Test func pagesStayStableWhileListingsComeAndGo() throws {
        let folder = try TemporaryFolder()
        var random = RandomListings(seed: 4)
        let listings = random.listings(120)
        let index = try ListingIndex.create(at: folder.url, model: RandomListings.model)
        try index.upsert(listings)
        var seen: [String] = []
        var deleted: Set<String> = []
        var cursor: String?
        repeat {
            let page = try index.scan(order: .cheapest, after: cursor, limit: 10)
            #expect(deleted.isDisjoint(with: page.listings.map(\.id)))
            seen += page.listings.map(\.id)
            cursor = page.next
            let victim = random.pick(listings).id
            deleted.insert(victim)
            try index.delete([victim])
            try index.upsert([random.listing("late-\(seen.count)")])
        } while cursor != nil
        #expect(Set(seen).count == seen.count)
        let steady = Set(listings.map(\.id)).subtracting(deleted)
        #expect(steady.isSubset(of: seen))
    }

    @Test(arguments: [
        SearchFilter(minimumPrice: 5, maximumPrice: 4),
        SearchFilter(near: .init(latitude: 91, longitude: 0, kilometres: 1)),
        SearchFilter(near: .init(latitude: .nan, longitude: 0, kilometres: 1)),
        SearchFilter(near: .init(latitude: 0, longitude: 0, kilometres: -1)),
        SearchFilter(near: .init(latitude: 0, longitude: 0, kilometres: .infinity)),
    ])
    func mistakenFiltersAreRefused(filter: SearchFilter) throws {
        let folder = try TemporaryFolder()
        let index = try ListingIndex.create(at: folder.url, model: .none)
        #expect(throws: RetrievalError.self) { try index.scan(filter) }
        #expect(throws: RetrievalError.self) { try index.facets(filter) }
        #expect(throws: RetrievalError.self) { try index.search(RetrievalRequest(filter: filter)) }
    }

    private func ids(
        _ index: ListingIndex, _ filter: SearchFilter, _ order: ScanOrder = .id, limit: Int = 40
    ) throws -> [String] {
        var ids: [String] = []
        var cursor: String?
        repeat {
            let page = try index.scan(filter, order: order, after: cursor, limit: limit)
            #expect(page.listings.count == limit || page.next == nil)
            ids += page.listings.map(\.id)
            cursor = page.next
        } while cursor != nil
        return order == .id ? ids.sorted() : ids
    }

    private func expectFacets(_ index: ListingIndex, _ filter: SearchFilter, _ model: PlainModel) throws {
        let facets = try index.facets(filter, FacetRequest(priceBounds: [1_000, 50_000]))
        func matching(_ dropping: (inout SearchFilter) -> Void) -> [IndexedListing] {
            var other = filter
            dropping(&other)
            return model.matching(other)
        }
        #expect(facets.total == model.matching(filter).count)
        #expect(facets.withPhoto == matching { $0.hasPhoto = nil }.count { $0.hasPhoto })
        #expect(facets.withoutPhoto == matching { $0.hasPhoto = nil }.count { !$0.hasPhoto })
        let prices = matching { ($0.minimumPrice, $0.maximumPrice) = (nil, nil) }.map(\.price)
        #expect(
            facets.prices.map(\.count) == [
                prices.count { $0.map { $0 < 1_000 } ?? false },
                prices.count { $0.map { $0 >= 1_000 && $0 < 50_000 } ?? false },
                prices.count { $0.map { $0 >= 50_000 } ?? false },
                prices.count { $0 == nil },
            ])
        for attribute in ListingAttribute.allCases {
            let values = matching { $0.attributes[attribute] = nil }.map { $0.attributes[attribute] }
            let counted = (facets.attributes[attribute] ?? []).map {
                FacetCounts.Value(value: $0.value.map(attribute.key), count: $0.count)
            }
            #expect(tally(counted) == tally(values.map { $0.map(attribute.key) }))
        }
        #expect(tally(facets.towns) == tally(matching { $0.near = nil }.map(\.town)))
        let levels = matching { $0.categories = [] }.flatMap { listing in
            listing.categoryPath.indices.map { Array(listing.categoryPath[...$0]) }
        }
        let counted = Dictionary(facets.categories.map { ($0.path, $0.count) }) { $0 + $1 }
        #expect(counted == Dictionary(levels.map { ($0, 1) }) { $0 + $1 })
    }

    private func tally(_ values: [FacetCounts.Value]) -> [String?: Int] {
        Dictionary(values.map { ($0.value, $0.count) }) { $0 + $1 }
    }

    private func tally(_ values: [String?]) -> [String?: Int] {
        Dictionary(values.map { ($0, 1) }) { $0 + $1 }
    }
}
