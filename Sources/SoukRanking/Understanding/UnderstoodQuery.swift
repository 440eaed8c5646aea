import SoukCatalog
public import SoukSearch

/// What a buyer's words mean: what to look for, what to demand, and how that was found.
public struct UnderstoodQuery: Sendable, Equatable, Codable {
    /// The query after clean-up.
    public var text: String
    /// What is left to look for once the understood phrases are taken out.
    public var words: String
    /// How much each word or phrase counts where the buyer said so; negative ones count against a listing.
    public var weights: [String: Double]
    /// What was turned into a filter, in the order of the query, to be shown and removed one by one.
    public var phrases: [UnderstoodPhrase]
    /// What the buyer should know about how the query was read.
    public var notes: [QueryNote]

    package init(
        text: String, words: String, weights: [String: Double], phrases: [UnderstoodPhrase],
        notes: [QueryNote]
    ) {
        (self.text, self.words, self.weights) = (text, words, weights)
        (self.phrases, self.notes) = (phrases, notes)
    }

    /// Words that are words, whatever they might mean in a query: those of a title that asks for its listing.
    package static func words(_ text: String) -> UnderstoodQuery {
        UnderstoodQuery(text: text, words: text, weights: [:], phrases: [], notes: [])
    }

    /// All understood phrases as one filter.
    public var filter: SearchFilter {
        phrases.reduce(into: SearchFilter()) { $1.meaning.apply(to: &$0) }
    }

    /// In minor units, where the buyer named a price that is no bound.
    public var askedPrice: Int? {
        for phrase in phrases { if case .aboutPrice(let price) = phrase.meaning { return price } }
        return nil
    }

    /// Whether there is anything to look for, beyond the filter.
    public var hasWords: Bool { !words.isEmpty || weights.contains { $0.value > 0 } }
}

/// A piece of the query that certainly is a demand.
public struct UnderstoodPhrase: Sendable, Equatable, Codable {
    /// As the buyer typed it.
    public var text: String
    public var meaning: Meaning

    public enum Meaning: Sendable, Equatable, Codable {
        /// In minor units, both ends included.
        case price(minimum: Int?, maximum: Int?)
        /// In minor units: a price without a word that makes a bound of it. It orders results and leaves none out.
        case aboutPrice(Int)
        case place(name: String, circle: SearchFilter.Circle)
        case hasPhoto
        case condition(String)
        case without(String)

        func apply(to filter: inout SearchFilter) {
            switch self {
            case .price(let minimum, let maximum):
                filter.minimumPrice = [filter.minimumPrice, minimum].compactMap { $0 }.max()
                filter.maximumPrice = [filter.maximumPrice, maximum].compactMap { $0 }.min()
            case .aboutPrice: break
            case .place(_, let circle): filter.near = circle
            case .hasPhoto: filter.hasPhoto = true
            case .condition(let condition): filter.attributes[.condition] = [condition]
            case .without(let words): filter.excludedWords.append(words)
            }
        }
    }
}

/// Something about a query that is worth a line below the search field.
public enum QueryNote: Sendable, Equatable, Codable {
    /// Only the first part of an overlong query was read.
    case shortened(characters: Int)
    /// The lower price stood last; the ends were swapped.
    case pricesSwapped(text: String)
    /// Looks like a place that nobody knows; these are spelled alike.
    case unknownPlace(name: String, nearest: [String])
    /// A price in a currency without an exchange rate was left as words.
    case foreignCurrency(text: String, currency: String, expected: String)
    /// This many listings have prices in currencies without an exchange rate: they meet no bound on the price, and
    /// come last in orders by price.
    case pricesWithoutRate(listings: Int, currencies: [String])
    /// No listing has all words of the query; those named are in none of the results, or none of them is in all.
    case relaxed(dropped: [String])
    /// No listing has any of the words; the results are near in meaning.
    case nearInMeaning
    /// Nothing that can be looked for was left: emoji, punctuation, or words that every listing has.
    case nothingToLookFor
}

extension QueryNote: CustomStringConvertible {
    public var description: String {
        switch self {
        case .shortened(let characters): "Only the first \(characters) characters were read."
        case .pricesSwapped(let text): "The prices in \"\(text)\" were swapped: the lower one comes first."
        case .unknownPlace(let name, let nearest):
            "No place called \"\(name)\" is known"
                + (nearest.isEmpty ? "." : "; did you mean \(nearest.joined(separator: ", "))?")
        case .foreignCurrency(let text, let currency, let expected):
            "\"\(text)\" is in \(currency), prices are compared in \(expected), and there is no exchange rate: "
                + "it was not used as a filter."
        case .pricesWithoutRate(let listings, let currencies):
            "\(listings) \(listings == 1 ? "listing has a price" : "listings have prices") in "
                + "\(currencies.joined(separator: ", ")) without an exchange rate: they meet no bound on the price, "
                + "and come last in orders by price."
        case .relaxed(let dropped):
            dropped.isEmpty
                ? "No listing has all of these words; these have most of them."
                : "No listing has all of these words. Shown without "
                    + dropped.map { "“\($0)”" }.joined(separator: ", ") + "."
        case .nearInMeaning: "No listing has these words; these are near in meaning."
        case .nothingToLookFor: "There is no word to look for in this query; the newest are shown."
        }
    }
}
