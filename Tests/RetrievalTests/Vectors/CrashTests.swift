import SoukCatalog
import Foundation
import Synchronization
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

/// Copies a folder at every step of a change: what a kill at that moment leaves behind.
final class CrashSite: Sendable {
    let steps: Mutex<[(name: String, copy: URL)]> = Mutex([])
    let original: URL
    let copies: URL

    init(_ original: URL, copies: URL) {
        self.original = original
        self.copies = copies
    }

    var hook: FileSteps {
        FileSteps { step, url in
            self.steps.withLock { steps in
                let copy = self.copies.appending(path: "\(steps.count)")
                try? FileManager.default.copyItem(at: self.original, to: copy)
                steps.append(("\(step) \(url.lastPathComponent)", copy))
            }
        }
    }

    func taken() -> [(name: String, copy: URL)] {
        steps.withLock { steps in
            defer { steps = [] }
            return steps
        }
    }
}

@Suite struct CrashTests {
    static let dimensions = 16

    static var plan: VectorPlan {
        var plan = VectorPlan()
        plan.exactLimit = 25
        plan.mergeLimit = 30
        return plan
    }

    let folder: ScratchFolder
    let copies: ScratchFolder
    let site: CrashSite

    init() throws {
        folder = try ScratchFolder()
        copies = try ScratchFolder()
        site = CrashSite(folder.url, copies: copies.url)
    }

    static func open(_ folder: URL, _ steps: FileSteps = .none) throws -> VectorStore {
        try VectorStore(
            folder: folder, dimensions: dimensions, fields: [.text, .photo], plan: plan, steps: steps)
    }

    static func contents(_ store: VectorStore) -> [[[Float]?]] {
        [VectorField.text, .photo].map { field in (0..<60 as Range<Int64>).map { store.vector($0, field) } }
    }

    @Test func `killed at any step, it opens as before or after the change, and takes the change again`()
        throws
    {
        var random = SplitMix64(seed: 31)
        var cloud = VectorCloud(dimensions: Self.dimensions, centres: 2)
        let store = try Self.open(folder.url, site.hook)
        var names: Set<String> = []
        _ = site.taken()
        for round in 0..<14 {
            let before = Self.contents(store)
            let upserts: [VectorStore.Upsert] = (0..<8).map { _ in
                (
                    Int64.random(in: 0..<60, using: &random), Bool.random(using: &random) ? .text : .photo,
                    cloud.next()
                )
            }
            let deletes: [VectorStore.Delete] = [(Int64.random(in: 0..<60, using: &random), .text)]
            let change = { (store: VectorStore) in
                if round % 5 == 4 {
                    try store.compact()
                } else {
                    try store.apply(upserts: upserts, deletes: deletes)
                }
            }
            try change(store)
            let after = Self.contents(store)
            let steps = site.taken()
            #expect(steps.count >= 4)
            for step in steps {
                names.insert(step.name.split(separator: " ")[0].description)
                let survivor = try Self.open(step.copy)
                let found = Self.contents(survivor)
                #expect(found == before || found == after, "\(step.name)")
                try change(survivor)
                #expect(Self.contents(survivor) == after, "\(step.name)")
                #expect(Self.contents(try Self.open(step.copy)) == after, "\(step.name)")
                let left = try FileManager.default.contentsOfDirectory(atPath: step.copy.path)
                #expect(!left.contains { $0.hasSuffix(DurableFile.suffix) }, "\(step.name)")
                try FileManager.default.removeItem(at: step.copy)
            }
        }
        #expect(names == ["created", "written", "synchronised", "renamed", "removed"])
    }

    @Test func `killed while it begins, it begins again`() throws {
        try FileManager.default.removeItem(at: folder.url)
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        _ = try Self.open(folder.url, site.hook)
        let steps = site.taken()
        #expect(!steps.isEmpty)
        for step in steps { #expect(try Self.open(step.copy).count(.text) == 0) }
    }

    @Test(.enabled(if: VectorGraph.isAvailable))
    func `a graph's file that was cut or changed is refused, and never read by hnswlib`() throws {
        var cloud = VectorCloud(dimensions: Self.dimensions, centres: 2)
        let store = try Self.open(folder.url)
        try store.apply(upserts: (0..<60).map { ($0, .text, cloud.next()) })
        try store.compact()
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: folder.url.path).first { $0.hasSuffix(".graph") })
        let url = folder.url.appending(path: name)
        let whole = try Data(contentsOf: url)
        var random = SplitMix64(seed: 8)
        for _ in 0..<150 {
            var garbled = whole
            if Bool.random(using: &random) {
                garbled = garbled.prefix(Int.random(in: 0..<whole.count, using: &random))
            } else {
                garbled[Int.random(in: 0..<whole.count, using: &random)] ^= UInt8.random(
                    in: 1...255, using: &random)
            }
            try garbled.write(to: url)
            #expect {
                try Self.open(folder.url)
            } throws: { "\($0)".contains(name) && "\($0)".contains("expected") }
        }
        try whole.write(to: url)
        #expect(try Self.open(folder.url).count(.text) == 60)
    }

    @Test func `where nothing can be written, the state before stays`() throws {
        var cloud = VectorCloud(dimensions: Self.dimensions, centres: 1)
        let store = try Self.open(folder.url)
        try store.apply(upserts: [(1, .text, cloud.next())])
        let before = Self.contents(store)
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "text-2.vectors" + DurableFile.suffix),
            withIntermediateDirectories: true)
        #expect(throws: RetrievalError.self) { try store.apply(upserts: [(2, .text, cloud.next())]) }
        #expect(Self.contents(store) == before)
        #expect(Self.contents(try Self.open(folder.url)) == before)
    }
}
