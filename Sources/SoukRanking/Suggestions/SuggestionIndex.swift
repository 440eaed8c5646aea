import Foundation

/// Completions of what a buyer types, looked up in sorted arrays: no lookup walks over them.
public struct SuggestionIndex: Sendable {
    struct Entry: Sendable {
        /// In small letters, without diacritics, one space between words.
        var key: String
        var suggestion: Suggestion
        /// How many listings it stands for.
        var weight: Int32
    }

    private let entries: [Entry]
    private let heaviest: HeaviestInRange

    public static let none = SuggestionIndex([])

    init(_ entries: [Entry]) {
        self.entries = entries.sorted { Self.isBefore($0.key, $1.key) }
        heaviest = HeaviestInRange(self.entries.map(\.weight))
    }

    public var isEmpty: Bool { entries.isEmpty }

    /// The longest text that is completed, in characters.
    private static let longest = 80

    /// The likeliest completions, the best first; each text once.
    public func complete(_ text: String, limit: Int) -> [Suggestion] {
        let key = Self.key(text, keepsEnd: true)
        guard limit > 0, !key.isEmpty, key.count <= Self.longest else { return [] }
        var found = Found(limit: limit)
        found.add(best(key, limit))
        if found.isFull { return found.suggestions }
        let (before, last) = Self.parts(key)
        if !before.isEmpty, !last.isEmpty {
            for entry in best(last, limit) where entry.suggestion.kind == .query && !entry.key.contains(" ") {
                found.add(Suggestion(text: before + entry.suggestion.text, kind: .query))
            }
        }
        if last.count >= Self.shortestSlip {
            for entry in mended(last, limit) {
                var suggestion = entry.suggestion
                suggestion.text = before + suggestion.text
                suggestion.isCorrected = true
                found.add(suggestion)
            }
        }
        return found.suggestions
    }

    /// Suggestions without repetitions, up to a number.
    private struct Found {
        let limit: Int
        var suggestions: [Suggestion] = []
        private var texts: Set<String> = []

        init(limit: Int) { self.limit = limit }

        var isFull: Bool { suggestions.count >= limit }

        mutating func add(_ entries: [Entry]) { for entry in entries { add(entry.suggestion) } }

        mutating func add(_ suggestion: Suggestion) {
            guard !isFull, texts.insert("\(suggestion.kind) " + SuggestionIndex.key(suggestion.text)).inserted
            else { return }
            suggestions.append(suggestion)
        }
    }

    // MARK: Slips

    /// Shorter beginnings of words are not mended: too many words are one slip away.
    private static let shortestSlip = 4

    /// Words whose beginning is one slip away from what was typed.
    private func mended(_ beginning: String, _ limit: Int) -> [Entry] {
        let letters = Array(beginning.utf8)
        guard letters.allSatisfy({ (0x61...0x7A).contains($0) }) else { return [] }
        var found: [Entry] = []
        for variant in Self.oneSlipAway(letters) {
            found += best(String(decoding: variant, as: UTF8.self), 2).filter {
                $0.suggestion.kind == .query && !$0.key.contains(" ")
            }
        }
        return Array(found.sorted { ($1.weight, $0.key) < ($0.weight, $1.key) }.prefix(limit))
    }

    /// Another letter, a letter too many or too few, or two letters swapped; the first letter is right.
    private static func oneSlipAway(_ letters: [UInt8]) -> [[UInt8]] {
        var variants: [[UInt8]] = []
        for place in 1..<letters.count {
            var shorter = letters
            shorter.remove(at: place)
            variants.append(shorter)
            if place + 1 < letters.count, letters[place] != letters[place + 1] {
                var swapped = letters
                swapped.swapAt(place, place + 1)
                variants.append(swapped)
            }
            for letter in UInt8(ascii: "a")...UInt8(ascii: "z") {
                if letter != letters[place] {
                    var other = letters
                    other[place] = letter
                    variants.append(other)
                }
                var longer = letters
                longer.insert(letter, at: place)
                variants.append(longer)
            }
        }
        return variants
    }

    // MARK: Lookup

    private func best(_ beginning: String, _ limit: Int) -> [Entry] {
        let low = firstPlace { !Self.isBefore($0, beginning) }
        let high = firstPlace { !Self.isBefore($0, beginning) && !$0.utf8.starts(with: beginning.utf8) }
        return heaviest.top(limit, in: low..<max(low, high)).map { entries[$0] }
    }

    /// The first place whose key, and every later one, passes.
    private func firstPlace(_ passes: (String) -> Bool) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if passes(entries[middle].key) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    private static func isBefore(_ a: String, _ b: String) -> Bool {
        a.utf8.lexicographicallyPrecedes(b.utf8)
    }

    /// All but the last word with a space behind, and the last word.
    private static func parts(_ key: String) -> (before: String, last: String) {
        guard let space = key.lastIndex(of: " ") else { return ("", key) }
        return (String(key[...space]), String(key[key.index(after: space)...]))
    }

    /// - Parameter keepsEnd: whether a space after the last word, which ends it, is kept.
    static func key(_ text: String, keepsEnd: Bool = false) -> String {
        let folded = text.prefix(2 * longest).folding(
            options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        let words = folded.split { !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "-" && $0 != "&" }
        let ends = keepsEnd && !words.isEmpty && folded.last?.isWhitespace == true
        return words.joined(separator: " ") + (ends ? " " : "")
    }
}
