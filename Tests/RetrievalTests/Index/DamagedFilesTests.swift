import Foundation
import SoukCatalog
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

/// Files of the index that are cut short while it is open. With mapped files these tests would end the process.
@Suite(.timeLimit(.minutes(2))) struct DamagedFilesTests {
    let folder: TemporaryFolder
    let index: ListingIndex

    init() throws {
        folder = try TemporaryFolder()
        let built = try ListingIndex.create(at: folder.url, model: RandomListings.model)
        var random = RandomListings(seed: 11)
        try built.upsert(random.listings(3_000))
        try built.compact()
        try built.upsert(random.listings(40))
        index = try ListingIndex.open(folder.url)
    }

    @Test(arguments: [0.0, 0.3, 0.999])
    func searchesGoOnAndTheFileIsNamed(share: Double) throws {
        let before = try answers()
        #expect(index.faults.isEmpty)
        let files = try segments()
        #expect(Set(files.map(\.pathExtension)) == ["vectors", "words"])
        for file in files { try cut(file, share) }
        let after = try answers()
        #expect(after.words == before.words && after.scan == before.scan)
        // Some lie as near as their neighbour when only their codes are left.
        for (now, then) in zip(after.nearest, before.nearest) {
            #expect(Set(now).intersection(then).count >= then.count - 2, "\(now) \(then)")
        }
        for file in files {
            #expect(index.faults.contains { $0.contains(file.path) && $0.contains("expected") }, "\(file)")
        }
        // What would make of damaged files new ones that pass for whole says so, and changes nothing.
        #expect(throws: RetrievalError.self) { try index.compact() }
        #expect(try answers().nearest == after.nearest)
        #expect(throws: RetrievalError.self) { try ListingIndex.open(folder.url) }
    }

    @Test func theDatabaseTooMayBeCutShort() throws {
        _ = try answers()
        for name in ["index.sqlite", "index.sqlite-wal", "answers.sqlite"] {
            try? cut(folder.url.appendingPathComponent(name), 0)
        }
        // Answered or refused: it goes on living.
        _ = try? answers()
        _ = try? index.upsert([IndexedListing(id: "new", title: "oak lamp")])
    }

    private struct Answers: Equatable {
        var words: [[String]]
        var nearest: [[String]]
        var scan: [String]
    }

    private func answers() throws -> Answers {
        var random = RandomListings(seed: 12)
        let model = RandomListings.model.identity
        return Answers(
            words: try RandomListings.nouns.map {
                try index.search(RetrievalRequest(words: WordQuery($0))).hits.map(\.id)
            },
            nearest: try VectorField.allCases.map { field in
                let query = RetrievalRequest(
                    vectors: [.init(field: field, vector: random.direction())], model: model, limit: 20)
                return try index.search(query).hits.map(\.id)
            }, scan: try index.scan(limit: 500).listings.map(\.title))
    }

    private func segments() throws -> [URL] {
        let files = FileManager.default.enumerator(at: folder.url, includingPropertiesForKeys: nil)
        return (files?.allObjects as? [URL] ?? []).filter { ["vectors", "words"].contains($0.pathExtension) }
    }

    private func cut(_ file: URL, _ share: Double) throws {
        let size = try #require(file.resourceValues(forKeys: [.fileSizeKey]).fileSize)
        try #require(truncate(file.path, off_t(Double(size) * share)) == 0)
    }
}
