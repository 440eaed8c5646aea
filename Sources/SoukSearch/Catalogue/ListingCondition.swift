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
        let text = Self.folded(attribute)
        self.init(phrasesIn: text, Self.phrases + Self.singleWords)
    }

    /// What title or description say for certain; nil otherwise. "New" by itself says nothing: it may be
    /// the new battery of an old telephone.
    init?(title: String, description: String) {
        let found =
            ListingCondition(phrasesIn: Self.folded(title), Self.phrases)
            ?? ListingCondition(phrasesIn: Self.folded(description), Self.phrases)
        guard let found else { return nil }
        self = found
    }

    private init?(phrasesIn text: String, _ phrases: [(String, ListingCondition)]) {
        let found = phrases.first { phrase, _ in
            guard text.contains(" \(phrase) ") else { return false }
            return !Self.denials.contains { text.contains(" \($0) \(phrase) ") }
        }
        guard let found else { return nil }
        self = found.1
    }

    /// Lower case, letters and digits with single spaces between and around.
    private static func folded(_ text: String) -> String {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’" }
        return " " + words.joined(separator: " ") + " "
    }

    private static let denials = ["not", "isn't", "isn’t", "never"]

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
}
