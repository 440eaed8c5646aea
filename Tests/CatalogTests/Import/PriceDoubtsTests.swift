import Foundation
import Testing

import SoukCatalog

/// Prices are judged by the whole table, after all rows are in.
struct PriceDoubtsTests {
    private static let joke = 41
    private static let outlier = 42

    private func market(outlierPrice: String) throws -> Marketplace {
        let market = try Marketplace()
        let rows = (0..<60).map { index in
            let price =
                index == Self.joke ? "£123456" : index == Self.outlier ? outlierPrice : "£\(20 + index).00"
            return "\(index),l\(index),Thing \(index),Home / Chairs,word\(index) of its own,\(price),York"
        }
        try market.write(listings: rows)
        try market.write(images: [])
        return market
    }

    private func doubts(_ market: Marketplace) throws -> [String: Price.Doubt] {
        let workspace = try Workspace(at: market.workspaceFolder, create: false)
        var doubts: [String: Price.Doubt] = [:]
        for index in 0..<60 {
            let listing = try #require(try workspace.listing("l\(index)")).listing
            doubts[listing.id] = listing.price?.doubt
        }
        return doubts
    }

    @Test func farPricesAreFlaggedAndKept() throws {
        let market = try market(outlierPrice: "£900000")
        defer { market.remove() }
        try market.runImport()
        #expect(try doubts(market) == ["l\(Self.joke)": .joke, "l\(Self.outlier)": .outlier])
        let before = try Snapshot(market)
        try market.runImport()
        #expect(try Snapshot(market) == before)
    }

    @Test func aDoubtIsTakenBackWhenThePriceIsMended() throws {
        let market = try market(outlierPrice: "£900000")
        defer { market.remove() }
        try market.runImport()
        let text = try String(contentsOf: market.listings, encoding: .utf8)
        try Data(text.replacing("£900000", with: "£90").utf8).write(to: market.listings)
        try market.runImport()
        #expect(try doubts(market) == ["l\(Self.joke)": .joke])
    }
}
