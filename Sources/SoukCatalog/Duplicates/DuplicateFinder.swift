/// Finds listings that show or say the same thing, so that they can be kept together.
///
/// This is what splits stand on: a false match only moves a listing to where its like is; a missed one lets test data
/// leak into training. The thresholds lean towards matching. What a page may fold is decided by `RepostFinder`.
public struct DuplicateFinder: Sendable {
    /// Why two listings count as the same.
    public enum Reason: String, CaseIterable, Sendable, Codable {
        case sameText = "same_text"
        case nearText = "near_text"
        case samePhoto = "same_photo"
        case nearPhoto = "near_photo"
    }

    /// Jaccard similarity of word 3-shingles from which texts are alike.
    public var textSimilarity = 0.7
    /// Identical texts of fewer words count only with the same price and town.
    public var tellingWords = 8
    /// Fewer shingles say too little for near matches.
    public var tellingShingles = 8
    /// Differing bits of 64 up to which photos are alike.
    public var photoDistance = 8

    public init() {}

    /// Calls `body` with the indices of matching listings and the reason, until `skip` says that a
    /// pair is of no interest any more.
    func forEachMatch(
        _ subjects: DuplicateSubjects, unless skip: (Int, Int) -> Bool = { _, _ in false },
        _ body: (Int, Int, Reason) -> Void
    ) {
        let evidence = TellingEvidence(subjects.texts, photoDistance: photoDistance)
        let photos = evidence.telling(subjects.photos)
        sameTexts(subjects, body)
        link(photos.map { ($0.contentHash, $0.listing) }, .samePhoto, body)
        nearPhotos(photos, unless: skip, body)
        let shingles = evidence.telling(subjects.texts.map(\.shingles))
            .map { $0.count >= tellingShingles ? $0 : [] }
        NearSets(threshold: textSimilarity).forEachPair(of: shingles, unless: skip) {
            body($0, $1, .nearText)
        }
    }

    /// The group of each listing: 0, 1, … in the order of each group's first listing.
    func groups(_ subjects: DuplicateSubjects) -> [Int] {
        var sets = UnionFind(count: subjects.texts.count)
        forEachMatch(subjects, unless: { sets.joined($0, $1) }, { a, b, _ in sets.join(a, b) })
        var numbers: [Int: Int] = [:]
        return subjects.texts.indices.map { item in
            let root = sets.root(of: item)
            let number = numbers[root] ?? numbers.count
            numbers[root] = number
            return number
        }
    }

    private func sameTexts(_ subjects: DuplicateSubjects, _ body: (Int, Int, Reason) -> Void) {
        struct Key: Hashable {
            var text: DuplicateText.Key
            var context: String?
        }
        let keys = subjects.texts.enumerated().map { item, text in
            let isTelling = text.wordCount >= tellingWords
            return (Key(text: text.all, context: isTelling ? nil : subjects.context[item]), item)
        }
        link(keys, .sameText, body)
    }

    /// Photos of one and the same hash are linked to the first of them; only different hashes are compared.
    private func nearPhotos(
        _ photos: [DuplicateSubjects.Photo], unless skip: (Int, Int) -> Bool,
        _ body: (Int, Int, Reason) -> Void
    ) {
        let hashed = photos.compactMap { photo in
            photo.perceptualHash.map { (owner: photo.listing, hash: $0) }
        }
        link(hashed.map { ($0.hash, $0.owner) }, .nearPhoto, body)
        var seen: Set<UInt64> = []
        let comparable = hashed.filter { seen.insert($0.hash).inserted }
        NearHashes(distance: photoDistance).forEachPair(
            of: comparable.map(\.hash),
            unless: {
                let (a, b) = (comparable[$0].owner, comparable[$1].owner)
                return a == b || skip(a, b)
            },
            { body(comparable[$0].owner, comparable[$1].owner, .nearPhoto) })
    }

    /// Links each listing to the first one of the same key.
    private func link<Key: Hashable>(
        _ keyed: [(Key, Int)], _ reason: Reason, _ body: (Int, Int, Reason) -> Void
    ) {
        var first: [Key: Int] = [:]
        for (key, listing) in keyed {
            if let other = first[key] {
                if other != listing { body(other, listing, reason) }
            } else {
                first[key] = listing
            }
        }
    }
}

/// The listings among which duplicates are looked for, by index.
struct DuplicateSubjects {
    struct Photo {
        var listing: Int
        var contentHash: String
        /// nil for pictures that are too flat to compare.
        var perceptualHash: UInt64?
    }

    /// Sorted.
    var ids: [String] = []
    /// Their places in the table of listings; empty where they come from none.
    var rows: [Int64] = []
    var texts: [DuplicateText] = []
    /// Price and town, which must agree where a text says little.
    var context: [String] = []
    /// In minor units, with the currency; nil for a listing without one. Empty where no prices are known.
    var prices: [Price?] = []
    var photos: [Photo] = []
    /// As their tables name them; nil where they don't.
    var sellers: [String?] = []
}
