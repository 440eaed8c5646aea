import CSoukVectors
import Foundation

@testable import SoukEmbeddedSearch
@testable import SoukSearch

extension FuzzTarget {
    /// Files of the index with right checksums, so that what is checked behind them is reached: refused, or searched,
    /// counted, changed and merged without harm.
    static let segments = FuzzTarget(
        name: "segments", seeds: { try FuzzedIndex.shared.get().segments },
        read: { bytes in
            guard bytes.count >= SegmentContainer.headerLength else { return }
            let isWords = bytes.starts(with: SegmentContainer.magic)
            try FuzzedIndex.shared.get().use(
                mended(bytes, sum: isWords ? 8 : 20), as: isWords ? "words" : "vectors")
        })

    /// Graphs of vectors, which hnswlib believes.
    static let graphs = FuzzTarget(
        name: "graphs",
        seeds: {
            let graph = try FuzzedGraph.shared.get()
            return [Array(try Data(contentsOf: graph.file))]
        },
        read: { bytes in
            try withFile(bytes, "file.graph") { url in
                let seal = VectorGraph.Seal(length: bytes.count, checksum: cv_crc32c(0, bytes, bytes.count))
                let segment = try FuzzedGraph.shared.get().segment
                let graph = try VectorGraph(url, of: segment, seal: seal)
                for place in 0..<4 {
                    let query = try VectorQuery(
                        segment.storedVector(at: place), dimensions: segment.dimensions)
                    for found in graph.nearest(query, breadth: 20) {
                        require(Int(found) < segment.count, "a vector that is not there: \(found)")
                    }
                }
            }
        })

    /// With the checksums that its bytes have.
    private static func mended(_ bytes: [UInt8], sum place: Int) -> [UInt8] {
        var bytes = bytes
        func put(_ sum: UInt32, _ place: Int) {
            for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: sum >> (8 * byte)) }
        }
        let body = Array(bytes[SegmentContainer.headerLength...])
        put(cv_crc32c(0, body, body.count), place)
        put(cv_crc32c(0, bytes, 60), 60)
        return bytes
    }
}

/// An index of a few listings, of which copies get other files.
private struct FuzzedIndex: Sendable {
    static let shared = Result { try FuzzedIndex() }

    private let folder: TemporaryFolder
    private var index: URL { folder.url.appendingPathComponent("index") }

    private init() throws {
        folder = try TemporaryFolder()
        let model = IndexModel(identity: "m", dimensions: 4, fields: [.text])
        let index = try ListingIndex.create(at: folder.url.appendingPathComponent("index"), model: model)
        try index.upsert((0..<9).map(Self.listing))
        try index.compact()
        try index.close()
    }

    var segments: [[UInt8]] {
        get throws {
            try files(in: index).filter { ["words", "vectors"].contains($0.pathExtension) }
                .map { Array(try Data(contentsOf: $0)) }
        }
    }

    private func files(in folder: URL) throws -> [URL] {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return files?.allObjects as? [URL] ?? []
    }

    private static func listing(_ number: Int) -> IndexedListing {
        var listing = IndexedListing(
            id: "l\(number)", title: "Oak table \(number)", description: "Solid, by the sea, 120 cm",
            categoryPath: ["Home", number < 4 ? "Tables" : "Desks"], price: 1_000 * number, currency: "GBP",
            town: "Leeds", latitude: 53.8, longitude: -1.5, hasPhoto: number > 2, postedAt: 1_700_000_000)
        listing.vectors[.text] = [1, 0, 0, 0]
        return listing
    }

    /// Whatever is asked, an answer or an error comes.
    func use(_ bytes: [UInt8], as kind: String) throws {
        let copy = folder.url.appendingPathComponent("copy")
        try? FileManager.default.removeItem(at: copy)
        try FileManager.default.copyItem(at: index, to: copy)
        for file in try files(in: copy) where file.pathExtension == kind { try Data(bytes).write(to: file) }
        let index = try ListingIndex.open(copy)
        defer { try? index.close() }
        ask(index)
        try index.delete(["l3"])
        try index.upsert([Self.listing(4), Self.listing(11)])
        ask(index)
        try index.compact()
        ask(index)
    }

    private func ask(_ index: ListingIndex) {
        for words in ["oak table", "\"by the sea\"", "tabel", "so", "-oak solid", "120 cm"] {
            var request = RetrievalRequest(words: WordQuery(words), limit: 20)
            request.facets = FacetRequest()
            request.fields = .description
            request.isCompleted = true
            _ = try? index.search(request)
        }
        let vector = RetrievalRequest.VectorQuery(field: .text, vector: [1, 0, 0, 0])
        _ = try? index.search(RetrievalRequest(vectors: [vector], model: "m", limit: 20))
        var filter = SearchFilter()
        filter.minimumPrice = 2_000
        filter.near = SearchFilter.Circle(latitude: 53, longitude: -1, kilometres: 500)
        for order in ScanOrder.allCases {
            _ = try? index.scan(filter, order: order)
            if order != .nearest { _ = try? index.scan(order: order) }
        }
        _ = try? index.facets()
        for number in 0..<12 { _ = try? index.listing("l\(number)") }
    }
}

/// A graph with the segment that it was made of.
private struct FuzzedGraph: Sendable {
    static let shared = Result { try FuzzedGraph() }

    private let folder: TemporaryFolder
    let segment: VectorSegment
    let file: URL

    private init() throws {
        folder = try TemporaryFolder()
        let vectors = folder.url.appendingPathComponent("some.vectors")
        try VectorSegmentWriter(field: .text, dimensions: 4).write(
            (0..<60).map(Int64.init), removed: RowSet(), to: vectors
        ) { (place, use) throws(RetrievalError) in
            let vector = [cosf(Float(place)), sinf(Float(place)), 0, 0]
            try vector.withUnsafeBufferPointer { (values) throws(RetrievalError) in try use(values) }
        }
        segment = try VectorSegment(vectors, field: .text, dimensions: 4)
        file = folder.url.appendingPathComponent("some.graph")
        // hnswlib looks at the place behind a full list, so that none may be full.
        _ = try VectorGraph.build(segment, plan: VectorPlan(), to: file, steps: .none)
    }
}
