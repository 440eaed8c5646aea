/// Takes the site's name and the town off a title.
struct TitleSuffix {
    private let siteName: String?

    init(siteName: String? = nil) {
        self.siteName = siteName?.lowercased()
    }

    private static let separators: [StaticScalars] = [" | ", " - ", " – ", " — ", " :: ", " · "]
    private static let sites: Set<String> = [
        "gumtree", "ebay", "etsy", "depop", "vinted", "shpock", "preloved", "facebook marketplace",
        "facebook",
        "craigslist", "amazon", "flipkart", "kijiji", "olx", "leboncoin", "marktplaats", "kleinanzeigen",
        "ebay kleinanzeigen", "wallapop", "subito", "mercari", "poshmark", "offerup", "walmart", "wayfair",
        "zalando",
        "asos", "argos", "john lewis", "blocket", "tradera", "willhaben", "ricardo", "allegro", "avito",
        "carousell",
        "2dehands", "2ememain", "tori", "finn", "dba", "mercado libre", "mercado livre", "the home depot",
        "target",
        "best buy", "ikea", "autotrader", "auto trader", "reverb", "vestiaire collective", "back market",
        "gumtree uk",
        "milanuncios", "donedeal", "adverts", "trade me", "snapdeal", "myntra", "rakuten", "aliexpress",
        "alibaba",
    ]

    /// Returns whether a site's name and whether a town came off; of several, all do.
    ///
    /// What follows ` | in TOWN`, with the listing's own town, is the site's name, whatever it is.
    func remove(_ title: inout Scalars, location: String) -> (site: Bool, town: Bool) {
        let place = location.lowercased()
        var all = (site: false, town: false)
        while true {
            let (site, town) = removeOnce(&title, place)
            guard site || town else { return all }
            all = (all.site || site, all.town || town)
        }
    }

    private func removeOnce(_ title: inout Scalars, _ place: String) -> (site: Bool, town: Bool) {
        var shortened = title
        if dropLast(&shortened, { _ in true }), dropLast(&shortened, { isTown($0, of: place) }) {
            title = shortened
            return (true, true)
        }
        let hasSite = dropLast(&title) { isSite($0) }
        let hasTown = dropLast(&title) { isTown($0, of: place) || (hasSite && $0.hasPrefix("in ")) }
        return (hasSite, hasTown)
    }

    private func isTown(_ part: String, of place: String) -> Bool {
        guard !place.isEmpty, part.hasPrefix("in ") else { return false }
        let town = part.dropFirst(3)
        return town == place || place.hasPrefix(town + ",")
    }

    /// Drops the text behind the last separator when it passes the test.
    private func dropLast(_ title: inout Scalars, _ test: (String) -> Bool) -> Bool {
        var last: (index: Int, length: Int)?
        for index in title.indices.reversed() where last == nil {
            let found = Self.separators.first { title.has($0, at: index) }
            last = found.map { (index, $0.scalars.count) }
        }
        if last == nil, title.first == "|" { last = (0, 1) }
        guard let (index, length) = last else { return false }
        let part = String(title[(index + length)...]).trimmingWhitespace().lowercased()
        guard test(part) else { return false }
        title.removeSubrange(index...)
        return true
    }

    private func isSite(_ part: String) -> Bool {
        if part == siteName || Self.sites.contains(part) { return true }
        guard !part.contains(" "), let dot = part.firstIndex(of: "."), part.first?.isLetter == true else {
            return false
        }
        let stem = String(part[..<dot])
        let ending = part[part.index(after: dot)...]
        let isDomain = ["com", "co.uk", "net", "org", "de", "fr", "nl", "in", "it", "es", "ie", "com.au"]
            .contains(ending)
        return isDomain && (Self.sites.contains(stem) || stem.count >= 3)
    }
}
