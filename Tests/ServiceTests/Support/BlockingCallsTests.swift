import SoukCatalog
import SoukMarketplace
import SoukRanking
import SoukSearch
import Synchronization
import Testing

import SoukService

/// What `RouterClient` holds every request of every test to.
struct BlockingCallsTests {
    @Test func blockingReadsAreHeardOfOnTheCooperativePoolAlone() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let heard = Mutex<[String]>([])
        let heardOf = { @Sendable (name: String) in heard.withLock { $0.append(name) } }
        try await BlockingCalls.$watch.withValue(heardOf) {
            _ = try await shop.marketplace.listing("l-1")
            _ = try await shop.marketplace.photo(0, of: "l-1", size: .large)
            _ = try await shop.marketplace.state
            _ = try await shop.marketplace.export(buyer: "ana")
            let engine = shop.marketplace.pipeline.engine
            _ = try await engine.facets()
            _ = try await engine.fetch("l-1")
            _ = try await shop.marketplace.generations.list(.names)
            #expect(heard.withLock { $0 }.isEmpty)
            _ = try shop.marketplace.workspace.listing("l-1")
        }
        #expect(heard.withLock { $0 } == ["a read of the catalogue"])
    }
}
