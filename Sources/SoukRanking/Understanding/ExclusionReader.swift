/// Reads what a listing must not hold: `-broken`, `-"spares or repair"`, `without batteries`.
struct ExclusionReader {
    func read(_ view: TokenView) -> Reading? {
        let token = view.tokens[view.start]
        if token.text.hasPrefix("-"), let word = excluded(token) {
            return Reading(count: 1, meaning: .without(word))
        }
        guard view.word(0) == "without", view.start > 0 || view.tokens.count > 1 else { return nil }
        let article = ["a", "an", "any", "the"].contains(view.word(1) ?? "") ? 1 : 0
        guard let word = view.word(1 + article), word.contains(where: \.isLetter),
            view.ends(after: 2 + article)
        else { return nil }
        return Reading(count: 2 + article, meaning: .without(word))
    }

    /// What follows the minus sign; nil for a lone dash and for negative numbers.
    private func excluded(_ token: QueryToken) -> String? {
        let word = String(token.word.drop { $0 == "-" || $0 == "\"" })
        guard word.first?.isLetter == true, !token.text.hasPrefix("--") else { return nil }
        return word
    }
}
