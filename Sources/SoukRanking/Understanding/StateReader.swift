/// Reads demands on photo, condition and being free of charge.
struct StateReader {
    /// The marketplace's own names of conditions; none are read where it has none.
    let conditions: [String]

    func read(_ view: TokenView) -> Reading? {
        photo(view) ?? free(view) ?? condition(view)
    }

    // MARK: Photo

    private static let photoWords: Set<String> = [
        "photo", "photos", "picture", "pictures", "pics", "image", "images",
    ]

    /// Things that have pictures on or in them.
    private static let pictured: Set<String> = [
        "album", "albums", "book", "books", "blanket", "calendar", "canvas", "card", "cards", "case", "clock",
        "cushion", "cushions", "frame", "frames", "jigsaw", "keyring", "locket", "magazine", "mug", "mugs",
        "necklace", "poster", "puzzle", "wallpaper",
    ]

    private func photo(_ view: TokenView) -> Reading? {
        if view.word(0) == "only", view.word(1) == "with", Self.photoWords.contains(view.word(2) ?? "") {
            return Reading(count: 3, meaning: .hasPhoto)
        }
        guard let word = view.word(0), word == "with" || word == "has" || word == "having",
            Self.photoWords.contains(view.word(1) ?? "")
        else { return nil }
        let count = view.word(2) == "only" ? 3 : 2
        let before = view.tokens[..<view.start].map(\.word)
        guard view.ends(after: count), !before.isEmpty, !before.contains(where: Self.pictured.contains) else {
            return nil
        }
        return Reading(count: count, meaning: .hasPhoto)
    }

    // MARK: Free of charge

    private static let gifts: [[String]] = [
        ["free", "to", "a", "good", "home"], ["free", "to", "good", "home"], ["free", "to", "collector"],
        ["free", "to", "collect"], ["free", "of", "charge"], ["for", "free"], ["free", "for", "collection"],
    ]

    private func free(_ view: TokenView) -> Reading? {
        guard let words = Self.gifts.first(where: { view.hasWords($0, at: 0) }), view.ends(after: words.count)
        else { return nil }
        return Reading(count: words.count, meaning: .price(minimum: nil, maximum: 0))
    }

    // MARK: Condition

    /// What buyers type, and what marketplaces call it, the likeliest first.
    private static let phrases: [(words: [String], names: [String])] = [
        (["brand", "new"], ["brand new", "new", "unused"]), (["unused"], ["unused", "new", "brand new"]),
        (["like", "new"], ["like new", "as new", "as good as new"]),
        (["as", "new"], ["as new", "like new"]),
        (["as", "good", "as", "new"], ["as good as new", "like new", "as new"]),
        (["nearly", "new"], ["nearly new", "like new", "as new"]),
        (["excellent", "condition"], ["excellent"]), (["very", "good", "condition"], ["very good"]),
        (["good", "condition"], ["good", "good condition"]),
        (["used", "condition"], ["used", "used condition"]), (["refurbished"], ["refurbished"]),
        (["for", "parts"], ["for parts", "for parts or not working", "spares or repair"]),
        (["spares", "or", "repairs"], ["spares or repairs", "spares or repair", "for parts"]),
        (["spares", "or", "repair"], ["spares or repair", "spares or repairs", "for parts"]),
    ]

    private func condition(_ view: TokenView) -> Reading? {
        let known = Dictionary(
            conditions.map { (Self.folded($0), $0) }, uniquingKeysWith: { first, _ in first })
        let opening = view.word(0) == "in" ? 1 : 0
        for (words, names) in Self.phrases where view.hasWords(words, at: opening) {
            guard let name = names.lazy.compactMap({ known[$0] }).first else { return nil }
            return Reading(count: opening + words.count, meaning: .condition(name))
        }
        return nil
    }

    private static func folded(_ name: String) -> String {
        String(name.lowercased().map { $0 == "_" || $0 == "-" ? " " : $0 })
    }
}
