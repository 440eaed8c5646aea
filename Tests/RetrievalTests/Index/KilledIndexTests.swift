import SoukCatalog
import Foundation
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

/// An index whose program is killed without warning opens with every write that returned, and with the one
/// that was cut off wholly or not at all.
struct KilledIndexTests {
    @Test(arguments: WriteStep.allCases)
    func killedAtAStepOfAWrite(step: WriteStep) async throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        _ = try ListingIndex.create(at: KilledProgram(path).index, model: RandomListings.model)
        for round in 1...2 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, step = step.rawValue as String, round = round as Int] in
                let countdown = Countdown(round * 4)
                try KilledProgram(path).write { current in
                    if current.rawValue == step, countdown.hit() { kill(getpid(), SIGKILL) }
                }
            }
            try KilledProgram(path).expectWhole()
        }
    }

    /// Killed anywhere: by a clock that knows nothing of the index.
    @Test func killedAtAnyMoment() async throws {
        let folder = try TemporaryFolder()
        let path = folder.url.path
        _ = try ListingIndex.create(at: KilledProgram(path).index, model: RandomListings.model)
        for microseconds in stride(from: 15_000, to: 200_000, by: 31_000) {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, microseconds = microseconds as Int] in
                Thread.detachNewThread {
                    usleep(UInt32(microseconds))
                    kill(getpid(), SIGKILL)
                }
                try KilledProgram(path).write { _ in }
            }
            try KilledProgram(path).expectWhole()
        }
    }
}

/// Writes that follow from their number, each noted in a file once the index says that it is kept.
struct KilledProgram {
    let folder: URL
    var index: URL { folder.appendingPathComponent("index", isDirectory: true) }
    private var notes: URL { folder.appendingPathComponent("kept") }

    init(_ path: String) { folder = URL(fileURLWithPath: path, isDirectory: true) }

    enum Operation {
        case upsert([IndexedListing])
        case delete([String])
        case patch(String, ListingPatch)
    }

    static func operation(_ number: Int) -> Operation {
        var random = RandomListings(seed: UInt64(number))
        func anyID(_ random: inout RandomListings) -> String {
            "ad-\(Int.random(in: 0..<40, using: &random.random))"
        }
        if number % 5 == 3 { return .delete((0..<4).map { _ in anyID(&random) }) }
        if number % 5 == 4 {
            var patch = ListingPatch()
            patch.price = .set(number)
            patch.title = .set("heavy \(random.pick(RandomListings.nouns))")
            patch.vectors = [.text: random.direction(), .photo: nil]
            return .patch(anyID(&random), patch)
        }
        return .upsert((0..<6).map { _ in random.listing(anyID(&random)) })
    }

    /// Goes on where the kept writes end, for ever.
    func write(_ onStep: @escaping @Sendable (WriteStep) -> Void) throws {
        let index = try ListingIndex(folder: index, onStep: onStep)
        var number = kept()
        // What was cut off may have been kept: a write repeated is a write made once.
        let handle = try noteHandle()
        while true {
            switch Self.operation(number) {
            case .upsert(let listings): try index.upsert(listings)
            case .delete(let ids): try index.delete(ids)
            case .patch(let id, let patch):
                do { try index.patch(id, patch) } catch RetrievalError.unknownListing {}
            }
            number += 1
            try handle.write(contentsOf: Data(".".utf8))
        }
    }

    func expectWhole() throws {
        let kept = kept()
        let index = try ListingIndex.open(index)
        try index.check()
        let before = Self.model(kept).listings
        let after = Self.model(kept + 1).listings
        let found = try contents(index)
        #expect(same(found, before) || same(found, after), "after \(kept) kept writes")
        let isAfter = same(found, after)
        try expectAgreement(index, isAfter ? after : before)
    }

    private static func model(_ count: Int) -> PlainModel {
        var model = PlainModel()
        for number in 0..<count {
            switch operation(number) {
            case .upsert(let listings): for listing in listings { model.listings[listing.id] = listing }
            case .delete(let ids): for id in ids { model.listings[id] = nil }
            case .patch(let id, let patch):
                guard var listing = model.listings[id] else { continue }
                patch.apply(to: &listing)
                for (field, vector) in patch.vectors { listing.vectors[field] = vector }
                model.listings[id] = listing
            }
        }
        return model
    }

    private func contents(_ index: ListingIndex) throws -> [String: IndexedListing] {
        var found: [String: IndexedListing] = [:]
        for listing in try index.scan(limit: 1000).listings {
            found[listing.id] = try index.listing(listing.id)
        }
        return found
    }

    /// Vectors may have lost some precision.
    private func same(_ found: [String: IndexedListing], _ expected: [String: IndexedListing]) -> Bool {
        guard found.keys == expected.keys else { return false }
        return found.allSatisfy { id, listing in
            guard var other = expected[id], other.vectors.keys == listing.vectors.keys else { return false }
            let near = listing.vectors.allSatisfy { field, vector in
                zip(vector, other.vectors[field] ?? []).allSatisfy { abs($0 - $1) < 0.01 }
            }
            other.vectors = listing.vectors
            return near && other == listing
        }
    }

    /// Words, vectors and counts say what the documents say.
    private func expectAgreement(_ index: ListingIndex, _ listings: [String: IndexedListing]) throws {
        #expect(try index.facets().total == listings.count)
        for noun in RandomListings.nouns {
            let expected = listings.values.filter { "\($0.title) \($0.description)".contains(noun) }.map(\.id)
            let found = try index.search(RetrievalRequest(words: WordQuery("\"\(noun)\""), limit: 1000)).hits
            #expect(Set(found.map(\.id)) == Set(expected))
        }
        for field in VectorField.allCases {
            let query = RetrievalRequest.VectorQuery(field: field, vector: [1, 0, 0, 0, 0, 0, 0, 0])
            let found = try index.search(
                RetrievalRequest(vectors: [query], model: "model-a", limit: 1000)
            ).hits
            #expect(
                Set(found.map(\.id)) == Set(listings.values.filter { $0.vectors[field] != nil }.map(\.id)))
        }
    }

    private func kept() -> Int { (try? Data(contentsOf: notes))?.count ?? 0 }

    private func noteHandle() throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: notes.path) { try Data().write(to: notes) }
        let handle = try FileHandle(forWritingTo: notes)
        try handle.seekToEnd()
        return handle
    }
}
