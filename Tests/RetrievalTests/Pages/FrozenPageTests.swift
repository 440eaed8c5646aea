import SoukCatalog
import Foundation
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

struct FrozenPageTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func pagesAreTheWholeAnswerWithoutWhatWasDeleted(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        var random = RandomListings(seed: seed)
        let listings = random.listings(80)
        let index = try ListingIndex.create(at: folder.url, model: RandomListings.model)
        try index.upsert(listings)
        let ranked = listings.shuffled(using: &random.random).map {
            KeptResult(id: $0.id, note: Array("score of \($0.id)".utf8))
        }
        var cursor: String? = try index.keep(ranked)
        var seen: [KeptResult] = []
        var deletedUnseen: Set<String> = []
        while let text = cursor {
            let page = try index.page(text, limit: 1 + Int.random(in: 0..<9, using: &random.random))
            #expect(try index.page(text, limit: 100).items.starts(with: page.items))
            seen += page.items
            cursor = page.next
            let victim = random.pick(listings).id
            try index.delete([victim])
            if !seen.contains(where: { $0.id == victim }) { deletedUnseen.insert(victim) }
            try index.upsert([random.listing("late-\(seen.count)")])
        }
        #expect(seen == ranked.filter { !deletedUnseen.contains($0.id) })
    }

    @Test func changedForeignAndOldCursorsAreRefused() throws {
        let folder = try TemporaryFolder()
        let index = try ListingIndex.create(at: folder.url.appendingPathComponent("one"), model: .none)
        let other = try ListingIndex.create(at: folder.url.appendingPathComponent("two"), model: .none)
        try index.upsert([IndexedListing(id: "a", title: "lamp"), IndexedListing(id: "b", title: "tent")])
        let cursor = try index.keep([KeptResult(id: "a"), KeptResult(id: "b")])
        let scan = try #require(try index.scan(limit: 1).next)
        for at in stride(from: 0, to: cursor.count, by: 5) {
            var changed = Array(cursor)
            changed[at] = changed[at] == "x" ? "y" : "x"
            expectRefused { try index.page(String(changed), limit: 1) }
        }
        for text in ["", ".", "a.b", cursor + "0", scan, String(repeating: "A", count: 100_000)] {
            expectRefused { try index.page(text, limit: 1) }
        }
        #expect {
            try other.page(cursor, limit: 1)
        } throws: { "\($0)".contains("generation one") && "\($0)".contains("two") }
        expectRefused { try index.scan(order: .newest, after: scan) }
        expectRefused { try index.scan(SearchFilter(hasPhoto: true), after: scan) }
        #expect(throws: RetrievalError.self) { try index.page(cursor, limit: 0) }
    }

    @Test func onlySoManyAnswersAreKeptAndOnlySoLong() throws {
        let folder = try TemporaryFolder()
        let answers = try KeptAnswers(file: folder.url.appendingPathComponent("answers.sqlite"))
        func page(_ position: KeptAnswers.Position, now: Int) throws {
            _ = try answers.page(position, limit: 1, now: now) { _ in true }
        }
        let first = try answers.keep([], continuation: [], now: 0)
        let kept = try answers.keep([], continuation: [], now: 10)
        try page(kept, now: 10)
        #expect(throws: RetrievalError.self) { try page(kept, now: 11 + KeptAnswers.lifetime) }
        for second in 0..<(KeptAnswers.capacity + KeptAnswers.dropped) {
            _ = try answers.keep([], continuation: [], now: 20 + second % 50)
        }
        #expect(throws: RetrievalError.self) { try page(first, now: 100) }
        #expect(throws: RetrievalError.self) { try page(kept, now: 100) }
    }

    @Test func aBrokenFileOfAnswersStopsNothing() throws {
        let folder = try TemporaryFolder()
        let index = try ListingIndex.create(at: folder.url, model: .none)
        try index.upsert([IndexedListing(id: "a", title: "lamp"), IndexedListing(id: "b", title: "tent")])
        let old = try index.keep([KeptResult(id: "a")])
        try index.close()
        let file = folder.url.appendingPathComponent("answers.sqlite")
        try Data(repeating: 65, count: 9000).write(to: file)
        let opened = try ListingIndex.open(folder.url)
        expectRefused { try opened.page(old, limit: 1) }
        let cursor = try opened.keep([KeptResult(id: "b", note: [1, 2])])
        #expect(try opened.page(cursor, limit: 1).items == [KeptResult(id: "b", note: [1, 2])])
    }

    private func expectRefused(_ body: () throws -> Any) {
        #expect { try body() } throws: { error in
            if case .cursor = error as? RetrievalError { true } else { false }
        }
    }
}
