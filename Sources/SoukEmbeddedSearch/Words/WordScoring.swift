import Foundation
package import SoukSearch

/// How much a word counts in each field.
package typealias FieldWeights = FieldValues

/// The numbers of the words retriever's score.
///
/// BM25F (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009): the occurrences of a
/// query's word in the fields are added up, each weighted and divided by its field's length against the
/// average, before they saturate. What the fields add up to is multiplied by the word's rarity.
/// A listing's score is the sum over the query's words, times `1 - coverageShare + coverageShare x share`,
/// where `share` is the part of the query's total rarity that the listing covers: of two listings with the
/// same sum, the one that holds more of the query comes first.
package struct WordScoring: Sendable, Codable, Equatable {
    package var weights: FieldWeights
    /// How strongly long fields are held back, 0 to 1.
    package var lengthNormalisation: FieldValues
    /// How soon repeating a word stops to help.
    package var saturation: Double
    /// How much of the score hangs on covering the whole query, 0 to 1.
    package var coverageShare: Double
    /// What other ways to say a query's word are worth, against the word itself.
    package var variantWeights: VariantWeights

    package struct VariantWeights: Sendable, Codable, Equatable {
        package var stem = 0.9
        package var prefix = 0.8
        package var compound = 0.9
        package var synonym = 0.7
        package var oneEdit = 0.7
        package var twoEdits = 0.5
        /// Times this, where a correction changes the first letter.
        package var otherInitial = 0.8

        package init() {}
    }

    package init(
        weights: FieldWeights = FieldWeights(title: 3, description: 1, categories: 1.5),
        lengthNormalisation: FieldValues = FieldValues(title: 0.4, description: 0.75, categories: 0.3),
        saturation: Double = 1.2, coverageShare: Double = 0.5, variantWeights: VariantWeights = .init()
    ) {
        self.weights = weights
        self.lengthNormalisation = lengthNormalisation
        self.saturation = saturation
        self.coverageShare = coverageShare
        self.variantWeights = variantWeights
    }

    package static let standard = WordScoring()
}

/// What scores are measured against: how many documents there are and how long on average.
struct CorpusStatistics: Equatable {
    var documents: Double
    var averages: FieldValues

    /// `ln(1 + (N - n + 0.5) / (n + 0.5))`: above 0 for every word, and finite.
    func rarity(documents count: Int) -> Double {
        let count = min(Double(max(count, 0)), documents)
        return log(1 + (documents - count + 0.5) / (count + 0.5))
    }
}

extension WordScoring {
    /// Occurrences as BM25F adds them up, before saturation.
    func frequency(_ counts: FieldValues, lengths: FieldValues, _ corpus: CorpusStatistics) -> Double {
        var sum = 0.0
        for field in WordField.allCases where counts[field] > 0 {
            sum += weights[field] * normalised(counts[field], field, lengths, corpus)
        }
        return sum
    }

    func normalised(
        _ count: Double, _ field: WordField, _ lengths: FieldValues, _ corpus: CorpusStatistics
    ) -> Double {
        let share = lengthNormalisation[field]
        return count / (1 - share + share * lengths[field] / max(corpus.averages[field], 1))
    }

    /// From 0 to `saturation + 1`; 1 for a frequency of 1.
    func saturated(_ frequency: Double) -> Double {
        frequency > 0 ? frequency * (saturation + 1) / (frequency + saturation) : 0
    }

    func coverageFactor(_ share: Double) -> Double { 1 - coverageShare + coverageShare * share }
}
