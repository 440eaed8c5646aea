/// English words that say nothing about what is for sale.
package enum StopWords {
    package static let all: Set<String> = [
        "a", "an", "and", "any", "are", "as", "at", "be", "by", "for", "from", "has", "have", "i", "im", "in",
        "is",
        "it", "its", "me", "my", "of", "on", "or", "our", "please", "some", "that", "the", "their", "this",
        "to",
        "want", "was", "we", "with", "you", "your",
    ]

    /// Free stop words go, unless nothing else is there.
    static func dropped(from terms: [WordQuery.Term]) -> [WordQuery.Term] {
        let telling = terms.filter { $0.isPhrase || !all.contains($0.text.lowercased()) }
        return telling.isEmpty ? terms : telling
    }
}
