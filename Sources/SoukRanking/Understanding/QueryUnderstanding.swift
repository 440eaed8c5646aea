public import SoukCatalog
import Foundation

/// Turns a buyer's words into demands where they certainly are demands, and leaves all else as words.
///
/// Clean-up suits every language; the phrases are English. A phrase that may mean something else stays a word:
/// to miss a filter costs a glance, to invent one hides what the buyer wanted.
public struct QueryUnderstanding: Sendable {
    /// Longer queries are cut at the last word that fits.
    public static let longest = 1000

    private let places: PlaceReader?
    private let prices: PriceReader
    private let states: StateReader
    private let exclusions = ExclusionReader()

    /// - Parameters:
    ///   - gazetteer: nil leaves phrases of place as words.
    ///   - country: ISO 3166 code of the marketplace's country; nil looks for towns everywhere.
    ///   - rates: the marketplace's currency, and what others are worth.
    ///   - conditions: the marketplace's own names of conditions.
    public init(
        gazetteer: Gazetteer?, country: String? = "GB", rates: ExchangeRates = .standard,
        conditions: [String] = []
    ) {
        places = gazetteer.map { PlaceReader(gazetteer: $0, country: country) }
        prices = PriceReader(rates: rates)
        states = StateReader(conditions: conditions)
    }

    /// Reads a query: demands such as prices and towns, and the words that are left.
    ///
    /// - Parameters:
    ///   - text: What the buyer typed.
    ///   - keeping: Texts of understood phrases that the buyer wants to be words after all.
    /// - Throws: `request` for weights that cannot be read.
    public func understand(_ text: String, keeping: Set<String> = []) throws(RankingError) -> UnderstoodQuery
    {
        let (clean, note) = Self.clean(text)
        if clean.hasPrefix("{") {
            let weights = try QueryWeights.read(clean)
            return UnderstoodQuery(text: clean, words: "", weights: weights, phrases: [], notes: [])
        }
        let tokens = QueryTokens.split(clean)
        let (readings, places) = readings(tokens, keeping: keeping)
        var phrases: [UnderstoodPhrase] = []
        var words: [String] = []
        var notes = [note].compactMap { $0 }
        var index = 0
        while index < tokens.count {
            guard let reading = readings[index] else {
                words.append(tokens[index].text)
                index += 1
                continue
            }
            let text = Self.text(tokens, index, reading.count)
            if reading.meaning == .price(minimum: nil, maximum: nil) {
                words.append(text)
            } else {
                phrases.append(UnderstoodPhrase(text: text, meaning: reading.meaning))
            }
            if let note = reading.note { notes.append(note) }
            index += reading.count
        }
        notes += places
        let left = words.joined(separator: " ").trimmingCharacters(in: CharacterSet(charactersIn: " ,;"))
        let hasWords = left.contains { $0.isLetter || $0.isNumber }
        if !hasWords, phrases.isEmpty { notes.append(.nothingToLookFor) }
        return UnderstoodQuery(
            text: clean, words: hasWords ? left : "", weights: [:], phrases: phrases, notes: notes)
    }

    /// Right to left, so that a phrase knows what begins behind it; a longer phrase swallows shorter ones.
    private func readings(
        _ tokens: [QueryToken], keeping: Set<String>
    ) -> (found: [Int: Reading], notes: [QueryNote]) {
        var found: [Int: Reading] = [:]
        var notes: [QueryNote] = []
        for start in tokens.indices.reversed()
        where !tokens[start].isQuoted || tokens[start].text.hasPrefix("-") {
            let view = TokenView(tokens: tokens, start: start, phraseStarts: Set(found.keys))
            guard
                let reading = prices.read(view) ?? places?.read(view) ?? states.read(view)
                    ?? exclusions.read(view)
            else {
                if let note = places?.unknownPlace(view) { notes.insert(note, at: 0) }
                continue
            }
            guard !keeping.contains(Self.text(tokens, start, reading.count)) else { continue }
            let end = start + reading.count
            let covered = found.keys.filter { $0 < end }
            guard covered.allSatisfy({ $0 + (found[$0]?.count ?? 0) <= end }) else { continue }
            for key in covered { found[key] = nil }
            found[start] = reading
        }
        return (found, notes)
    }

    private static func text(_ tokens: [QueryToken], _ start: Int, _ count: Int) -> String {
        tokens[start..<(start + count)].map(\.text).joined(separator: " ")
            .trimmingCharacters(in: CharacterSet(charactersIn: ",;"))
    }

    private static func clean(_ text: String) -> (String, QueryNote?) {
        guard text.utf8.count > longest else { return (TidyText.line(text), nil) }
        let line = TidyText.line(String(text.prefix(20 * longest)))
        guard line.count > longest else { return (line, nil) }
        let cut = line.prefix(longest)
        let end = cut.lastIndex(of: " ") ?? cut.endIndex
        return (String(cut[..<end]), .shortened(characters: cut[..<end].count))
    }
}
