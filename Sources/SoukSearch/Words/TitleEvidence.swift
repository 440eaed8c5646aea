/// What the words of a listing's title say about a query, as figures for ranking.
///
/// Each is a share of the query or of the title, so that it means the same in a shop of another size.
public struct TitleEvidence: Sendable, Codable, Equatable {
    /// Mean strength with which the title holds the query's terms: 1 for a term as typed, less for another
    /// ending, a synonym or a slip of the keyboard, 0 for none.
    public var strength: Double
    /// The same, rare terms weighing more: 0 to 1.
    public var coverage: Double
    /// Rarity of the rarest term that the title lacks, over the mean rarity of the query's terms; 0 where none is lacking.
    public var missing: Double
    /// Whether the title names the thing that the query names (its head noun); nil where either names none.
    public var hasSameHead: Bool?
    /// How early the first of the query's terms stands: 1 at the beginning, 0 for none.
    public var opening: Double
    /// How densely the query's terms stand together; 0 for fewer than two.
    public var density: Double
    /// Whether the title begins with a term of the query.
    public var startsWithTerm: Bool
    /// Share of the query's letter trigrams that the title has: 0 to 1.
    public var letters: Double
    /// Share of the title's words that the query asked for: 0 to 1.
    public var focus: Double
    /// Share of the query's numbers that the title has, less those that it has otherwise in the same unit: -1 to
    /// 1; nil for a query without numbers.
    public var measures: Double?

    public init(
        strength: Double, coverage: Double, missing: Double, hasSameHead: Bool?, opening: Double,
        density: Double, startsWithTerm: Bool, letters: Double, focus: Double, measures: Double?
    ) {
        (self.strength, self.coverage, self.missing) = (strength, coverage, missing)
        (self.hasSameHead, self.opening, self.density) = (hasSameHead, opening, density)
        (self.startsWithTerm, self.letters, self.focus) = (startsWithTerm, letters, focus)
        self.measures = measures
    }
}
