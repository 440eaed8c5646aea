import SoukCatalog
import Foundation
import SoukAnalysis
import SoukSearch

/// Words by their definition: a listing is found when it holds a wanted term, and no excluded one.
///
/// Words are those of `TextAnalyzer`; a phrase stands in one field, word after
/// word. A synonym meets the term that it stands for. Other endings and slips of the keyboard are not met.
struct MemoryWords {
    private let query: WordQuery
    /// For each listing its fields, cut into words.
    private let documents: [ListingID: [WordField: [String]]]

    init(_ query: WordQuery, _ listings: some Collection<IndexedListing>) {
        self.query = query
        documents = Dictionary(
            listings.map { (ListingID($0.id), Self.fields($0)) }, uniquingKeysWith: { first, _ in first })
    }

    private static let analyzer = TextAnalyzer()

    static func words(_ text: String) -> [String] {
        analyzer.words(text)
    }

    static func fields(_ listing: IndexedListing) -> [WordField: [String]] {
        [
            .title: words(listing.title), .description: words(listing.description),
            .categories: words(listing.categoryPath.joined(separator: " ")),
        ]
    }

    /// Where a sequence of words begins in a text.
    static func places(of sequence: [String], in text: [String]) -> [Int] {
        guard !sequence.isEmpty, text.count >= sequence.count else { return [] }
        return (0...text.count - sequence.count).filter { text[$0...].starts(with: sequence) }
    }

    static func holds(_ fields: [WordField: [String]], _ text: String) -> Bool {
        let sequence = words(text)
        return fields.values.contains { !places(of: sequence, in: $0).isEmpty }
    }

    /// What the words say of each listing that they find.
    func scores() -> [ListingID: (score: Double, matches: [MatchedWord], evidence: WordEvidence)] {
        let terms = query.terms.filter { !Self.words($0.text).isEmpty }
        let met = terms.map { term in documents.mapValues { matches(term, $0) }.filter { !$0.value.isEmpty } }
        let rarities = met.map { rarity(holding: $0.count) }
        let total = zip(terms, rarities).reduce(0) { $0 + max(0, $1.0.weight) * $1.1 }
        guard total > 0 else { return [:] }
        var scores: [ListingID: (score: Double, matches: [MatchedWord], evidence: WordEvidence)] = [:]
        for (id, fields) in documents {
            let excluded = query.exclusions.contains { Self.holds(fields, $0.text) }
            let own = terms.indices.filter { met[$0][id] != nil }
            guard !excluded, own.contains(where: { terms[$0].weight > 0 }) else { continue }
            let matches = own.flatMap { met[$0][id] ?? [] }
            let coverage = own.reduce(0) { $0 + max(0, terms[$1].weight) * rarities[$1] } / total
            let evidence = WordEvidence(coverage: coverage, adjacency: 0)
            scores[id] = (own.reduce(0) { $0 + terms[$1].weight * rarities[$1] }, matches, evidence)
        }
        return scores
    }

    /// Which of the wanted terms each listing holds, as ``WordMatch`` wants it; listings without any, and with an
    /// excluded one, are left out.
    func held() -> [ListingID: UInt32] {
        var held: [ListingID: UInt32] = [:]
        for (id, fields) in documents
        where !query.exclusions.contains(where: { Self.holds(fields, $0.text) }) {
            var bits: UInt32 = 0
            for (place, term) in wanted.enumerated() where !matches(term, fields).isEmpty {
                bits |= 1 << UInt32(place)
            }
            if bits != 0 { held[id] = bits }
        }
        return held
    }

    /// Of the wanted terms.
    func rarities() -> [Double] {
        wanted.map { term in rarity(holding: documents.values.count { !matches(term, $0).isEmpty }) }
    }

    var wanted: [WordQuery.Term] { query.terms.filter { $0.weight > 0 && !Self.words($0.text).isEmpty } }

    private func rarity(holding count: Int) -> Double {
        log(1 + (Double(documents.count) - Double(count) + 0.5) / (Double(count) + 0.5))
    }

    private func matches(_ term: WordQuery.Term, _ fields: [WordField: [String]]) -> [MatchedWord] {
        let literal = Self.words(term.text)
        let synonyms = term.isPhrase ? [] : query.synonyms.alternatives(to: literal)
        return ([(literal, MatchedWord.How.exact)] + synonyms.map { ($0, .synonym) }).flatMap {
            sequence, how in
            WordField.allCases.flatMap { field -> [MatchedWord] in
                guard !Self.places(of: sequence, in: fields[field] ?? []).isEmpty else { return [] }
                return sequence.map { MatchedWord(term: term.text, word: $0, field: field, how: how) }
            }
        }
    }
}
