import SoukCatalog
import SoukSearch

/// What was taken up of what workers embedded.
public struct EmbeddedTaken: Sendable, Codable, Equatable {
    public var listings = 0
    /// Listings that no worker could embed, and that the index does without.
    public var refused: [String] = []
    /// SHA-256 over the segments, in their order: equal for equal listings and vectors.
    public var contentHash = ""

    enum CodingKeys: String, CodingKey {
        case listings, refused
        case contentHash = "content_hash"
    }
}

/// Hands out the lots of an index in their order, each compared with what the workspace has now.
actor EmbeddedLots {
    private let indexer: WorkspaceIndexer
    private let ahead: EmbeddedAhead
    private let isWithoutRefused: Bool
    private var lot = 0
    private var hashes = ""
    private var result = EmbeddedTaken()

    init(_ indexer: WorkspaceIndexer, _ ahead: EmbeddedAhead, withoutRefused: Bool) {
        (self.indexer, self.ahead, isWithoutRefused) = (indexer, ahead, withoutRefused)
    }

    var taken: EmbeddedTaken {
        var taken = result
        taken.contentHash = Checksum.sha256(hashes)
        return taken
    }

    /// The next lot; nil at the end.
    func next(after last: String?) async throws -> (listings: [IndexedListing], last: String)? {
        guard let known = try await indexer.taken(lot, after: last, ahead) else { return nil }
        lot += 1
        hashes += known.segment.hash
        result.refused += known.segment.records.filter { $0.value == nil }.map(\.key)
        guard isWithoutRefused || result.refused.isEmpty else {
            let some = result.refused.prefix(10).joined(separator: ", ")
            throw RankingError.examples(
                reason: "\(result.refused.count) listings or more could not be embedded: \(some)",
                remedy:
                    "Mend them and embed again, or state that the index may lack them. Nothing was switched."
            )
        }
        let listings = known.segment.records.compactMap { $0.value?.whole }
        result.listings += listings.count
        return (listings, known.last)
    }
}
