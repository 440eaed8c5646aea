import Foundation

/// In what state a thing is sold, as filters and facets name it.
public enum ListingCondition: String, Sendable, Codable, CaseIterable {
    case new
    case likeNew = "like new"
    case refurbished
    case used
    case forParts = "for parts"

    /// What the seller chose from a list: `Used - Good`, `NEW`; nil when it says nothing known.
    init?(attribute: String?) {
        guard let attribute else { return nil }
        self.init(Self.words(attribute), Self.inAttributes)
    }

    /// What title or description say for certain; nil otherwise. "New" by itself says nothing: it may be
    /// the new battery of an old telephone.
    init?(title: String, description: String) {
        let found =
            ListingCondition(Self.words(title), Self.inTexts)
            ?? ListingCondition(Self.words(description), Self.inTexts)
        guard let found else { return nil }
        self = found
    }

    private init?(_ words: [Substring], _ phrases: Phrases) {
        guard let found = phrases.first(in: words, deniedBy: Self.denials) else { return nil }
        self = found
    }

    /// In lower case: what lies between anything but letters, digits and apostrophes.
    private static func words(_ text: String) -> [Substring] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
    }

    private static let denials: Set<Substring> = ["not", "isn't", "isn’t", "never"]

    /// The worse state first: "brand new, for parts" is for parts.
    private static let phrases: [(String, ListingCondition)] = [
        ("for parts", .forParts), ("spares or repair", .forParts), ("spares or repairs", .forParts),
        ("spares repair", .forParts), ("spares repairs", .forParts), ("spares and repairs", .forParts),
        ("for spares", .forParts), ("doesn't work", .forParts), ("does not work", .forParts),
        ("not working", .forParts), ("faulty", .forParts),
        ("refurbished", .refurbished), ("reconditioned", .refurbished),
        ("like new", .likeNew), ("as new", .likeNew), ("nearly new", .likeNew), ("almost new", .likeNew),
        ("mint condition", .likeNew), ("immaculate condition", .likeNew), ("hardly used", .likeNew),
        ("barely used", .likeNew), ("hardly worn", .likeNew), ("used once", .likeNew),
        ("worn once", .likeNew),
        ("brand new", .new), ("bnib", .new), ("bnwt", .new), ("new in box", .new), ("new with tags", .new),
        ("never used", .new), ("never been used", .new), ("never worn", .new), ("never opened", .new),
        ("unopened", .new), ("unused", .new), ("still sealed", .new),
        ("good used condition", .used), ("used condition", .used), ("second hand", .used),
        ("secondhand", .used), ("pre owned", .used), ("preowned", .used), ("pre loved", .used),
        ("well used", .used), ("good condition", .used), ("fair condition", .used),
        ("great condition", .used), ("signs of wear", .used), ("wear and tear", .used),
    ]
    private static let singleWords: [(String, ListingCondition)] = [
        ("parts", .forParts), ("broken", .forParts), ("refurb", .refurbished), ("mint", .likeNew),
        ("excellent", .likeNew), ("used", .used), ("good", .used), ("fair", .used), ("acceptable", .used),
        ("new", .new), ("nwt", .new),
    ]
    private static let inTexts = Phrases(phrases)
    private static let inAttributes = Phrases(phrases + singleWords)

    /// Phrases by their first words; of several in a text the first of the list counts.
    private struct Phrases {
        private struct Phrase {
            var place: Int
            var rest: ArraySlice<Substring>
            var condition: ListingCondition
        }

        private var byFirstWord: [Substring: [Phrase]] = [:]

        init(_ phrases: [(String, ListingCondition)]) {
            for (place, phrase) in phrases.enumerated() {
                let words = phrase.0.split(separator: " ")
                byFirstWord[words[0], default: []].append(
                    Phrase(place: place, rest: words[1...], condition: phrase.1))
            }
        }

        /// A phrase that stands behind a denial anywhere says nothing.
        func first(in words: [Substring], deniedBy denials: Set<Substring>) -> ListingCondition? {
            var found: [Phrase] = []
            var denied: Set<Int> = []
            for start in words.indices {
                for phrase in byFirstWord[words[start]] ?? []
                where words[(start + 1)...].starts(with: phrase.rest) {
                    found.append(phrase)
                    if start > 0, denials.contains(words[start - 1]) { denied.insert(phrase.place) }
                }
            }
            return found.filter { !denied.contains($0.place) }.min { $0.place < $1.place }?.condition
        }
    }
}
