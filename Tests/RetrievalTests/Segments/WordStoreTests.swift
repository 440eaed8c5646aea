import Foundation
import SoukSearch
import Testing

@testable import SoukEmbeddedSearch

/// The files of words through kills, full disks and other programs.
@Suite struct WordStoreTests {
    let folder: TemporaryFolder
    let copies: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        copies = try TemporaryFolder()
    }

    private var index: URL { folder.url.appending(path: "index") }

    private static func listings(_ range: Range<Int>) -> [IndexedListing] {
        var random = RandomListings(seed: UInt64(range.lowerBound))
        return range.map { number in
            var listing = random.listing("ad-\(number)")
            listing.vectors = [:]
            return listing
        }
    }

    /// What it says about every noun, as ids.
    private static func answers(_ index: ListingIndex) throws -> [[String]] {
        try RandomListings.nouns.map { noun in
            try index.search(RetrievalRequest(words: WordQuery(noun), limit: 1_000)).hits.map(\.id)
        }
    }

    @Test func killedAtAnyStepOfAMergeItHoldsTheSame() throws {
        _ = try ListingIndex.create(at: index, model: .none)
        let site = CrashSite(index, copies: copies.url)
        let opened = try ListingIndex(folder: index, wordSteps: site.hook)
        var names: Set<String> = []
        for round in 0..<3 {
            try opened.upsert(Self.listings(round * 20..<round * 20 + 30))
            try opened.delete(["ad-\(round * 20 + 3)"])
            let answers = try Self.answers(opened)
            _ = site.taken()
            try opened.compact()
            let steps = site.taken()
            #expect(steps.count >= 4)
            for step in steps {
                names.insert(String(step.name.prefix { $0 != " " }))
                let survivor = try ListingIndex.open(step.copy)
                try survivor.check()
                #expect(try Self.answers(survivor) == answers, "\(step.name)")
                try survivor.upsert(Self.listings(200..<201))
                try survivor.compact()
                let left = try FileManager.default.contentsOfDirectory(
                    atPath: IndexFiles(folder: step.copy).words.path)
                #expect(left.count == 1, "\(step.name) leaves \(left)")
                #expect(try Self.answers(ListingIndex.open(step.copy)) == Self.answers(survivor))
                try FileManager.default.removeItem(at: step.copy)
            }
            #expect(try Self.answers(opened) == answers)
        }
        #expect(names.isSuperset(of: ["created", "written", "synchronised", "renamed"]))
    }

    @Test func whereNoFileCanBeWrittenNothingIsLostAndItHeals() throws {
        let opened = try ListingIndex.create(at: index, model: .none)
        try opened.upsert(Self.listings(0..<30))
        let words = IndexFiles(folder: index).words
        try Data().write(to: words)
        #expect {
            try opened.compact()
        } throws: { error in
            guard case RetrievalError.io(let path, _) = error else { return false }
            return path == words.path
        }
        try opened.upsert(Self.listings(30..<40))
        let answers = try Self.answers(opened)
        #expect(try Self.answers(ListingIndex.open(index)) == answers)
        try FileManager.default.removeItem(at: words)
        try opened.compact()
        try opened.check()
        #expect(try Self.answers(opened) == answers)
    }

    /// Each sees the other's writes, across merges.
    @Test func twoProgramsAgree() throws {
        let one = try ListingIndex.create(at: index, model: .none)
        let other = try ListingIndex.open(index)
        for round in 0..<6 {
            let (writer, reader) = round % 2 == 0 ? (one, other) : (other, one)
            try writer.upsert(Self.listings(round * 10..<round * 10 + 15))
            try writer.delete(["ad-\(round * 10 + 1)"])
            if round > 1 { try writer.compact() }
            #expect(try Self.answers(reader) == Self.answers(writer))
            #expect(try reader.count == writer.count)
        }
    }

    @Test func aLostFileOfWordsIsDamageWithItsName() throws {
        let opened = try ListingIndex.create(at: index, model: .none)
        try opened.upsert(Self.listings(0..<10))
        try opened.compact()
        try opened.close()
        let words = IndexFiles(folder: index).words
        let name = try #require(FileManager.default.contentsOfDirectory(atPath: words.path).first)
        try FileManager.default.removeItem(at: words.appending(path: name))
        #expect {
            try ListingIndex.open(index)
        } throws: { error in
            guard case RetrievalError.damaged(let path, _, _) = error else { return false }
            return path.hasSuffix(name)
        }
    }
}
