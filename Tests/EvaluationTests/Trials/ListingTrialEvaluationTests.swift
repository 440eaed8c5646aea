import Foundation
import SoukEmbeddedSearch
import SoukTestSupport
import SoukSearch
import Synchronization
import Testing

import SoukEvaluation
import SoukRanking

@Suite struct ListingTrialEvaluationTests {
    /// Titles and descriptions say the same in other words; photos show what the title means.
    private static let listings: [ListingContent] = {
        let things = ["sofa", "table", "lamp", "bicycle", "phone"]
        let others = ["couch", "desk", "light", "racer", "mobile"]
        return (0..<40).map { number in
            let thing = number % 5
            return ListingContent(
                id: "\(number)", title: "\(things[thing]) number\(number)",
                description: "\(others[thing]) with a tag", categoryPath: ["Things", things[thing]],
                photos: (0..<2).map {
                    ListingPhoto(
                        .file(URL(fileURLWithPath: "/\(things[thing])/\(number)-\($0)")),
                        contentHash: "\(things[thing]) \(number)-\($0)")
                })
        }
    }()

    /// Sees words, and photos by the name of what they show; notes all text that it was given of listings.
    private final class Model: ContentEncoder {
        let seen = Mutex<[String]>([])

        var identity: String { TinyMarket.model.identity }
        var dimensions: Int { TinyMarket.model.dimensions }
        var fields: [VectorField] { TinyMarket.model.fields }

        func embed(queries: [QueryContent]) -> [[Float]] {
            queries.map { TinyMarket.vector($0.words ?? "") }
        }

        func embed(listings: [ListingContent]) -> [[VectorField: [Float]]] { listings.map(vectors) }

        func categories(ofQueries words: [String]) -> [[String: Double]] { words.map { _ in ["Things": 1] } }

        private func vectors(_ content: ListingContent) -> [VectorField: [Float]] {
            let photos = content.photos.compactMap(\.contentHash)
            let text = content.title + " " + content.description
            seen.withLock { $0 += [text] + photos }
            var vectors: [VectorField: [Float]] = [:]
            if !text.isBlank { vectors[.text] = TinyMarket.vector(text) }
            if !photos.isEmpty { vectors[.photo] = TinyMarket.vector(photos.joined(separator: " ")) }
            if !vectors.isEmpty {
                vectors[.fused] = TinyMarket.vector(text + " " + photos.joined(separator: " "))
            }
            return vectors
        }
    }

    private static let generations = EmbeddedGenerations(root: FileManager.default.temporaryDirectory)

    private func evaluation(
        _ model: Model?, _ change: (inout ListingTrialEvaluation.Options) -> Void = { _ in }
    ) throws -> ListingTrialEvaluation {
        var options = ListingTrialEvaluation.Options()
        options.resamples = 50
        change(&options)
        return try ListingTrialEvaluation(
            Self.listings, on: Self.generations, heldOut: Set((0..<10).map(String.init)), model: model,
            popular: ("newest", Self.listings.map(\.id)), options: options)
    }

    private func figure(
        _ name: String, of system: String, in trial: RetrievalReport.Trial?
    ) -> RetrievalReport.Figure? {
        trial?.systems.first { $0.name == system }?.figures.first { $0.name == name }
    }

    @Test func allTrialsWithAllTheirSystems() async throws {
        let report = try await evaluation(Model()).report()
        #expect(report.trials.map(\.name) == ListingTrial.allCases.map(\.rawValue))
        let base = ["random", "popularity"]
        let dense = ["photo_vector", "fused_vector", "hybrid", "served"]
        #expect(
            report.trials.map { $0.systems.map(\.name) } == [
                base + ["bm25", "text_vector"] + dense, base + dense, base + ["text_vector"] + dense,
            ])
        #expect(report.trials.allSatisfy { $0.queries == 10 && $0.haystack == 40 })
        // Meaning finds the eight of a kind; nothing tells them apart.
        let dense10 = figure("ndcg@10", of: "fused_vector", in: report.trials[0])?.estimate.mean ?? 0
        let random10 = figure("ndcg@10", of: "random", in: report.trials[0])?.estimate.mean ?? 1
        #expect(dense10 > random10 + 0.2)
        // No word of a title stands in its description.
        #expect(figure("recall@100", of: "bm25", in: report.trials[0])?.estimate.mean == 0)
        #expect(figure("recall@100", of: "hybrid", in: report.trials[0])?.estimate.mean == 1)
        #expect(figure("recall@1", of: "hybrid", in: report.trials[0])?.ceiling == 1)
    }

    @Test func noTitleThatAsksReachesTheModelOfTheIndex() async throws {
        let model = Model()
        _ = try await evaluation(model) { $0.trials = [.titleToListing, .titleToPhotos] }.report()
        let seen = model.seen.withLock { $0 }
        #expect(!seen.isEmpty && !seen.contains { $0.contains("number") })
    }

    @Test func noPhotoThatAsksReachesTheIndex() async throws {
        let asked = Set(
            ListingTrial.photoToTwin.queries(Self.listings.map(TrialListing.init)).compactMap(\.photo))
        for listing in Self.listings {
            let shown = ListingTrial.photoToTwin.visible(listing).photos.compactMap(\.contentHash)
            #expect(!shown.isEmpty && asked.isDisjoint(with: shown))
        }
    }

    @Test func withoutAModelWordsAloneAreJudged() async throws {
        let report = try await evaluation(nil).report()
        #expect(report.trials.map(\.name) == ["title_to_listing"])
        #expect(report.trials[0].systems.map(\.name) == ["random", "popularity", "bm25", "hybrid", "served"])
    }

    @Test func aSampleAsksOnceAndAlwaysTheSame() async throws {
        let names = { (seed: UInt64) in
            var asked: [Int] = []
            _ = try await self.evaluation(nil) {
                $0.queries = 4
                $0.seed = seed
            }.report { if case .asking(_, let done, let total) = $0 { asked += [done, total] } }
            return asked
        }
        #expect(try await names(1) == [1, 4, 2, 4, 3, 4, 4, 4])
        let once = try await evaluation(nil) { $0.queries = 4 }.report().trials[0]
        let again = try await evaluation(nil) { $0.queries = 4 }.report().trials[0]
        #expect(
            once.systems.map { $0.figures.map(\.estimate) }
                == again.systems.map { $0.figures.map(\.estimate) })
    }

    @Test func nobodyHeldOutIsAnError() {
        #expect(throws: RankingError.self) {
            try ListingTrialEvaluation(
                Self.listings, on: Self.generations, heldOut: ["elsewhere"], model: nil)
        }
    }

    @Test func progressMayStopIt() async throws {
        struct Stop: Error {}
        await #expect(throws: Stop.self) { try await evaluation(nil).report { _ in throw Stop() } }
    }
}

extension String {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
