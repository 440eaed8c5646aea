import Foundation
import SoukSearch

/// The numbers of the words' score: BM25F (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), times
/// `1 - coverageShare + coverageShare x share` for the part of the query's rarity that a listing covers.
enum WordWeights {
    static let fields = FieldValues(title: 3, description: 1, categories: 1.5)
    /// How strongly long fields are held back, 0 to 1.
    static let lengths = FieldValues(title: 0.4, description: 0.75, categories: 0.3)
    /// How soon repeating a word stops to help.
    static let saturation = 1.2
    static let coverageShare = 0.5
    // What other ways to say a query's word are worth, against the word itself.
    static let stem = 0.9
    static let prefix = 0.8
    static let compound = 0.9
    static let synonym = 0.7
    static let oneEdit = 0.7
    static let twoEdits = 0.5
    /// Times this, where a correction changes the first letter.
    static let otherInitial = 0.8

    static func normalised(
        _ count: Double, _ field: WordField, _ length: Double, _ corpus: CorpusStatistics
    ) -> Double {
        count / (1 - lengths[field] + lengths[field] * length / corpus.average(field))
    }

    /// From 0 to `saturation + 1`; 1 for a frequency of 1.
    static func saturated(_ frequency: Double) -> Double {
        frequency > 0 ? frequency * (saturation + 1) / (frequency + saturation) : 0
    }
}

/// What scores are measured against: how many listings there are, and how many words their fields hold.
struct CorpusStatistics: Sendable {
    var listings = 0
    var words = FieldValues.zero

    /// Averages of fewer listings say too little; an index that begins takes usual ones.
    private static let enough = 500
    private static let usual = FieldValues(title: 6, description: 60, categories: 3)

    static func + (left: CorpusStatistics, right: CorpusStatistics) -> CorpusStatistics {
        var sum = left
        sum.listings += right.listings
        for field in WordField.allCases { sum.words[field] += right.words[field] }
        return sum
    }

    func average(_ field: WordField) -> Double {
        guard listings >= Self.enough else { return Self.usual[field] }
        return max(1, words[field] / Double(listings))
    }

    /// `ln(1 + (N - n + 0.5) / (n + 0.5))`: above 0 for every word, and finite.
    func rarity(_ count: Int) -> Double {
        let all = Double(listings)
        let count = min(Double(max(count, 0)), all)
        return log(1 + (all - count + 0.5) / (count + 0.5))
    }
}
