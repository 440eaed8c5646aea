/// What tables say of a listing's stock and state.
enum AvailabilityText {
    /// nil for what is not understood.
    ///
    /// - Parameter column: its name tells what `true` and `1` mean.
    static func lifecycle(_ text: String, column: String = "availability") -> Lifecycle? {
        let last = text.split(separator: "/").last.map(String.init) ?? text
        let key = ColumnName.key(last)
        if let flag = flag(key) {
            let isSold = ["sold", "issold", "soldout", "issoldout", "outofstock", "isoutofstock"]
                .contains(ColumnName.key(column))
            return flag == isSold ? .sold : .onSale
        }
        return words[key]
    }

    private static func flag(_ key: String) -> Bool? {
        switch key {
        case "1", "true", "yes", "y": true
        case "0", "false", "no", "n": false
        default: nil
        }
    }

    private static let words: [String: Lifecycle] = {
        let table: [(Lifecycle, String)] = [
            (
                .onSale,
                """
                instock available active onsale live published online instoreonly onlineonly limitedavailability \
                preorder presale backorder backordered availablefororder availabletoorder listed open forsale enabled \
                madetoorder lowstock
                """
            ),
            (.reserved, "reserved onhold pending underoffer salepending"),
            (.sold, "sold soldout outofstock oos notinstock unavailable notavailable out"),
            (
                .withdrawn,
                """
                draft archived hidden unpublished private withdrawn removed deleted inactive disabled discontinued \
                suspended blocked paused offline unlisted
                """
            ),
            (.expired, "expired ended closed"),
        ]
        return Dictionary(
            table.flatMap { state, words in words.split(separator: " ").map { (String($0), state) } },
            uniquingKeysWith: { first, _ in first })
    }()
}

extension ColumnMapping {
    /// The state that a row tells; nil where it tells none.
    func lifecycle(of row: [(name: String, value: String)]) -> Lifecycle? {
        guard let availability, let text = row.first(where: { $0.name == availability })?.value else {
            return nil
        }
        return AvailabilityText.lifecycle(text.trimmingWhitespace(), column: availability)
    }
}

/// The state of a thing in the codes of shops.
enum ConditionText {
    /// `https://schema.org/UsedCondition` and `used_like_new` in words.
    static func words(_ text: String) -> String {
        let last =
            text.contains("schema.org/") ? text.split(separator: "/").last.map(String.init) ?? text : text
        guard let known = schemaOrg[ColumnName.key(last)] else {
            return text.contains("_") ? text.replacing("_", with: " ") : text
        }
        return known
    }

    private static let schemaOrg = [
        "newcondition": "new", "usedcondition": "used", "refurbishedcondition": "refurbished",
        "damagedcondition": "for parts",
    ]

    /// The numbers of eBay, https://developer.ebay.com/devzone/finding/callref/Enums/conditionIdList.html; other text
    /// stays.
    static func eBay(_ text: String) -> String {
        let number = text.prefix { $0.isNumber }
        return switch Int(number) {
        case 1000: "new"
        case 1500, 1750: "new other"
        case 2000, 2010, 2020, 2030, 2500: "refurbished"
        case 2750, 2990: "like new"
        case 3000, 3010, 4000, 5000, 6000: "used"
        case 7000: "for parts"
        default: text
        }
    }

    /// The numbers of Amazon's inventory files; other text stays.
    static func amazon(_ text: String) -> String {
        switch Int(text) {
        case 1, 5: "used; like new"
        case 2, 6: "used; very good"
        case 3, 7: "used; good"
        case 4, 8: "used; acceptable"
        case 10: "refurbished"
        case 11: "new"
        default: text
        }
    }
}
