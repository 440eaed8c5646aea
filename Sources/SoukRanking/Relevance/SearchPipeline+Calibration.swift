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
    /// - Parameter precision: wanted share of relevant results among those called relevant.
    /// - Throws: `examples` when the index is too small or all of one category.
    public func calibrate(
        queries: Int = 300, precision: Double = 0.8, seed: UInt64 = 1
    ) async throws -> RelevanceCalibration {
        let sample = try await SelfQuery.sample(engine, count: queries, seed: seed)
        var examples: [(score: Double, isRelevant: Bool)] = []
        for query in sample {
            // Words of a title are words here, whatever they might mean in a query.
            let understood = UnderstoodQuery(
                text: query.text, words: query.text, weights: [:], phrases: [], notes: [])
            let plan = SearchPlan(query: understood, filter: SearchFilter(), photo: nil, synonyms: synonyms)
            let encoded = try await encode(plan)
            var timings = SearchTimings()
            let all = try await candidates(plan, encoded.vector, &timings).candidates
            examples += try await blocking { self.examples(query, all, self.signals(plan, encoded)) }.map {
                ($0.score, $0.isRelevant)
            }
        }
        return try RelevanceCalibration.fit(examples, precision: precision, fusion: tuning.search.identity)
    }

    private struct Example: Sendable {
        var score: Double
        var isRelevant: Bool
    }

    private func examples(_ query: SelfQuery, _ all: [Candidate], _ signals: QuerySignals) -> [Example] {
        let own = query.listing
        let others = all.filter {
            $0.listing.id != own.id && (own.group == nil || $0.listing.group != own.group)
        }
        let kin = others.filter { $0.listing.categoryPath == own.categoryPath }
        let strangers = others.filter {
            $0.listing.categoryPath.first.map { $0 != own.categoryPath.first } ?? false
        }
        func best(among candidates: [Candidate], where counts: (IndexedListing) -> Bool) -> Double? {
            zip(candidates, signals.features(of: candidates)).filter { counts($0.0.listing) }
                .map { tuning.search.score($0.1) }.max()
        }
        let kinIDs = Set(kin.map(\.listing.id))
        return [
            best(among: all) { $0.id == own.id }.map { Example(score: $0, isRelevant: true) },
            best(among: others) { kinIDs.contains($0.id) }.map { Example(score: $0, isRelevant: true) },
            best(among: strangers) { _ in true }.map { Example(score: $0, isRelevant: false) },
        ].compactMap { $0 }
    }
}
