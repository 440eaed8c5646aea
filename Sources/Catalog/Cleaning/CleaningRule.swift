/// The rules of cleaning, as reports count them.
public enum CleaningRule: String, CaseIterable, Sendable, Codable {
    case titleSuffix, titleFromDescription, mojibake, htmlTags, htmlEntities, brokenCharacters
    case invisibleCharacters, unicodeForm, whiteSpace, boilerplate, phoneNumbers, emailAddresses
    case priceUnreadable, priceOnRequest, priceRange, priceJoke, priceOutlier, categoryList, idFromContent

    /// What the rule did, as verdicts and reports say it.
    public var phrase: String {
        switch self {
        case .titleSuffix: "site and town off the title"
        case .titleFromDescription: "title made from the description"
        case .mojibake: "broken encoding mended"
        case .htmlTags: "HTML tags removed"
        case .htmlEntities: "HTML entities decoded"
        case .brokenCharacters: "lost characters replaced"
        case .invisibleCharacters: "invisible characters removed"
        case .unicodeForm: "Unicode composed"
        case .whiteSpace: "white space tidied"
        case .boilerplate: "the site's boilerplate removed"
        case .phoneNumbers: "telephone numbers replaced"
        case .emailAddresses: "e-mail addresses replaced"
        case .priceUnreadable: "price not readable"
        case .priceOnRequest: "price on request"
        case .priceRange: "price is a range"
        case .priceJoke: "price flagged as a joke"
        case .priceOutlier: "price flagged as an outlier"
        case .categoryList: "category taken out of a list"
        case .idFromContent: "id made from the content"
        }
    }

    /// Whether the rule changes the listing; the others only note something.
    public var isRepair: Bool {
        switch self {
        case .priceOnRequest, .priceRange, .priceJoke, .priceOutlier: false
        default: true
        }
    }
}
