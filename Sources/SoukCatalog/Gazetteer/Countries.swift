extension Gazetteer {
    /// The country of a currency that one country uses; nil for the euro and the dollar of many.
    package static func country(ofCurrency code: String) -> String? {
        let countries = [
            "GBP": "GB", "INR": "IN", "JPY": "JP", "CHF": "CH", "SEK": "SE", "NOK": "NO", "DKK": "DK",
            "PLN": "PL",
            "CZK": "CZ", "HUF": "HU", "RON": "RO", "BGN": "BG", "TRY": "TR", "AUD": "AU", "CAD": "CA",
            "NZD": "NZ",
            "BRL": "BR", "MXN": "MX", "ZAR": "ZA", "KRW": "KR", "SGD": "SG", "HKD": "HK", "NGN": "NG",
            "PKR": "PK",
        ]
        return countries[code]
    }

    /// Whether coordinates can be right for a seller in the country; only Britain's bounds are known.
    static func isPlausible(_ place: Coordinates, country: String?) -> Bool {
        guard country == "GB" else { return true }
        return (49.1...61).contains(place.latitude) && (-8.7...2.1).contains(place.longitude)
    }
}
