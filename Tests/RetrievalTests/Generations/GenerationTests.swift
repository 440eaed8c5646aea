import SoukCatalog
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

struct GenerationTests {
    let folder: TemporaryFolder
    var generations: IndexGenerations { IndexGenerations(root: folder.url.appendingPathComponent("index")) }

    init() throws { folder = try TemporaryFolder() }

    @Test func aGenerationServesAfterTheSwitchAndNotBefore() throws {
        #expect(throws: RetrievalError.self) { try generations.openCurrent() }
        let first = try build(10)
        #expect(try generations.current == nil)
        try generations.switchTo(first)
        #expect(try generations.openCurrent().count == 10)
        let second = try build(20)
        #expect(try generations.openCurrent().count == 10)
        try generations.switchTo(second)
        #expect(try generations.openCurrent().count == 20)
        let states = try generations.list(.everything)
        #expect(states.map(\.name) == [first, second])
        #expect(states.map(\.isCurrent) == [false, true])
        #expect(states.map { $0.manifest?.count } == [10, 20])
        #expect(states.allSatisfy { $0.damage == nil && $0.manifest?.model == RandomListings.model })
        #expect(try generations.rollback() == first)
        #expect(try generations.openCurrent().count == 10)
        #expect(throws: RetrievalError.self) { try generations.rollback() }
        #expect(throws: RetrievalError.self) { try generations.switchTo("20200101T000000") }
        #expect(throws: RetrievalError.self) { try generations.switchTo("../elsewhere") }
        #expect(try generations.current == first)
    }

    /// As programs do that finish at once: no switch is forgotten, and nobody trips over what another removes.
    @Test(.timeLimit(.minutes(5))) func manySwitchAndPruneAtOnce() throws {
        let names = try (0..<8).map { try build($0 + 1) }
        let generations = generations
        let errors = Mutex<[String]>([])
        func atOnce(_ work: @escaping @Sendable (Int) throws -> Void) {
            DispatchQueue.concurrentPerform(iterations: names.count) { number in
                do { try work(number) } catch { errors.withLock { $0.append("\(error)") } }
            }
        }
        atOnce { try generations.switchTo(names[$0]) }
        let pointer = try #require(try CurrentGeneration.read(generations.root))
        #expect(Set([pointer.current] + pointer.previous) == Set(names))
        atOnce { number in
            if number == 0 { _ = try generations.rollback() } else { try generations.prune(keeping: 1) }
        }
        #expect(errors.withLock { $0 } == [])
        #expect(try generations.openCurrent().count > 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: generations.root.path)
        #expect(!left.contains { $0.hasPrefix(".removed-") }, "\(left)")
    }

