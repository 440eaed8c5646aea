import SoukCatalog
import Foundation
import SoukSearch

/// Reads demands on the place. `near` and a distance are certain with any town of some size; `in` only at the
/// end of a thought, and for towns whose name is an ordinary word only with a capital letter.
struct PlaceReader {
    let gazetteer: Gazetteer
    /// ISO 3166 code of the country to look in; nil for all.
    let country: String?

    /// Radius of `near`, in kilometres.
    static let nearRadius = 30.0
    /// Radius of `in`, in kilometres.
    static let insideRadius = 15.0
    private static let kilometresPerMile = 1.609344

    func read(_ view: TokenView) -> Reading? {
        if let distance = distance(view, at: 0),
            let place = place(view, at: distance.count, minimumPopulation: 500)
        {
            return reading(place, count: distance.count + place.count, kilometres: distance.kilometres)
        }
        for words in Self.nearWords where view.hasWords(words, at: 0) {
            guard let place = place(view, at: words.count, minimumPopulation: 3000),
                !Self.neverPlaces.contains(place.key)
            else { return nil }
            let count = words.count + place.count
            if let distance = distance(view, at: count, closing: true) {
                return reading(place, count: count + distance.count, kilometres: distance.kilometres)
            }
            return reading(place, count: count, kilometres: Self.nearRadius)
        }
        guard view.word(0) == "in" else { return nil }
        return inside(view)
    }

    /// The note on a place behind `near` that no gazetteer knows; nil when it may be no place at all.
    func unknownPlace(_ view: TokenView) -> QueryNote? {
        for words in Self.nearWords where view.hasWords(words, at: 0) {
            guard let name = view.word(words.count), !Self.neverPlaces.contains(name),
                view.ends(after: words.count + 1),
                place(view, at: words.count, minimumPopulation: 0) == nil
            else { return nil }
            let nearest = gazetteer.similarNames(to: name, country: country)
            let text = view.tokens[view.start + words.count].text
            return nearest.isEmpty ? nil : .unknownPlace(name: text, nearest: nearest)
        }
        return nil
    }

    private static let nearWords: [[String]] = [
        ["near", "to"], ["close", "to"], ["near"], ["nearby"], ["around"],
    ]

    /// Follow `near` and `around`, and name towns somewhere.
    private static let neverPlaces: Set<String> = [
        "mint", "new", "perfect", "me", "here", "home", "work", "school", "station", "the", "by", "offer",
        "complete", "identical", "neck", "edge",
    ]

    /// Names of towns that buyers use for things, colours, materials and conditions.
    private static let ordinaryWords: Set<String> = [
        "bath", "reading", "sandwich", "deal", "rugby", "hook", "street", "battle", "ware", "sale", "wells",
        "eye", "wing", "settle", "ham", "hope", "stone", "rye", "crook", "bow", "brown", "poole", "barking",
        "mold", "flint", "wick", "beer", "bude", "cheddar", "ascot", "oxford", "chesterfield", "windsor",
        "box", "case", "working", "good", "great", "used", "new", "black", "white", "blue", "red", "green",
        "grey", "gray", "pink", "purple", "orange", "yellow", "gold", "silver", "cream", "beige", "navy",
        "oak", "pine", "leather", "wood", "metal", "glass", "cotton", "wool", "velvet", "perfect",
        "excellent",
        "mint", "original", "full", "very", "general", "progress", "stock", "one", "two", "march", "worth",
        "diss", "sleaford", "cowes", "hull", "dover", "bury", "march", "holland", "epsom", "wellington",
        "ford",
        "lincoln", "kent", "down", "ash", "ball", "barrow", "bridge", "chair", "crane", "cross", "field",
        "stand", "england", "english", "french", "german", "color", "colour", "size", "small", "medium",
        "large",
        "nelson", "stanley", "barnes", "hamilton", "buckingham",
    ]

    private func inside(_ view: TokenView) -> Reading? {
        guard let place = place(view, at: 1, minimumPopulation: 5000, toTheEnd: true) else { return nil }
        let count = 1 + place.count
        guard !Self.ordinaryWords.contains(place.key) || view.tokens[view.start + 1].isCapitalised else {
            return nil
        }
        if let distance = distance(view, at: count, closing: true) {
            return reading(place, count: count + distance.count, kilometres: distance.kilometres)
        }
        return reading(place, count: count, kilometres: Self.insideRadius)
    }

    private func reading(_ place: Found, count: Int, kilometres: Double) -> Reading {
        let circle = SearchFilter.Circle(
            latitude: place.match.latitude, longitude: place.match.longitude, kilometres: kilometres)
        return Reading(count: count, meaning: .place(name: place.match.name, circle: circle))
    }

    // MARK: Names

    private static let centres = [["city", "centre"], ["town", "centre"], ["city", "center"], ["area"]]

    private struct Found {
        var match: Gazetteer.Match
        var key: String
        var count: Int
    }

    /// The longest name of a known town at an offset.
    private func place(
        _ view: TokenView, at offset: Int, minimumPopulation: Int, toTheEnd: Bool = false
    ) -> Found? {
        for count in stride(from: 4, through: 1, by: -1) {
            let words = (0..<count).compactMap { view.word(offset + $0) }
            guard words.count == count, words.allSatisfy({ $0.contains(where: \.isLetter) }),
                !isBroken(view, offset, count)
            else { continue }
            if toTheEnd, !endsThought(view, offset + count) { continue }
            let name = words.joined(separator: " ")
            guard let match = gazetteer.town(named: name, country: country),
                match.population ?? 0 >= minimumPopulation
            else { continue }
            let centre = Self.centres.first { view.hasWords($0, at: offset + count) }?.count ?? 0
            return Found(match: match, key: name, count: count + centre)
        }
        return nil
    }

    private func endsThought(_ view: TokenView, _ offset: Int) -> Bool {
        view.ends(after: offset) || distance(view, at: offset, closing: true) != nil
            || Self.centres.contains { view.hasWords($0, at: offset) && view.ends(after: offset + $0.count) }
    }

    /// Whether a comma stands inside the name.
    private func isBroken(_ view: TokenView, _ offset: Int, _ count: Int) -> Bool {
        (0..<(count - 1)).contains { view.tokens[view.start + offset + $0].endsClause }
    }

    // MARK: within 10 miles of, 5km from

    private struct Distance {
        var kilometres: Double
        var count: Int
    }

    private static let units: [String: Double] = [
        "mile": kilometresPerMile, "miles": kilometresPerMile, "mi": kilometresPerMile, "km": 1, "kms": 1,
        "kilometre": 1, "kilometres": 1, "kilometer": 1, "kilometers": 1,
    ]

    /// - Parameter closing: stands behind the place, so it needs `within` and no `of`.
    private func distance(_ view: TokenView, at offset: Int, closing: Bool = false) -> Distance? {
        var next = offset
        let hasWithin = view.word(next) == "within"
        if hasWithin { next += 1 }
        guard let word = view.word(next) else { return nil }
        let digits = word.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), number > 0, number <= 20_000 else { return nil }
        next += 1
        let unit: Double
        if digits.count < word.count {
            guard let glued = Self.units[String(word.dropFirst(digits.count))] else { return nil }
            unit = glued
        } else {
            guard let following = view.word(next), let known = Self.units[following] else { return nil }
            unit = known
            next += 1
        }
        if closing { return hasWithin ? Distance(kilometres: number * unit, count: next - offset) : nil }
        guard let link = view.word(next), link == "of" || link == "from" || link == "around" else {
            return nil
        }
        return Distance(kilometres: number * unit, count: next + 1 - offset)
    }
}
