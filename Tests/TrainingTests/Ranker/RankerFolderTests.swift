import Foundation
import SoukCatalog
import SoukEvaluation
import SoukReports
import Testing

@testable import SoukInference
@testable import SoukModels
@testable import SoukTraining

private let miniLM = Assets.file("weights/all-minilm-l6-v2")

/// A ranker on disk, from MiniLM's weights and a handful of fictional judgements.
@Suite(.enabled(if: miniLM != nil)) struct RankerFolderTests {
    private static let examples = RankerTrainer.Examples(
        training: [
            RankerQuery(
                text: "brass hinge", titles: ["Hinge of solid brass", "Steel hinge", "Paint brush"],
                grades: [1, 0.5, 0]),
            RankerQuery(text: "wall paint", titles: ["White paint for walls"], grades: [1]),
        ],
        validation: [
            RankerQuery(text: "garden hose", titles: ["Hose, 20 m", "Garden chair"], grades: [1, 0])
        ])

    private func folder() -> ModelFolder {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())/ranker/1")
        return ModelFolder(url: url, name: "ranker", version: 1)
    }

    @Test func whatWasTrainedIsFoundAgainAndNothingElseIsTaken() throws {
        let encoder = try #require(miniLM)
        let folder = folder()
        defer { try? FileManager.default.removeItem(at: folder.url) }
        try RankerTrainer(encoder: encoder).train(
            RankerTrainingConfiguration(), on: Self.examples, in: folder)
        #expect(folder.isFinished && folder.isRanker && !folder.isResumable)
        #expect(try folder.rankerQueries() == ["brass hinge", "wall paint"])
        #expect(ModelCard(folder).architecture == "ranker")
        let sheet = try RankerSheet(folder)
        #expect(sheet.trainingPairs == 4 && sheet.steps == 1 && sheet.text.contains("ranker/1"))

        let model = try folder.crossEncoder(encoder: encoder)
        let scores = try model.scores(
            ["Hinge of solid brass", "Paint brush"].map { model.tokens(query: "brass hinge", title: $0) })
        #expect(scores[0] > scores[1])

        var bytes = try Data(contentsOf: folder.weightsURL)
        bytes[bytes.count - 1] ^= 1
        try bytes.write(to: folder.weightsURL)
        #expect(throws: StoredModelError.self) { try folder.crossEncoder(encoder: encoder) }
    }

    @Test func aFolderThatIsNoRunIsNotResumed() throws {
        let trainer = RankerTrainer(encoder: try #require(miniLM))
        #expect(throws: StoredModelError.self) { try trainer.resume(folder()) }
    }

    @Test func nothingToLearnFromIsSaid() throws {
        let trainer = RankerTrainer(encoder: try #require(miniLM))
        #expect(throws: StoredModelError.self) {
            try trainer.trainForOnce(
                RankerTrainingConfiguration(), on: .init(training: [], validation: []))
        }
    }
}

@Suite struct RankerExamplesTests {
    @Test func trainingQueriesArePartedAndGradesBroughtToOneScale() {
        let queries = (0..<200).map { number in
            JudgedQuery(
                text: "query \(number)",
                judgements: [1, 2, 3].map {
                    Judgement(listing: "\(number)-\($0)", title: "Title \($0)", relevance: $0)
                })
        }
        let split = QuerySplit()
        let examples = RankerTrainer.Examples(JudgementTable(queries: queries), split: split)
        let all = (examples.training + examples.validation).map(\.text)
        #expect(Set(all) == Set(queries.map(\.text).filter(split.isTraining)))
        #expect(all.count == Set(all).count)
        #expect(examples.validation.count > 4 && examples.validation.count < 40)
        #expect((examples.training + examples.validation).allSatisfy { $0.grades == [0, 0.5, 1] })
    }
}
