import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukRanking
import SoukSearch
import SoukTestSupport
import Testing

/// Workers that share the embedding of a workspace, and the index that is built of what they made.
@Suite struct EmbeddedAheadTests {
    private let market: TinyMarket
    private let folder: URL
    private var generations: any SearchGenerations { market.workspace.search }

    /// 300 listings: a lot of 256, and one of 44.
    init() throws {
        market = try TinyMarket()
        folder = market.folder.appendingPathComponent("segments")
        try importing { number in "\(number),\(number % 3 == 0 ? "Blue sofa" : "Oak table") \(number)" }
    }

    private func importing(_ row: (Int) -> String) throws {
        let table = market.folder.appendingPathComponent("listings.csv")
        let rows = (1...300).map { row($0) + ",Soft,Home,£5.00" }
        let text = (["id,title,description,category,price"] + rows).joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: table)
        _ = try Importer(workspace: market.workspace).run(ImportRequest(listings: table))
    }

    private func indexer(_ encoder: some ContentEncoder = TinyEncoder()) -> WorkspaceIndexer {
        WorkspaceIndexer(market.workspace, into: generations, encoder: encoder)
    }

    @discardableResult private func embed(
        _ shards: String..., by encoder: some ContentEncoder = TinyEncoder(), into name: String = "segments"
    ) async throws -> AheadSummary {
        var all = AheadSummary()
        for text in shards {
            let one = try await indexer(encoder).embed(
                into: market.folder.appendingPathComponent(name), shard: try #require(WorkShard(text)))
            (all.finished, all.known) = (all.finished + one.finished, all.known + one.known)
            (all.records, all.refused) = (all.records + one.records, all.refused + one.refused)
        }
        return all
    }

    private func load(withoutRefused: Bool = false) async throws -> EmbeddedTaken {
        try await indexer().run(embeddedIn: folder, madeBy: "test", withoutRefused: withoutRefused).taken
    }

    private func serving() async throws -> [IndexedListing] {
        let engine = try await generations.openCurrent()
        return try await engine.scan(ScanRequest(limit: 1000, fields: .all)).listings
    }

    private func segments(in name: String = "segments") throws -> [URL] {
        let all = FileManager.default.enumerator(
            at: market.folder.appendingPathComponent(name), includingPropertiesForKeys: nil)
        return (all?.allObjects as? [URL] ?? []).filter { $0.lastPathComponent.count == 64 + ".jsonl".count }
    }

    @Test func anyNumberOfWorkersMakesTheIndexOfOne() async throws {
        #expect(try await embed("0/1", into: "alone").finished == 2)
        let shared = try await embed("1/2", "0/3", "1/3", "2/3")
        #expect((shared.finished, shared.known, shared.records) == (2, 1, 344))
        let alone = try segments(in: "alone").map(\.lastPathComponent)
        #expect(try segments().map(\.lastPathComponent).sorted() == alone.sorted())
        let taken = try await load()
        #expect(taken.listings == 300 && taken.refused.isEmpty && taken.contentHash.count == 64)
        let built = try await serving()
        try await indexer().run(madeBy: "test")
        #expect(try await serving() == built)
        #expect(built.allSatisfy { $0.vectors.count == 2 })
    }

    @Test func missingDamagedAndStaleLotsAreRefused() async throws {
        try await embed("0/2")
        await #expect(throws: RankingError.self) { try await self.load() }
        try await embed("1/2")
        let segment = try #require(try segments().first)
        let whole = try Data(contentsOf: segment)
        try Data(whole.dropLast(5)).write(to: segment)
        await #expect(throws: RankingError.self) { try await self.load() }
        let again = try await embed("0/1")
        #expect((again.finished, again.known) == (1, 1))
        #expect(try Data(contentsOf: segment) == whole, "the same work gives the same file")

        try importing { number in "\(number),\(number == 300 ? "Red lamp" : "Oak table") \(number)" }
        let before = try await generations.current()
        await #expect(throws: RankingError.self) { try await self.load() }
        #expect(try await generations.current() == before)
        try await embed("0/1")
        #expect(try await load().listings == 300)
    }

    @Test func aRecordThatCannotBeEmbeddedIsToldAndRefused() async throws {
        let encoder = ChoosyEncoder(refused: "300")
        let summary = try await embed("0/1", by: encoder)
        #expect(summary.refused.map(\.key) == ["300"])
        #expect(summary.refused.first?.problem.contains("too odd") == true)
        let told = AheadSummary.refusedFile(in: folder, work: "embed", .only)
        #expect(try String(contentsOf: told, encoding: .utf8).contains("\"key\":\"300\""))
        await #expect(throws: RankingError.self) { try await self.load() }
        let taken = try await load(withoutRefused: true)
        #expect(taken.refused == ["300"] && taken.listings == 299)
        #expect(try await serving().count == 299)
    }

    /// What each worker died of is given up after three, and nothing else is.
    @Test func aRecordThatEndsWorkersIsGivenUp() async throws {
        let lot = folder.appendingPathComponent("vectors/000001")
        try FileManager.default.createDirectory(at: lot, withIntermediateDirectories: true)
        let mark = lot.appendingPathComponent("begun.json")
        let ids = try market.workspace.listings(limit: 300).map(\.listing.id)
        // As a worker leaves it that is killed in the middle.
        func died(_ key: String?, _ deaths: Int) throws {
            let json = key.map { #"{"deaths":\#(deaths),"key":"\#($0)"}"# } ?? #"{"deaths":\#(deaths)}"#
            try Data(json.utf8).write(to: mark)
        }
        try died(nil, 1)
        #expect(try await embed("1/2").refused.isEmpty)
        for segment in try segments() { try FileManager.default.removeItem(at: segment) }
        try died(ids[280], 1)
        #expect(try await embed("1/2").refused.isEmpty)
        for segment in try segments() { try FileManager.default.removeItem(at: segment) }
        try died(ids[280], 2)
        #expect(try await embed("1/2").refused.map(\.key) == [ids[280]])
        #expect(!FileManager.default.fileExists(atPath: mark.path))
        let known = try await embed("1/2")
        #expect(known.known == 1 && known.refused.count == 1, "it is not tried again")
    }

    /// Who was killed leaves a mark; whatever it says, the lot is embedded together in the end, as one worker does it.
    @Test(arguments: [
        #"{"deaths":1}"#, #"{"deaths":2}"#, #"{"deaths":1,"key":"280"}"#,
    ])
    func aLotThatWasCutOffIsThatOfOneWorker(_ mark: String) async throws {
        try await embed("0/1", by: TogetherEncoder(), into: "alone")
        let lot = folder.appendingPathComponent("vectors/000000")
        try FileManager.default.createDirectory(at: lot, withIntermediateDirectories: true)
        try Data(mark.utf8).write(to: lot.appendingPathComponent("begun.json"))
        #expect(try await embed("0/2", "1/2", by: TogetherEncoder()).refused.isEmpty)
        #expect(
            try segments().map(\.lastPathComponent).sorted()
                == segments(in: "alone").map(\.lastPathComponent).sorted())
    }

    /// Where the lot as a whole ends workers, its records are embedded one by one, and none is given up.
    @Test func aLotThatEndsWorkersIsTakenApart() async throws {
        let lot = folder.appendingPathComponent("vectors/000000")
        try FileManager.default.createDirectory(at: lot, withIntermediateDirectories: true)
        try Data(#"{"deaths":3}"#.utf8).write(to: lot.appendingPathComponent("begun.json"))
        #expect(try await embed("0/1", by: TogetherEncoder(most: 44)).refused.isEmpty)
        #expect(try segments().count == 2)
    }

    @Test func whereNothingCanBeMadeNothingIsGivenUp() async throws {
        await #expect(throws: TooOdd.self) { try await self.embed("0/1", by: ChoosyEncoder(refused: nil)) }
        #expect(try segments().isEmpty)
    }
}

private struct TooOdd: Error {}

/// Whose numbers depend on how many listings it is given at once, as those of a network do in their last bits.
private struct TogetherEncoder: ContentEncoder {
    /// More at once would end the program.
    var most = Int.max
    private let encoder = TinyEncoder()

    init(most: Int = .max) { self.most = most }

    var identity: String { encoder.identity }
    var dimensions: Int { encoder.dimensions }
    var fields: [VectorField] { encoder.fields }

    func embed(queries: [QueryContent]) -> [[Float]] { encoder.embed(queries: queries) }

    func embed(listings: [ListingContent]) -> [[VectorField: [Float]]] {
        precondition(listings.count <= most)
        return encoder.embed(listings: listings).map { vectors in
            vectors.mapValues { $0.map { $0 * (1 - Float(listings.count) * 1e-7) } }
        }
    }

    func categories(ofQueries words: [String]) -> [[String: Double]] { encoder.categories(ofQueries: words) }
}

/// Cannot encode one listing, or any.
private struct ChoosyEncoder: ContentEncoder {
    let refused: String?
    private let encoder = TinyEncoder()

    init(refused: String?) { self.refused = refused }

    var identity: String { encoder.identity }
    var dimensions: Int { encoder.dimensions }
    var fields: [VectorField] { encoder.fields }

    func embed(queries: [QueryContent]) -> [[Float]] { encoder.embed(queries: queries) }

    func embed(listings: [ListingContent]) throws -> [[VectorField: [Float]]] {
        if let refused {
            if listings.contains(where: { $0.id == refused }) {
                throw CatalogError.photo(path: refused, reason: "too odd")
            }
        } else {
            throw TooOdd()
        }
        return encoder.embed(listings: listings)
    }

    func categories(ofQueries words: [String]) -> [[String: Double]] { encoder.categories(ofQueries: words) }
}
