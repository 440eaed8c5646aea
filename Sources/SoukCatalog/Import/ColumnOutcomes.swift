/// What became of each column, in words, and how sure its meaning is.
struct ColumnOutcomes {
    let profile: TableProfile
    let listings: ImportUnderstanding.Listings

    /// 1 for what the user states, less for a format, a name, and for content that does not fit.
    func confidence(_ field: ListingField, of column: String, isGiven: Bool) -> Double {
        if isGiven { return 1 }
        var sure = 0.98
        if profile.shop == nil {
            switch (field.rank(of: column) ?? 1600) / 16 {
            case 0...3: sure = 0.95
            case 4...9: sure = 0.85
            default: sure = 0.75
            }
        }
        let filled = Double(max(profile.found[column]?.filled ?? 0, 1))
        switch field {
        case .price:
            let lost = Double(count(.priceUnreadable))
            return rounded(sure * profile.numbers.confidence * max(0, 1 - lost / filled))
        case .availability: return rounded(sure * max(0, 1 - Double(count(.availabilityUnknown)) / filled))
        case .postedAt: return rounded(sure * max(0, 1 - Double(count(.dateUnreadable)) / filled))
        case .category: return rounded(sure * max(0, 1 - Double(count(.categoryInDoubt)) / filled))
        default: return sure
        }
    }

    func text(_ field: ListingField?, filled: Int) -> String {
        guard filled > 0 else { return "empty" }
        guard let field else { return "kept as an attribute" }
        let parts = parts(field).filter { !$0.isEmpty }
        return parts.isEmpty ? "read" : parts.joined(separator: "; ")
    }

    private func parts(_ field: ListingField) -> [String] {
        switch field {
        case .id: [counted("destroyed by a spreadsheet (2.65E+11)", profile.lostIDs)]
        case .title: [counted("rows without one", listings.withoutTitle)]
        case .price, .salePrice: prices
        case .category: category
        case .availability:
            listings.lifecycles.sorted { $0.key < $1.key }.map { state, count in
                "\(Lifecycle(rawValue: state)?.words ?? state): \(count)"
            } + [counted("not understood", count(.availabilityUnknown))]
        case .postedAt:
            [
                profile.forms.dateOrder.map { "the \($0.rawValue) stands first" } ?? "",
                counted("not believed", count(.dateUnreadable)), counted("in doubt", count(.dateInDoubt)),
            ]
        default: []
        }
    }

    private var prices: [String] {
        let numbers = profile.numbers
        let mark = numbers.decimal.map { mark in
            let example = mark == "." ? numbers.pointExample : numbers.commaExample
            return "decimal mark \(mark)" + (example.map { ", as in \($0)" } ?? "")
        }
        return [
            profile.mapping.decimal.map { "decimal mark \($0), as stated" } ?? mark ?? "",
            numbers.isSplit
                ? "both marks are used: \(numbers.pointExample ?? "") and \(numbers.commaExample ?? "")" : "",
            counted("in doubt", count(.priceInDoubt)), counted("unreadable", count(.priceUnreadable)),
            counted("on request", count(.priceOnRequest)), counted("free", count(.priceFree)),
            counted("ranges", count(.priceRange)), counted("where prices begin", count(.priceFrom)),
            counted("for several pieces", count(.priceForSeveral)),
            counted("in a spreadsheet's short form", count(.priceScientific)),
        ]
    }

    private var category: [String] {
        let form = profile.forms.category
        return [
            form?.kind.map { "levels parted by \($0.separator.trimmingWhitespace())" } ?? "one level",
            form?.list.map { "several paths by \($0)" } ?? "",
            counted("in several categories", count(.categoriesMore)),
            counted("in doubt", count(.categoryInDoubt)),
        ]
    }

    private func count(_ rule: CleaningRule) -> Int { listings.rules[rule.rawValue] ?? 0 }

    private func counted(_ what: String, _ count: Int) -> String { count == 0 ? "" : "\(what): \(count)" }

    private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
