/// A word of the query that met a word of the document.
public struct MatchedWord: Sendable, Codable, Equatable {
    /// As the buyer typed it.
    public var term: String
    /// As the index holds it: in small letters, folded.
    public var word: String
    public var field: WordField
    public var how: How

    public init(term: String, word: String, field: WordField, how: How) {
        (self.term, self.word, self.field, self.how) = (term, word, field, how)
    }

    /// From the closest to the farthest.
    public enum How: String, Sendable, Codable, Comparable, CaseIterable {
        case exact
        /// A code, as a whole, in parts, or by a part of it.
        case code
        case stem
        case prefix
        /// Written as one, or apart.
        case compound
        /// A number with its unit, by another unit or spelling of it.
        case measure
        case synonym
        /// What was probably meant, or a synonym of that.
        case typo

        public static func < (a: How, b: How) -> Bool { a.closeness < b.closeness }

        private var closeness: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }
}

/// What speaks for a hit beside its score, as figures for a learned ranking.
public struct WordEvidence: Sendable, Codable, Equatable {
    /// Part of the query's total rarity (inverse document frequency) that the document covers, 0 to 1.
    public var coverage: Double
    /// Part of the query's neighbouring terms that stand next to each other, in order, in one field; 0 for one term.
    public var adjacency: Double

    public init(coverage: Double, adjacency: Double) {
        self.coverage = coverage
        self.adjacency = adjacency
    }
}
