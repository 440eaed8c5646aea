import Foundation
import SoukSearch

/// All that is needed to go on with an answer where its ranked results end, or to turn the pages of one in an order.
struct LaterPages: Codable {
    private var asked: AskedRequest
    private var vector: [Float]?
    private var intent: [String: Double]
    let isPhoto: Bool
    let order: ScanOrder
    /// What the words demanded on the first page.
    let match: WordMatch?
    /// What was ranked, and is not shown again.
    let shown: [String]

    init(
        _ request: SearchRequest, _ encoded: SearchPipeline.Encoded, isPhoto: Bool, order: ScanOrder,
        match: WordMatch?, shown: [String]
    ) {
        asked = AskedRequest(request)
        (vector, intent) = (encoded.vector, encoded.categories)
        (self.isPhoto, self.order, self.match, self.shown) = (isPhoto, order, match, shown)
    }

    /// What was asked for, without the photo.
    var request: SearchRequest {
        var request = asked.request
        request.order = order
        return request
    }

    var encoded: SearchPipeline.Encoded { .init(vector: vector, categories: intent) }
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
