import Foundation
import Hummingbird
import SoukMarketplace
import Testing

@testable import SoukCatalog
@testable import SoukService

/// Another program holds the catalogue: reads go on, writes either happen or are turned away, never both.
@Suite(.timeLimit(.minutes(10)), .serialized) struct LockedCatalogueTests {
    /// Runs work while a second connection holds the lock for writing.
    private func locked(_ shop: SmallShop, _ work: () async throws -> Void) async throws {
        let other = try Workspace(at: shop.marketplace.workspace.root, create: false)
        let (isHeld, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let holder = Thread {
            try? other.write { _ in
                isHeld.signal()
                mayEnd.wait()
            }
            isHeld.signal()
        }
        holder.start()
        await Blocking.run { isHeld.wait() }
        let result: Result<Void, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        mayEnd.signal()
        await Blocking.run { isHeld.wait() }
        try result.get()
    }

    @Test func readsGoOnAndReadinessTellsThemApart() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { (client: RouterClient) async throws in
            client.runtime.isReady = true
            try await locked(shop) {
                let start = ContinuousClock.now
                let cookie = ["Cookie": "souk_buyer=\(String(repeating: "a", count: 32))"]
                for path in [
                    "/", "/listings/l-1", "/search?q=sofa", "/you", "/v1/search?q=sofa", "/v1/listings/l-1",
                ] {
                    let answer = try await client.send(.get, path, token: nil, headers: cookie)
                    #expect(answer.status == 200, "\(path)")
                }
                #expect(
                    ContinuousClock.now - start < .seconds(60), "six pages that wait for the lock take longer"
                )
                let ready = try await client.send(.get, "/health/ready", token: nil)
                #expect(ready.status == 200)
                #expect(ready.json["read"]?.text == "ready" && ready.json["write"]?.text == "closed")
                let sell = try await client.send(.get, "/sell")
                #expect(sell.status == 200 && sell.text.contains("Selling is closed for now"))
            }
        }
    }

    @Test func whatWasTurnedAwayIsNotWritten() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        var configuration = shop.configuration
        configuration.limits.deadline = .milliseconds(400)
        let service = try SoukService(
            marketplace: shop.marketplace, configuration: configuration, logger: RouterClient.silent)
        let client = RouterClient(service)
        try await locked(shop) {
            let put = try await client.send(.put, "/v1/listings/late", json: #"{"title": "Copper kettle"}"#)
            #expect(put.status == 503 && put.code == "service.deadline")
            let events = #"{"events": [{"buyer": "ana", "listing": "l-1", "action": "save"}]}"#
            #expect(try await client.send(.post, "/v1/events", json: events).status == 503)
        }
        // Whatever waited for the lock has had it before this write.
        _ = try await shop.marketplace.put("next", ListingDraft(title: "Tin kettle"))
        #expect(try await shop.marketplace.listing("late") == nil)
        #expect(try await shop.marketplace.export(buyer: "ana").isEmpty)
    }

    @Test func whatWasWrittenIsASuccessHoweverLate() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let workspace = shop.marketplace.workspace
        let done = try await Deadline.race(until: .now + .milliseconds(200)) {
            try await Blocking.run {
                try workspace.record([BuyerEvent(buyer: "ana", listing: "l-1", action: .save, time: 1)])
            }
            try? await Task.sleep(for: .seconds(60))
            return "done"
        }
        #expect(done == "done")
        await #expect(throws: Problem.self) {
            try await Deadline.race(until: .now + .milliseconds(50)) {
                try await Blocking.run {
                    Thread.sleep(forTimeInterval: 0.4)
                    try workspace.record([BuyerEvent(buyer: "bob", listing: "l-1", action: .save, time: 1)])
                }
            }
        }
        try await Task.sleep(for: .milliseconds(700))
        #expect(try await shop.marketplace.export(buyer: "ana").count == 1)
        #expect(try await shop.marketplace.export(buyer: "bob").isEmpty)
    }
}
