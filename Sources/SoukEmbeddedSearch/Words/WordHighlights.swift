import GRDB
import SoukSearch

/// Marks the words of a hit in a text.
struct WordHighlights {
    let tokenizer: WordTokenizer

    init(_ db: Database) throws { tokenizer = try WordTokenizer(db) }

    /// Where the matched words stand in `text`, the text of `field`, from left to right.
    func ranges(_ hit: WordHit, field: WordField, in text: String) throws -> [Range<String.Index>] {
        let words = Set(hit.matches.filter { $0.field == field }.map(\.word))
        return try tokenizer.tokens(text).filter { words.contains($0.form) }.map { index($0.bytes, in: text) }
    }

    /// About `length` words of `text` with as many matched words as fit, and where these stand in it.
    func snippet(
        _ hit: WordHit, field: WordField, of text: String, words length: Int = 20
    ) throws -> (text: String, ranges: [Range<String.Index>]) {
        let words = Set(hit.matches.filter { $0.field == field }.map(\.word))
        let tokens = try tokenizer.tokens(text)
        let length = max(length, 1)
        guard tokens.count > length else { return (text, try ranges(hit, field: field, in: text)) }
        let isMatch = tokens.map { words.contains($0.form) ? 1 : 0 }
        var count = isMatch[..<length].reduce(0, +)
        var (best, start) = (count, 0)
        for first in 1...(tokens.count - length) {
            count += isMatch[first + length - 1] - isMatch[first - 1]
            if count > best { (best, start) = (count, first) }
        }
        let bytes = tokens[start].bytes.lowerBound..<tokens[start + length - 1].bytes.upperBound
        let cut = String(text[index(bytes, in: text)])
        let snippet = (start > 0 ? "… " : "") + cut + (start + length < tokens.count ? " …" : "")
        return (snippet, try ranges(hit, field: field, in: snippet))
    }

    private func index(_ bytes: Range<Int>, in text: String) -> Range<String.Index> {
        let utf8 = text.utf8
        let start = utf8.index(utf8.startIndex, offsetBy: bytes.lowerBound)
        return start..<utf8.index(start, offsetBy: bytes.count)
    }
}