    @Test func anUnfinishedBuildCountsForNothing() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try generations.build(model: RandomListings.model, madeBy: "test") { builder in
                var random = RandomListings(seed: 1)
                try builder.add(random.listings(5))
                throw Stop()
            }
        }
        #expect(try generations.list().isEmpty)
        let stale = generations.root.appendingPathComponent(".building-20200101T000000")
        try FileManager.default.createDirectory(at: stale, withIntermediateDirectories: true)
        let name = try build(3)
        #expect(try generations.list().map(\.name) == [name])
        #expect(!FileManager.default.fileExists(atPath: stale.path))
    }

    @Test func aSnapshotKeepsTheMomentItWasTaken() throws {
        try generations.switchTo(build(12))
        let live = try generations.openCurrent()
        var random = RandomListings(seed: 77)
        try live.upsert(random.listings(20))
        let kept = try generations.snapshot(of: live, madeBy: "test")
        try live.delete((0..<20).map { "ad-\($0)" })
        #expect(kept.count == 20)
        #expect(try live.count == 0)
        try generations.switchTo(kept.generation)
        let snapshot = try generations.openCurrent()
        #expect(try snapshot.count == 20)
        let direction = random.direction()
        let answer = try snapshot.search(
            RetrievalRequest(vectors: [.init(field: .text, vector: direction)], model: "model-a"))
        #expect(!answer.hits.isEmpty)
        try snapshot.upsert([IndexedListing(id: "new", title: "lamp")])
        try snapshot.check()
    }

    @Test func pruningKeepsTheNewestAndTheServing() throws {
        let names = try (1...5).map { try build($0) }
        try generations.switchTo(names[0])
        try generations.switchTo(names[1])
        #expect(try generations.prune(keeping: 2) == [names[2]], "the way back is kept, too")
        #expect(try generations.list().map(\.name) == [names[0], names[1], names[3], names[4]])
        #expect(try generations.prune(keeping: 0) == [names[3], names[4]])
        #expect(try generations.openCurrent().count == 2)
        #expect(try generations.rollback() == names[0])
        #expect(try generations.prune(keeping: 0) == [names[1]])
        #expect(throws: RetrievalError.self) { try generations.rollback() }
    }

    enum Damage: String, CaseIterable {
        case cutDatabase, emptyDatabase, noDatabase, foreignDatabase, garbledManifest, noManifest,
            newerManifest, otherAnalysis
        case noVectors, otherManifest
    }

    /// Damage is named, a switch refuses it, the others open, and the way back skips it.
    @Test(arguments: Damage.allCases)
    func damageStandsInNobodysWay(damage: Damage) throws {
        let first = try build(30)
        let hurt = try build(31)
        let last = try build(32)
        for name in [first, hurt, last] { try generations.switchTo(name) }
        try inflict(damage, on: hurt, from: first)
        for isDeep in [false, true] {
            let states = try generations.list(isDeep ? .everything : .opening)
            #expect(states.map { $0.damage == nil } == [true, false, true], "\(states)")
        }
        #expect(throws: RetrievalError.self) { try generations.switchTo(hurt) }
        #expect(try generations.openCurrent().count == 32)
        #expect(try generations.rollback() == first)
        #expect(try generations.openCurrent().count == 30)
        #expect(try generations.prune(keeping: 1) == [hurt])
    }

    @Test func aDamagedServingGenerationNamesTheWayBack() throws {
        let first = try build(3)
        let second = try build(4)
        try generations.switchTo(first)
        try generations.switchTo(second)
        try inflict(.cutDatabase, on: second, from: first)
        #expect {
            let index = try generations.openCurrent()
            try index.check()
        } throws: { "\($0)".contains("Roll back") }
        #expect(try generations.rollback() == first)
        try Data("{".utf8).write(to: generations.root.appendingPathComponent("current"))
        #expect { try generations.openCurrent() } throws: { "\($0)".contains("Build a new generation") }
        #expect(try generations.list().count == 2)
        try generations.switchTo(first)
        #expect(try generations.openCurrent().count == 3)
    }

    private func build(_ count: Int) throws -> String {
        try generations.build(
            model: RandomListings.model, madeBy: "test", now: Date(timeIntervalSince1970: 1_800_000_000)
        ) { builder in
            var random = RandomListings(seed: UInt64(count))
            try builder.add(random.listings(count))
        }.generation
    }

    private func inflict(_ damage: Damage, on name: String, from other: String) throws {
        let files = IndexFiles(folder: generations.folder(name))
        switch damage {
        case .cutDatabase: try Data(contentsOf: files.database).prefix(20_000).write(to: files.database)
        case .emptyDatabase: try Data().write(to: files.database)
        case .noDatabase: try FileManager.default.removeItem(at: files.database)
        case .foreignDatabase: try Data(repeating: 65, count: 50_000).write(to: files.database)
        case .garbledManifest: try Data("{\"generation\":".utf8).write(to: files.manifest)
        case .noManifest: try FileManager.default.removeItem(at: files.manifest)
        case .newerManifest:
            var manifest = try ManifestFile.read(files)
            manifest.schema += 1
            try ManifestFile.write(manifest, files)
        case .otherAnalysis:
            var manifest = try ManifestFile.read(files)
            manifest.analysis += 1
            try ManifestFile.write(manifest, files)
        case .noVectors: try FileManager.default.removeItem(at: files.vectors)
        case .otherManifest:
            try ManifestFile.write(
                ManifestFile.read(IndexFiles(folder: generations.folder(other))), files)
        }
    }
}
