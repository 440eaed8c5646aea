import Foundation
import SoukSearch

/// All that is needed to go on with an answer where its ranked results end, or to turn the pages of one in an order.
struct LaterPages {
    private struct Asked: Codable {
        var request: AskedRequest
        var intent: [String: Double]
        var isPhoto: Bool
        var order: ScanOrder
        var match: WordMatch?
    }

    private var asked: Asked
    private var vector: [Float]?
    /// What was ranked, and is not shown again.
    let shown: [String]

    var isPhoto: Bool { asked.isPhoto }
    var order: ScanOrder { asked.order }
    /// What the words demanded on the first page.
    var match: WordMatch? { asked.match }

    init(
        _ request: SearchRequest, _ encoded: SearchPipeline.Encoded, isPhoto: Bool, order: ScanOrder,
        match: WordMatch?, shown: [String]
    ) {
        asked = Asked(
            request: AskedRequest(request), intent: encoded.categories, isPhoto: isPhoto, order: order,
            match: match)
        (vector, self.shown) = (encoded.vector, shown)
    }

    /// - Throws: `cursor` for bytes that ``packed()`` did not make.
    init(_ packed: [UInt8]) throws(RetrievalError) {
        var reader = PackedReader(packed)
        let list = try reader.list()
        guard let asked = try? JSONDecoder().decode(Asked.self, from: Data(list)) else {
            throw .cursor(reason: "its answer is of another version")
        }
        self.asked = asked
        if try reader.byte() == 1 {
            let count = try reader.count()
            var numbers: [Float] = []
            for _ in 0..<count {
                numbers.append(Float(bitPattern: UInt32(truncatingIfNeeded: try reader.int())))
            }
            vector = numbers
        }
        let count = try reader.count()
        var shown: [String] = []
        for _ in 0..<count { shown.append(try reader.text()) }
        self.shown = shown
    }

    /// Hundreds of ids and numbers, which JSON would take longer to write than all else.
    func packed() throws -> [UInt8] {
        var bytes = PackedBytes(capacity: 16_384)
        bytes.add(Array(try JSONEncoder().encode(asked)))
        bytes.add(UInt8(vector == nil ? 0 : 1))
        if let vector {
            bytes.add(vector.count)
            for number in vector { bytes.add(Int(number.bitPattern)) }
        }
        bytes.add(shown.count)
        for id in shown { bytes.add(id) }
        return bytes.bytes
    }

    /// What was asked for, without the photo.
    var request: SearchRequest {
        var request = asked.request.request
        request.order = order
        return request
    }

    var encoded: SearchPipeline.Encoded { .init(vector: vector, categories: asked.intent) }
}

/// Where a page begins: among the ranked results that are kept, or behind them.
struct PageCursor {
    /// Of the answer that is kept.
    var kept: String
    /// How many results came before, and the engine's cursor; nil among the ranked results.
    var behind: (rank: Int, cursor: String?)?
    /// For when the answer is kept no longer.
    var again: AskedAgain?
    /// Of the search, on each of its pages.
    var verdict: SearchAnswer.Verdict

    init(
        kept: String, behind: (rank: Int, cursor: String?)? = nil, again: AskedAgain?,
        verdict: SearchAnswer.Verdict
    ) {
        (self.kept, self.behind, self.again, self.verdict) = (kept, behind, again, verdict)
    }

    init(_ text: String) throws(RetrievalError) {
        let parts = text.split(separator: "~", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, let verdict = SearchAnswer.Verdict(rawValue: parts[4]) else {
            throw .cursor(reason: "it is not one of ours")
        }
        (kept, self.verdict) = (parts[0], verdict)
        if !parts[1].isEmpty {
            guard let rank = Int(parts[1]), (0...1_000_000_000).contains(rank) else {
                throw .cursor(reason: "it is not one of ours")
            }
            behind = (rank, parts[2].isEmpty ? nil : parts[2])
        }
        guard !parts[3].isEmpty else { return }
        guard let asked = AskedAgain(parts[3]) else { throw .cursor(reason: "it is not one of ours") }
        again = asked
    }

    var text: String {
        let rank = behind.map { "\($0.rank)" } ?? ""
        return "\(kept)~\(rank)~\(behind?.cursor ?? "")~\(again?.text ?? "")~\(verdict.rawValue)"
    }
}
