import Foundation
import Testing

@testable import SoukService

/// The page as a browser without scripts walks through it.
struct PlainFormTests {
    private func titles(_ page: RouterClient.Reply) -> [String] {
        page.text.matches(of: /<h3[^>]*><a href="([^"]+)"/).map { String($0.output.1) }
    }

    private func link(_ words: String, in page: RouterClient.Reply) throws -> String {
        let pattern = try Regex("<a class=\"button\" href=\"([^\"]+)\"[^>]*>\(words)</a>")
        let found = String(try #require(page.text.firstMatch(of: pattern)?.output[1].substring))
        return found.replacing("&amp;", with: "&")
    }

    @Test func pagesAreWholeAndCanBeWalkedBothWays() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        try await shop.serve { client in
            let first = try await client.execute(uri: "/search?q=story")
            #expect(titles(first).count == SearchLink.pageLength)
            let second = try await client.execute(uri: link("Show more", in: first))
            #expect(titles(second).count == SearchLink.pageLength)
            #expect(Set(titles(first)).isDisjoint(with: titles(second)))
            let again = try await client.execute(uri: link("Earlier results", in: second))
            #expect(titles(again) == titles(first))
        }
    }
}
