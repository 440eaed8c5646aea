import CSoukVectors
import Foundation
import SoukSearch

/// A graph over a segment's vectors, for segments too large to scan; in a file beside the segment's.
final class VectorGraph: @unchecked Sendable {
    /// What the manifest says about the file, because hnswlib believes all it reads.
    struct Seal: Codable, Equatable {
        var length: Int
        var checksum: UInt32
    }

    /// Without hnswlib every search is a scan: slower above some hundred thousand vectors, and as right.
    static let isAvailable = cv_graphs_are_available()

    private static let messageLength = 256
    private let graph: OpaquePointer

    init(_ url: URL, of segment: VectorSegment, seal: Seal) throws(RetrievalError) {
        let found = try Self.seal(of: url)
        guard found == seal else {
            throw .damaged(
                path: url.path,
                reason: "expected \(seal.length) bytes of checksum \(seal.checksum), "
                    + "found \(found.length) of \(found.checksum)", remedy: VectorSegment.remedy)
        }
        var message = [CChar](repeating: 0, count: Self.messageLength)
        guard
            let graph = cv_graph_open(
                url.path, segment.dimensions, segment.count, &message, message.count)
        else {
            throw .damaged(path: url.path, reason: Self.text(message), remedy: VectorSegment.remedy)
        }
        self.graph = graph
    }

    deinit { cv_graph_close(graph) }

    /// Builds it and writes its file; minutes for a million vectors.
    static func build(
        _ segment: VectorSegment, plan: VectorPlan, to url: URL, steps: FileSteps
    ) throws(RetrievalError) -> Seal {
        let temporary = url.appendingPathExtension(String(DurableFile.suffix.dropFirst()))
        var message = [CChar](repeating: 0, count: messageLength)
        let isBuilt = cv_graph_build(
            temporary.path, segment.dimensions, segment.codes.baseAddress, segment.scales.baseAddress,
            segment.count, plan.graphLinks, plan.buildBreadth, &message, message.count)
        guard isBuilt else { throw .io(path: temporary.path, reason: text(message)) }
        steps.reached(.written, temporary)
        try DurableFile.publish(temporary, as: url, steps: steps)
        return try seal(of: url)
    }

    /// Places of the `breadth` nearest that the graph leads to, in no order.
    func nearest(_ query: VectorQuery, breadth: Int) -> [UInt32] {
        [UInt32](unsafeUninitializedCapacity: breadth) { places, count in
            count = max(0, cv_graph_search(graph, query.codes, query.scale, breadth, places.baseAddress))
        }
    }

    private static func seal(of url: URL) throws(RetrievalError) -> Seal {
        let file = try OpenFile(url)
        var checksum: UInt32 = 0
        try file.pieces(0..<file.length) { checksum = cv_crc32c(checksum, $0.baseAddress, $0.count) }
        return Seal(length: file.length, checksum: checksum)
    }

    private static func text(_ message: [CChar]) -> String {
        String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
