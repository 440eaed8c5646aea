import SoukCatalog
import Foundation
import SoukSearch

extension SearchPipeline {
    /// Learns from the workspace itself what score means that a result is relevant.
    ///
    /// A query is made of words of a listing's title. Relevant are the listing itself and, once it is taken
    /// away, the best result of its very category; irrelevant is the best result once all of its top-level
    /// category is taken away: what a search shows when nobody sells the thing. Where buyers' judgements
    /// exist, ``RelevanceCalibration/fit(_:precision:fusion:)`` on them is better.
    ///
    /// - Parameters:
    ///   - queries: How many queries are made.
    ///   - precision: The wanted share of relevant results among those called relevant.
    ///   - seed: Chooses the listings and words; equal seeds give equal queries.
    /// - Throws: `examples` when the index is too small or all of one category.
    public func calibrate(
        queries: Int = 300, precision: Double = 0.8, seed: UInt64 = 1
    ) async throws -> RelevanceCalibration {
        let sample = try await SelfQuery.sample(engine, count: queries, seed: seed)
        var examples: [(score: Double, isRelevant: Bool)] = []
        var similarities: [VectorField: [(score: Double, isRelevant: Bool)]] = [:]
        var usual: [VectorField: [Double]] = [:]
        let fewest = try await max(1, min(Self.usuallyNear, engine.state().listings / 20))
        for query in sample {
            let plan = SearchPlan(query: .words(query.text), synonyms: synonyms)
            var timings = SearchTimings()
            let ranked = try await rank(plan, encode(plan), &timings)
            let scores = zip(ranked.candidates, ranked.values).map {
                ($0.listing.id, tuning.search.score($1))
            }
            examples += Self.examples(query, ranked, scores)
            for field in engine.model.fields {
                let near = ranked.candidates.compactMap { candidate in
                    candidate.similarities[field].map { (candidate.listing.id, $0) }
                }
                similarities[field, default: []] += Self.examples(query, ranked, near)
                let sorted = near.map(\.1).sorted(by: >)
                if sorted.count >= fewest { usual[field, default: []].append(sorted[fewest - 1]) }
            }
        }
        var calibration = try RelevanceCalibration.fit(
            examples, precision: precision, fusion: tuning.search.identity)
        var least: [VectorField: Float] = [:]
        for (field, examples) in similarities {
            guard let cut = SeparatingCut.of(examples) else { continue }
            let middle = usual[field].map { $0.sorted()[$0.count / 2] }
            least[field] = Float(min(cut, middle ?? cut))
        }
        calibration.leastSimilarity = least
        calibration.surelySimilar = similarities.compactMapValues(SeparatingCut.aboveMostOthers)
            .mapValues(Float.init)
        return calibration
    }

    /// How many listings are near enough to a usual query at least, or a twentieth of them all. The cut-off that tells
    /// examples apart best would keep the listing that was meant from one query in ten.
    private static let usuallyNear = 50

    private static func examples(
        _ query: SelfQuery, _ ranked: RankedSearch, _ scores: [(String, Double)]
    ) -> [(score: Double, isRelevant: Bool)] {
        let own = query.listing
        let scores = Dictionary(scores.map { (ListingID($0.0), $0.1) }, uniquingKeysWith: max)
        let listings = ranked.candidates.map(\.listing)
        let others = listings.filter {
            ListingID($0.id) != ListingID(own.id) && (own.group == nil || $0.group != own.group)
        }
        func best(of listings: [IndexedListing], isRelevant: Bool) -> (score: Double, isRelevant: Bool)? {
            listings.compactMap { scores[$0.id] }.max().map { (score: $0, isRelevant: isRelevant) }
        }
        return [
            best(of: listings.filter { ListingID($0.id) == ListingID(own.id) }, isRelevant: true),
            best(of: others.filter { $0.categoryPath == own.categoryPath }, isRelevant: true),
            best(
                of: others.filter { other in
                    other.categoryPath.first.map { $0 != own.categoryPath.first } ?? false
                }, isRelevant: false),
        ].compactMap { $0 }
    }
}
