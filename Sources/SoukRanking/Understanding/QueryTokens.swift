import Foundation
import SoukAnalysis
import SoukCatalog

/// A word of a query, as typed and as compared.
struct QueryToken: Equatable {
    /// As it stands in the cleaned query, quotes and punctuation included.
    var text: String
    /// Small letters without punctuation around them.
    var word: String
    /// Stood in quotation marks: to be looked for, never to be understood.
    var isQuoted: Bool
    /// A comma or the like ends the thought here.
    var endsClause: Bool

    /// Whether it was typed with a capital first letter.
    var isCapitalised: Bool { text.first { $0.isLetter }?.isUppercase ?? false }
}

enum QueryTokens {
    /// Typographic dashes and quotation marks become plain ones; quoted stretches stay one token.
    static func split(_ text: String) -> [QueryToken] {
        var tokens: [QueryToken] = []
        var rest = Substring(TypedText.plain(text))
        while let start = rest.firstIndex(where: { $0 != " " }) {
            rest = rest[start...]
            let end = quoteEnd(rest) ?? rest.firstIndex(of: " ") ?? rest.endIndex
            append(String(rest[..<end]), to: &tokens)
            rest = rest[end...]
        }
        return tokens
    }

    /// Behind the closing quotation mark of text that begins with one; an inch mark opens nothing.
    private static func quoteEnd(_ text: Substring) -> Substring.Index? {
        let open = text.hasPrefix("-") ? text.index(after: text.startIndex) : text.startIndex
        guard open < text.endIndex, text[open] == "\"" else { return nil }
        return text[text.index(after: open)...].firstIndex(of: "\"").map { text.index(after: $0) }
    }

    private static func append(_ text: String, to tokens: inout [QueryToken]) {
        guard !text.isEmpty else { return }
        let isQuoted = text.drop { $0 == "-" }.hasPrefix("\"") && text.dropFirst(2).hasSuffix("\"")
        let trimmed = text.trimmingCharacters(in: edge)
        tokens.append(
            QueryToken(
                text: text, word: trimmed.lowercased(), isQuoted: isQuoted,
                endsClause: [",", ";", "!", "?"].contains(text.last)))
    }

    private static let edge = CharacterSet(charactersIn: ",;!?()[]\"")
}
