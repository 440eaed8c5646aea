/// What a score is made of. The score is *defined* as the sum of the contributions from first to last in
/// double precision, so the parts add up to it to the last bit.
public struct ScoreBreakdown: Sendable, Equatable, Codable {
    public let parts: [Part]

    public struct Part: Sendable, Equatable, Codable {
        public let feature: RankingFeature
        /// The signal as it was measured; nil where the candidate or the query has none.
        public let raw: Double?
        public let contribution: Double

        public init(feature: RankingFeature, raw: Double?, contribution: Double) {
            self.feature = feature
            self.raw = raw
            self.contribution = contribution
        }
    }

    public init(parts: [Part]) { self.parts = parts }

    public var score: Double { parts.reduce(0) { $0 + $1.contribution } }

    /// The score if this signal had contributed nothing.
    public func score(without feature: RankingFeature) -> Double {
        parts.reduce(0) { $1.feature == feature ? $0 : $0 + $1.contribution }
    }
}
