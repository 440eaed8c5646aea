import SoukRanking
import SoukSearch

/// A question of a trial as the model sees it.
struct TrialQuestion: Sendable {
    var vector: [Float]?
    var categories: [String: Double] = [:]
}

extension ContentEncoder {
    /// All questions of a trial. A photo that asks is encoded as the only thing that is known of a listing:
    /// the same as a buyer's photo without words.
    func questions(
        _ queries: [TrialQuery], photos: [String: ListingPhoto], step: Int = 64
    ) throws -> [TrialQuestion] {
        var questions: [TrialQuestion] = []
        for start in stride(from: 0, to: queries.count, by: step) {
            let batch = queries[start..<min(start + step, queries.count)]
            let texts = batch.map { $0.words ?? "" }
            let asked = batch.map { query in query.photo.flatMap { photos[$0] } }
            if asked.contains(where: { $0 != nil }) {
                let seen = try embed(
                    listings: asked.map { ListingContent(id: "", title: "", photos: $0.map { [$0] } ?? []) })
                questions += seen.map { TrialQuestion(vector: $0[.photo]) }
            } else {
                let vectors = try embed(queries: texts.map { QueryContent(words: $0) })
                questions += zip(vectors, try categories(ofQueries: texts)).map {
                    TrialQuestion(vector: $0, categories: $1)
                }
            }
        }
        return questions
    }
}
