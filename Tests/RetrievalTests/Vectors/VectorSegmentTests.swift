import SoukCatalog
import Foundation
import Testing

@testable import SoukEmbeddedSearch
import SoukSearch

@Suite struct VectorSegmentTests {
    let folder: ScratchFolder
    let url: URL
    let vectors: [[Float]]
    let rows: [Int64] = [-4, 0, 3, 9_000, 5_000_000_000]

    init() throws {
        folder = try ScratchFolder()
        url = folder.url.appending(path: "text-1.vectors")
        var cloud = VectorCloud(dimensions: 20, centres: 2)
        vectors = cloud.next(rows.count)
        try write()
    }

    func write() throws {
        let vectors = vectors
        try VectorSegmentWriter(field: .text, dimensions: 20)
            .write(rows, removed: [7, -9], to: url) { (place, body) throws(RetrievalError) in
                try vectors[place].withUnsafeBufferPointer(body)
            }
    }

    func open(_ field: VectorField = .text, dimensions: Int = 20) throws -> VectorSegment {
        try VectorSegment(url, field: field, dimensions: dimensions)
    }

    @Test func `what was written is read`() throws {
        let segment = try open()
        #expect(Array(segment.rows) == rows)
        #expect(Array(segment.removed) == [-9, 7])
        #expect(segment.rowSet == RowSet(rows))
        for (place, row) in rows.enumerated() {
            #expect(segment.place(of: row) == place)
            #expect(try segment.storedVector(at: place) == vectors[place])
        }
        #expect(segment.place(of: 4) == nil)
        #expect(segment.place(of: .max) == nil)
    }

    @Test func `another field or width is refused`() {
        #expect(throws: RetrievalError.self) { try open(.photo) }
        #expect(throws: RetrievalError.self) { try open(dimensions: 21) }
    }

    @Test func `a file that is not there is missing`() {
        #expect {
            try VectorSegment(folder.url.appending(path: "none"), field: .text, dimensions: 20)
        } throws: {
            if case RetrievalError.missing = $0 { true } else { false }
        }
    }

    @Test func `a file cut short anywhere is refused by name, with what was expected and found`() throws {
        let whole = try Data(contentsOf: url)
        for length in 0..<whole.count {
            try whole.prefix(length).write(to: url)
            #expect {
                try open()
            } throws: { error in
                let text = "\(error)"
                return text.contains(url.path) && text.contains("expected") && text.contains("found")
            }
        }
    }

    @Test func `any changed byte is noticed`() throws {
        let whole = try Data(contentsOf: url)
        var random = SplitMix64(seed: 3)
        for place in whole.indices {
            var garbled = whole
            garbled[place] ^= UInt8.random(in: 1...255, using: &random)
            try garbled.write(to: url)
            #expect(throws: RetrievalError.self, "byte \(place)") { try open() }
        }
    }

    @Test func `a file with bytes behind its end is refused`() throws {
        try (Data(contentsOf: url) + [0]).write(to: url)
        #expect(throws: RetrievalError.self) { try open() }
    }

    @Test func `noise is refused`() throws {
        var random = SplitMix64(seed: 4)
        for _ in 0..<300 {
            let noise = (0..<Int.random(in: 0...900, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            try (Data(SegmentLayout.magic.prefix(Int.random(in: 0...8, using: &random))) + Data(noise)).write(
                to: url)
            #expect(throws: RetrievalError.self) { try open() }
        }
    }

    @Test(arguments: [(0, 1, 1), (20_000, 1, 1), (20, -1, 0), (20, 0, .max), (20, .max, 0)])
    func `impossible sizes have no layout`(dimensions: Int, count: Int, removed: Int) {
        #expect(SegmentLayout(dimensions: dimensions, count: count, removed: removed) == nil)
    }
}
