/// What a reader made of the tokens from some place on.
struct Reading: Equatable {
    /// How many tokens it takes.
    var count: Int
    var meaning: UnderstoodPhrase.Meaning
    var note: QueryNote?
}

/// A place in the query, and what stands around it.
struct TokenView {
    let tokens: [QueryToken]
    let start: Int
    /// Where phrases begin that were understood already, further right.
    let phraseStarts: Set<Int>

    /// The word so many tokens on; nil beyond the ends and for quoted text.
    func word(_ offset: Int) -> String? {
        let place = start + offset
        guard tokens.indices.contains(place), !tokens[place].isQuoted else { return nil }
        return tokens[place].word
    }

    /// Whether these words follow, from an offset on.
    func hasWords(_ words: [String], at offset: Int) -> Bool {
        words.indices.allSatisfy { word(offset + $0) == words[$0] }
    }

    /// Whether the thought ends behind so many tokens: at the query's end, a comma, or another understood phrase.
    func ends(after count: Int) -> Bool {
        let next = start + count
        return next >= tokens.count || phraseStarts.contains(next)
            || (next > 0 && tokens[next - 1].endsClause)
    }
}
