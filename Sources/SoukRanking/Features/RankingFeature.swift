import Synchronization

/// The name of one figure that speaks for or against a candidate. ``definitions`` says what each one is.
///
/// Features are stored by name and version, never by position.
public struct RankingFeature: RawRepresentable, Hashable, Sendable, Codable, CodingKeyRepresentable {
    /// The features that this version computes.
    private enum Known: String, CaseIterable {
        case bm25
        case coverage
        case adjacency
        case unwanted
        case titleCoverage = "title coverage"
        case titleStrength = "title strength"
        case missingTerm = "missing term"
        case sameHead = "same head"
        case opening
        case density
        case firstWord = "first word"
        case letters
        case focus
        case measures
        case meaning
        case textVector = "text vector"
        case photoVector = "photo vector"
        case fusedVector = "fused vector"
        case category
        case price
        case askedPrice = "asked price"
        case distance
        case age
        case interest
        case dismissed
        case popularity
    }

    /// The names that this version computes, and then others that were read in files, each once.
    private static let names = Mutex(Known.allCases.map(\.rawValue))

    /// How many features this version computes.
    static let count = Known.allCases.count

    /// Among the names: a number is compared and copied sooner than a text.
    private let number: Int

    public init(rawValue: String) {
        number = Self.names.withLock { names in
            if let known = names.firstIndex(of: rawValue) { return known }
            names.append(rawValue)
            return names.count - 1
        }
    }

    private init(_ known: Known) { self.init(rawValue: known.rawValue) }

    /// nil beyond the features that this version computes.
    init?(place: Int) {
        guard (0..<Self.count).contains(place) else { return nil }
        number = place
    }

    /// Other versions, whose features have other places, have another one.
    static let signature = Known.allCases.reduce(count) { sum, known in
        known.rawValue.utf8.reduce(sum) { ($0 &* 31 &+ Int($1)) & 0xFFFF_FFFF }
    }

    public var rawValue: String { Self.names.withLock { $0[number] } }

    /// Among the features that this version computes; nil for another one.
    var place: Int? { number < Self.count ? number : nil }

    public static func == (left: RankingFeature, right: RankingFeature) -> Bool {
        left.number == right.number
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(number) }

    // The query's words.
    public static let bm25 = RankingFeature(.bm25)
    public static let coverage = RankingFeature(.coverage)
    public static let adjacency = RankingFeature(.adjacency)
    public static let unwanted = RankingFeature(.unwanted)

    // The query's words in the title.
    public static let titleCoverage = RankingFeature(.titleCoverage)
    public static let titleStrength = RankingFeature(.titleStrength)
    public static let missingTerm = RankingFeature(.missingTerm)
    public static let sameHead = RankingFeature(.sameHead)
    public static let opening = RankingFeature(.opening)
    public static let density = RankingFeature(.density)
    public static let firstWord = RankingFeature(.firstWord)
    public static let letters = RankingFeature(.letters)
    public static let focus = RankingFeature(.focus)
    public static let measures = RankingFeature(.measures)

    // Vectors.
    public static let meaning = RankingFeature(.meaning)
    public static let textVector = RankingFeature(.textVector)
    public static let photoVector = RankingFeature(.photoVector)
    public static let fusedVector = RankingFeature(.fusedVector)

    // The listing.
    public static let category = RankingFeature(.category)
    public static let price = RankingFeature(.price)
    public static let askedPrice = RankingFeature(.askedPrice)
    public static let distance = RankingFeature(.distance)
    public static let age = RankingFeature(.age)

    // The buyer.
    public static let interest = RankingFeature(.interest)
    public static let dismissed = RankingFeature(.dismissed)
    public static let popularity = RankingFeature(.popularity)
}

extension RankingFeature {
    /// What a feature measures.
    public struct Definition: Sendable, Equatable {
        public let feature: RankingFeature
        /// Grows when the same name begins to mean other values: a model that learned from older ones is refused.
        public let version: Int
        public let unit: String
        /// For buyers: `How far away it is`.
        public let title: String
        public let summary: String
        /// Which way the score may go as the value grows.
        public let direction: ResponseCurve.Direction
    }

    /// nil for a name that this version of Souk does not compute.
    public var definition: Definition? { Self.byName[self] }

