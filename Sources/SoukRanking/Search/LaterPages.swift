import Foundation
import SoukSearch

/// All that is needed to go on with an answer where its ranked results end, or to turn the pages of one in an order.
struct LaterPages: Codable {
    private var text: String
    private var weights: [String: Double]
    private var without: [String]
    private var categories: [String]
    private var near: String?
    private var kilometres: Double?
    private var filter: SearchFilter
    private var keeping: [String]
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
        (text, weights, without) = (request.text, request.weights, request.without)
        (categories, near, kilometres) = (request.categories, request.near, request.kilometres)
        (filter, keeping) = (request.filter, request.keeping.sorted())
        (vector, intent) = (encoded.vector, encoded.categories)
        (self.isPhoto, self.order, self.match, self.shown) = (isPhoto, order, match, shown)
    }

    /// What was asked for, without the photo.
    var request: SearchRequest {
        SearchRequest(
            text, weights: weights, without: without, categories: categories, near: near,
            kilometres: kilometres, filter: filter, keeping: Set(keeping), order: order)
    }

    var encoded: SearchPipeline.Encoded { .init(vector: vector, categories: intent) }
}

/// Where a page begins: among the ranked results that are kept, or behind them.
struct PageCursor {
    /// Of the answer that is kept.
    var kept: String
    /// How many results came before, and the engine's cursor; nil among the ranked results.
    var behind: (rank: Int, cursor: String?)?

    init(kept: String, behind: (rank: Int, cursor: String?)? = nil) {
        (self.kept, self.behind) = (kept, behind)
    }

    init(_ text: String) throws(RetrievalError) {
        let parts = text.split(separator: "~", maxSplits: 2, omittingEmptySubsequences: false).map(
            String.init)
        kept = parts[0]
        guard parts.count > 1 else { return }
        guard parts.count == 3, let rank = Int(parts[1]), (0...1_000_000_000).contains(rank) else {
            throw .cursor(reason: "it is not one of ours")
        }
        behind = (rank, parts[2].isEmpty ? nil : parts[2])
    }

    var text: String { behind.map { "\(kept)~\($0.rank)~\($0.cursor ?? "")" } ?? kept }
}
