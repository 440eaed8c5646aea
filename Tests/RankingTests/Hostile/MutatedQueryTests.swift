import Foundation
import SoukSearch
import SoukTestSupport
import Testing

import SoukRanking

/// Queries and cursors of any bytes are answered or refused.
@Suite(.timeLimit(.minutes(10))) struct MutatedQueryTests {
    @Test func queries() async throws {
        let understanding = QueryUnderstanding(
            gazetteer: SmallGazetteer.shared, conditions: ["New", "Good", "Used"])
        let samples = [
            "red sofa under £80 near Leeds without \"corner unit\"",
            #"{"leather": 1, "sofa": 0.5, "corner": -1}"#,
            "used bike between 50 and 100 eur with photo", "Straße -лампа 東京 £1,000.50 – £2k",
        ].map { Array($0.utf8) }
        Mutations(
            of: samples,
            words: [" under ", "£", " near ", " - ", "\"", "99999999999999999999", "\u{301}", "{"]
        )
        .run(5_000) { bytes, name in
            let text = String(decoding: bytes, as: UTF8.self)
            guard let read = try? understanding.understand(text) else { return }
            let filter = read.filter
            #expect((filter.minimumPrice ?? 0) >= 0 && (filter.maximumPrice ?? 0) >= 0, "\(name): \(text)")
        }
    }

    @Test func cursors() async throws {
        let pipeline = try await TinyMarket().pipeline()
        let first = try await pipeline.search(SearchRequest("red sofa", limit: 1))
        let ordered = try await pipeline.search(SearchRequest("", limit: 1, order: .cheapest))
        let samples = [try #require(first.cursor), try #require(ordered.cursor)].map { Array($0.utf8) }
        var inputs: [String] = []
        Mutations(of: samples, words: ["~", "~~~", ".", "=", "-1"]).run(400) { bytes, _ in
            inputs.append(String(decoding: bytes, as: UTF8.self))
        }
        for input in inputs {
            do {
                let page = try await pipeline.search(SearchRequest(limit: 5, cursor: input))
                #expect(page.results.count <= 5)
            } catch is RetrievalError {} catch is RankingError {}
        }
    }
}
