import SoukCatalog
import SoukMarketplace
import Testing

/// Two ids that Swift's strings call equal, and that are different bytes, bring nothing down.
struct EqualIDTests {
    @Test func bothAreTakenAndTheMarketplaceOpensAgain() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let marketplace = try await Marketplace(shop.workspace)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                let id = number % 2 == 0 ? "caf\u{E9}" : "cafe\u{301}"
                group.addTask {
                    _ = try await marketplace.put(id, ListingDraft(title: "Cup number\(number)"))
                }
            }
            try await group.waitForAll()
        }
        _ = try await Marketplace(Workspace(at: shop.workspace.root, create: false))
    }
}