    private static let byName = Dictionary(
        definitions.map { ($0.feature, $0) }, uniquingKeysWith: { first, _ in first })

    /// All features, in the order in which parts of a score are summed and listed.
    public static let definitions: [Definition] = [
        define(
            .bm25, 1, "0 to 1", "Your words, the rare ones most",
            "BM25 of the candidate over the best of this query", .rising),
        define(
            .coverage, 1, "0 to 1", "How many of your words it has",
            "Share of the query's terms, by rarity, that the candidate holds", .rising),
        define(
            .titleCoverage, 2, "0 to 1", "Your words in its title",
            "Strength with which the title holds the query's terms, rare ones weighing more", .rising),
        define(
            .adjacency, 1, "0 to 1", "Your words side by side",
            "Share of the query's neighbouring terms that stand next to each other", .rising),
        define(
            .titleStrength, 1, "0 to 1", "Your words in its title, one like the other",
            "Mean strength with which the title holds the query's terms", .rising),
        define(
            .missingTerm, 1, "times the mean rarity", "A word that its title lacks",
            "Rarity of the rarest term that the title lacks, over the mean rarity of a term", .falling),
        define(
            .sameHead, 2, "0 or 1", "The very thing you named",
            "Whether the title names the thing that the query names", .rising),
        define(
            .opening, 1, "0 to 1", "Your words early in its title",
            "How early in the title the first of the query's terms stands", .free),
        define(
            .density, 1, "0 to 1", "Your words close together",
            "How densely the query's terms stand together in the title", .free),
        define(
            .firstWord, 1, "0 or 1", "Its title begins with your word",
            "Whether the title begins with a term of the query", .free),
        define(
            .letters, 1, "0 to 1", "Letters of your words in its title",
            "Share of the query's letter trigrams that the title has", .rising),
        define(
            .focus, 1, "0 to 1", "How much of its title you asked for",
            "Share of the title's words that the query asked for", .free),
        define(
            .measures, 2, "-1 to 1", "Your numbers and sizes",
            "Share of the query's measures and numbers that the title has, less those that it has otherwise",
            .rising),
        define(
            .meaning, 1, "cosine", "What it is about",
            "Cosine of the query's vector and the listing's, where a listing has only one", .rising),
        define(
            .textVector, 1, "cosine", "What its text means",
            "Cosine of the query's vector and the listing's text vector", .rising),
        define(
            .photoVector, 1, "cosine", "What its photos show",
            "Cosine of the query's vector and the listing's photo vector", .rising),
        define(
            .fusedVector, 1, "cosine", "Text and photos together",
            "Cosine of the query's vector and the listing's vector of text and photos", .rising),
        define(
            .category, 1, "probability, or share of levels", "Its category",
            "Probability of its top-level category under the query; for similar listings the share of levels in common",
            .rising),
        define(
            .price, 1, "0 to 1", "Its price",
            "How near the price is to what the best candidates ask, or to that of the listing it resembles",
            .rising),
        define(
            .askedPrice, 1, "0 to 1", "The price you named",
            "How near the price is to the one in the query: 1 the same, 0.5 twice or half of it", .rising),
        define(
            .distance, 1, "kilometres", "How far away it is", "From the place that the buyer named", .falling),
        define(.age, 1, "days", "How new it is", "Since the listing was posted", .falling),
        define(
            .unwanted, 1, "0 to 1", "Words you do not want",
            "Share of the unwanted words, by weight, that the candidate holds", .falling),
        define(
            .interest, 1, "cosine", "What you looked at before",
            "Cosine with the buyer's interest that suits best, weighed by how strong it is", .rising),
        define(
            .dismissed, 1, "cosine", "Like something you turned down",
            "Cosine with the most similar listing that the buyer dismissed", .falling),
        define(
            .popularity, 1, "0 to 1", "How many others like it",
            "How many buyers care for it, against the most popular listing", .rising),
    ]

    private static func define(
        _ feature: RankingFeature, _ version: Int, _ unit: String, _ title: String, _ summary: String,
        _ direction: ResponseCurve.Direction
    ) -> Definition {
        Definition(
            feature: feature, version: version, unit: unit, title: title, summary: summary,
            direction: direction)
    }
}
