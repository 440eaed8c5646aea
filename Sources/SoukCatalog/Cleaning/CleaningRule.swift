/// What cleaning did to a row; reports count them.
public enum CleaningRule: String, CaseIterable, Sendable, Codable {
    /// The site's name came off the title: ` | Gumtree`.
    case siteOffTitle
    /// The town came off the title: ` | in Leeds, West Yorkshire`.
    case townOffTitle
    case titleFromDescription
    /// HTML entities became characters.
    case entities
    /// HTML tags became spaces and line ends.
    case tags
    /// Text that was read in the wrong encoding was put right: `â€™` is `’`.
    case encoding
    /// Characters that were lost before (U+FFFD) were replaced.
    case lostCharacters
    /// Control, zero-width and private characters were removed.
    case invisibles
    /// Unicode normalisation form C changed something.
    case normalisation
    case whiteSpace
    /// `Posted by NAME in <category path> in TOWN. DATE` was removed: it leaks the category.
    case boilerplate
    case telephone
    case email
    /// The price is a range.
    case priceRange
    /// The price is given in words for nothing.
    case priceFree
    /// The price is to be asked for: `POA`.
    case priceOnRequest
    /// The price's text is no amount; the listing has none.
    case priceUnreadable
    /// The amount is a joke or a filler.
    case priceJoke
    /// The amount may be a thousand times larger or smaller, or another one of several.
    case priceInDoubt
    /// The price is where prices begin: `from £5`.
    case priceFrom
    /// The price is for several pieces: `2 for £10`.
    case priceForSeveral
    /// A spreadsheet wrote the price as `1.23E+03`, which may have lost digits.
    case priceScientific
    /// A sale price that is not below the regular one, or whose dates say nothing, was left out.
    case salePriceLeftOut
    /// The id is what a spreadsheet left of a long number: `2.65E+11`.
    case idLost
    /// What the table says of stock or state is not understood.
    case availabilityUnknown
    /// The day of the listing is no day of the calendar, or is not to be believed.
    case dateUnreadable
    /// The day of the listing may be another one: `03/04/2026`.
    case dateInDoubt
    /// What parts the levels of the category, or several categories, is unclear.
    case categoryInDoubt
    /// The listing is in several categories; the first one leads.
    case categoriesMore
    /// The category came as a list in a string.
    case categoryList
    /// The category path was deeper than kept.
    case categoryDepth
    /// The gazetteer knows the place.
    case placed
    /// Only the surrounding city is known; its centre stands for the place.
    case placedByCity
    /// The gazetteer does not know the place.
    case placeUnknown
    /// Coordinates that are none, or lie outside the seller's country, were left out.
    case coordinatesImplausible
    /// The table has no id; a stable one was derived from the content.
    case idDerived
    /// The row's form was wrong: too few or too many fields, a stray quote.
    case rowForm
    /// Neither title nor description.
    case nothingToSell

    /// The short phrase that a verdict shows; nil for what every good row may go through.
    var repair: String? {
        switch self {
        case .siteOffTitle, .townOffTitle, .whiteSpace, .normalisation, .priceRange, .priceFree,
            .priceOnRequest, .categoriesMore,
            .categoryList, .placed, .placedByCity, .placeUnknown, .nothingToSell, .priceJoke:
            nil
        case .titleFromDescription: "title taken from the description"
        case .entities: "HTML entities decoded"
        case .tags: "HTML tags removed"
        case .encoding: "broken encoding mended"
        case .lostCharacters: "lost characters replaced"
        case .invisibles: "invisible characters removed"
        case .boilerplate: "boilerplate removed"
        case .telephone: "telephone number masked"
        case .email: "e-mail address masked"
        case .priceUnreadable: "price unreadable"
        case .priceInDoubt: "price in doubt: read by the likelier of two ways"
        case .priceFrom: "price is where prices begin"
        case .priceForSeveral: "price is for several pieces"
        case .priceScientific: "price in a spreadsheet's short form, which may have lost digits"
        case .salePriceLeftOut: "sale price left out: not below the regular one"
        case .idLost: "id is what a spreadsheet left of a long number"
        case .availabilityUnknown: "availability not understood"
        case .dateUnreadable: "date not believed, left out"
        case .dateInDoubt: "date in doubt: day and month may be exchanged"
        case .categoryInDoubt: "category in doubt: its separator is unlike the column's"
        case .categoryDepth: "category path shortened"
        case .coordinatesImplausible: "implausible coordinates left out"
        case .idDerived: "id derived from the content"
        case .rowForm: "row of a wrong form"
        }
    }
}

/// The rules that fired for a row, each once, in order.
struct RuleLog {
    private(set) var rules: [CleaningRule] = []

    mutating func note(_ rule: CleaningRule, if fired: Bool = true) {
        if fired, !rules.contains(rule) { rules.append(rule) }
    }
}
