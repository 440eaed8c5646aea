import PostgresTestSupport
import SoukCatalog
import SoukPostgresSearch
import SoukSearch
import Testing

/// Above some thousand listings the vectors are found by a graph, and pages say so.
@Suite(
    .enabled(if: PostgresServer.isAvailable, Comment(rawValue: PostgresServer.reason)),
    .timeLimit(.minutes(15)))
struct GraphTests {
    private static let model = IndexModel(identity: "model-a", dimensions: 16, fields: [.text])

    private func direction(_ random: inout SplitMix64) -> [Float] {
        let raw = (0..<16).map { _ in Float.random(in: -1...1, using: &random) }
        let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return raw.map { $0 / max(length, 1e-6) }
    }

    @Test func aLargeGenerationAnswersByItsGraphAndSaysSo() async throws {
        let server = try #require(PostgresServer.shared)
        let all = PostgresGenerations(try PostgresAddress(server.address()))
        var random = SplitMix64(seed: 3)
        let listings = (0..<7_000).map { number in
            IndexedListing(
                id: "ad-\(number)", title: "kaba \(number % 10)", price: number, hasPhoto: number % 100 == 0,
                vectors: [.text: direction(&random)])
        }
        let name = try await all.build(Self.model, madeBy: "test") { draft in
            for start in stride(from: 0, to: listings.count, by: 1_000) {
                try await draft.add(Array(listings[start..<start + 1_000]))
            }
        }.name
        let engine = try await all.open(name)
        #expect(!engine.capabilities.hasExactVectors)
        var found = 0
        for _ in 0..<20 {
            let query = direction(&random)
            func nearest(_ count: Int, _ filter: SearchFilter) -> [String] {
                listings.filter { filter.hasPhoto == nil || $0.hasPhoto == filter.hasPhoto }
                    .filter { $0.price ?? 0 <= filter.maximumPrice ?? .max }
                    .map {
                        (
                            id: $0.id,
                            similarity: zip($0.vectors[.text] ?? [], query).reduce(0) { $0 + $1.0 * $1.1 }
                        )
                    }
                    .sorted { $0.similarity > $1.similarity }.prefix(count).map(\.id)
            }
            let vector = RetrievalRequest.VectorQuery(field: .text, vector: query)
            let page = try await engine.search(
                RetrievalRequest(vectors: [vector], model: Self.model.identity, limit: 50))
            #expect(!page.exactness.vectors && page.total == 200 && page.hits.count == 50)
            found += Set(page.hits.map(\.id)).intersection(nearest(50, SearchFilter())).count
            // A filter that most listings pass is walked; one that few pass is compared exactly.
            let wide = SearchFilter(maximumPrice: 5_999)
            let filtered = try await engine.search(
                RetrievalRequest(vectors: [vector], model: Self.model.identity, filter: wide, limit: 50))
            #expect(filtered.hits.count == 50 && filtered.total == 200 && !filtered.exactness.vectors)
            let narrow = SearchFilter(hasPhoto: true)
            let exact = try await engine.search(
                RetrievalRequest(vectors: [vector], model: Self.model.identity, filter: narrow, limit: 50))
            #expect(exact.exactness.vectors && exact.total == 70)
            // Stored numbers are rounded to 11 bits, so neighbours of equal rank may swap.
            #expect(Set(exact.hits.map(\.id)).intersection(nearest(50, narrow)).count >= 48)
        }
        #expect(Double(found) / 1_000 > 0.95, "recall of the graph")
    }
}
