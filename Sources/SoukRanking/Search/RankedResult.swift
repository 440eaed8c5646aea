public import SoukSearch

/// One result of a search, with the reasons for its place.
public struct RankedResult: Sendable, Codable {
    public var listing: IndexedListing
    /// From 1, as shown.
    public var rank: Int
    /// The place by score alone among all candidates, duplicates included: differs from `rank` where
    /// duplicates were folded and unlike results preferred.
    public var scoreRank: Int
    /// The sum of the breakdown's contributions.
    public var score: Double
    public var breakdown: ScoreBreakdown
    public var matches: [MatchedWord]
    /// How probable it is that this is what the buyer wants; nil without a calibration.
    public var probability: Double?
    /// Whether that is probable enough; nil without a calibration.
    public var isRelevant: Bool?
    /// Ids of the listings that show the same thing and were folded into this one, best first.
    public var duplicates: [String]
    /// Its place by score if one signal were ignored for all candidates, where that would move it.
    public var rankWithout: [Counterfactual]

    public struct Counterfactual: Sendable, Codable, Equatable {
        public var feature: RankingFeature
        public var rank: Int
    }
}
