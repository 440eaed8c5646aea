/// What cleaning may be asked to do otherwise.
public struct CleaningOptions: Sendable, Codable, Equatable {
    /// Leave telephone numbers and e-mail addresses in the texts.
    public var keepContacts: Bool
    /// Names of sites that stand at the end of titles, after a bar or a dash.
    public var siteNames: [String]

    public init(keepContacts: Bool = false, siteNames: [String] = CleaningOptions.knownSites) {
        self.keepContacts = keepContacts
        self.siteNames = siteNames
    }

    public static let knownSites = [
        "Gumtree", "eBay", "Etsy", "Amazon.co.uk", "Amazon.com", "Flipkart.com", "Vinted", "Preloved",
        "Shpock",
        "Facebook Marketplace", "Craigslist", "Marktplaats", "Kleinanzeigen", "Leboncoin", "OLX",
    ]
}
