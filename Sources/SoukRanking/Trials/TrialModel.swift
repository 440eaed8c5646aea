import SoukSearch
import SoukTraining

/// What a trial asks of a model: vectors of listings and of questions, in one space.
public struct TrialModel: Sendable {
    public var index: IndexModel
    /// For each listing the channels that it has.
    public var listings: @Sendable ([ListingContent]) throws -> [[VectorField: [Float]]]
    /// `[dimensions]` for each text.
    public var words: @Sendable ([String]) throws -> [[Float]]
    /// Probability of each top-level category under words alone.
    public var categories: @Sendable ([String]) throws -> [[String: Double]]

    public init(
        index: IndexModel,
        listings: @escaping @Sendable ([ListingContent]) throws -> [[VectorField: [Float]]],
        words: @escaping @Sendable ([String]) throws -> [[Float]],
        categories: @escaping @Sendable ([String]) throws -> [[String: Double]]
    ) {
        (self.index, self.listings, self.words, self.categories) = (index, listings, words, categories)
    }

    public init(_ model: TrainedListingModel) {
        self.init(
            index: IndexModel(identity: model.identity, dimensions: model.dimensions),
            listings: { try model.embed(listings: $0) },
            words: { try model.embed(queries: $0.map { QueryContent(words: $0) }) },
            categories: { try model.intents($0) })
    }
}

extension TrialModel {
    /// A question as the model sees it.
    struct Question: Sendable {
        var vector: [Float]?
        var categories: [String: Double] = [:]
    }

    /// All questions of a trial. A photo that asks is encoded as the only thing that is known of a listing:
    /// the same as a buyer's photo without words.
    func questions(
        _ queries: [TrialQuery], photos: [String: ListingPhoto], step: Int = 64, progress: (Int) -> Void
    ) throws -> [Question] {
        var questions: [Question] = []
        for start in stride(from: 0, to: queries.count, by: step) {
            let batch = queries[start..<min(start + step, queries.count)]
            let texts = batch.map { $0.words ?? "" }
            let asked = batch.map { query in query.photo.flatMap { photos[$0] } }
            if asked.contains(where: { $0 != nil }) {
                let seen = try listings(
                    asked.map { ListingContent(id: "", title: "", photos: $0.map { [$0] } ?? []) })
                questions += seen.map { Question(vector: $0[.photo]) }
            } else {
                questions += zip(try words(texts), try categories(texts)).map {
                    Question(vector: $0, categories: $1)
                }
            }
            progress(questions.count)
        }
        return questions
    }
}
