import Catalog
import Foundation
import Tensors
import Testing

@testable import Models
@testable import Training

struct CategoryRegressionTests {
    @Test func gradientsAreThoseOfAutograd() throws {
        let fixture = try Fixture(count: 12)
        var features = fixture.features
        let places = HashedText(buckets: CategoryRegression.places)
        features.places = (0..<12).map { WordBag(path: ["County", "Town \($0 % 5)"], hashed: places) }
        let sizes = fixture.model.configuration
        let regression = try CategoryRegression(sizes)
        let generator = try Generator(seed: 3)
        try withoutGradient { () throws(TensorError) in
            for (tensor, _) in regression.learned { try generator.fillNormal(tensor, deviation: 0.3) }
        }
        let all = Array(0..<features.count)
        let input = try regression.input(
            features.batch(all, showing: all.map { features.channels[$0] }), places: features.places,
            readings: features.readings)
        let labels = all.map { Int64($0 % 3) }
        for (tensor, _) in regression.learned { try tensor.setRequiresGradient(true) }
        let logits = try regression(input)
        try logits.crossEntropy(Tensor(labels, shape: [all.count])).backward()

        let own = try withoutGradient { () throws(TensorError) in
            let truth = try Tensor(
                labels.flatMap { label in (0..<3).map { $0 == Int(label) ? Float(1) : 0 } },
                shape: [all.count, 3])
            return try regression.gradients(
                input,
                transposed: .init(
                    title: features.title, description: features.description, places: features.places,
                    sizes),
                residuals: (logits.softmax() - truth) / Double(all.count))
        }
        for ((tensor, _), gradient) in zip(regression.learned, own) {
            let expected = try #require(try tensor.gradient())
            #expect(expected.shape == gradient.shape)
            let difference = try (expected - gradient).absolute().floats().max() ?? 0
            #expect(difference < 1e-5)
            #expect(try expected.absolute().floats().contains { $0 > 1e-3 })
        }
    }

    @Test func learnsFromWordsAndIsFoundAgain() throws {
        let fixture = try CategoryFixture(words: true)
        defer { fixture.remove() }
        let first = try train(fixture)
        #expect(first.count == 5)
        let validation = fixture.data.validation
        for regression in first {
            let rows = try regression.logits(
                of: validation, showing: Set(ListingChannel.forCategories), photoRows: nil,
                readings: validation.readings)
            let right = zip(rows, fixture.data.validationLabels.classes).filter { row, label in
                row.indices.max { row[$0] < row[$1] } == Int(label)
            }
            #expect(right.count == validation.count)
            let blind = try regression.logits(
                of: validation, showing: [.photos], photoRows: nil,
                readings: validation.readings)
            #expect(blind.allSatisfy { $0 == blind[0] }, "nothing is shown, so that all look alike")
        }
        var steps = 0
        let again = try train(fixture, report: { if case .step = $0 { steps += 1 } })
        #expect(steps == 0)
        #expect(try again[2].parameters.weights() == first[2].parameters.weights())
    }

    @Test func theMeanOfSeveralAnswersAsTheyDoTogether() throws {
        let fixture = try CategoryFixture(words: true)
        defer { fixture.remove() }
        let copies = try train(fixture)
        let model = try ListingModel(fixture.sizes, seed: 1)
        func answers(_ regressions: [CategoryRegression]) throws -> [[Float]] {
            try CategoryMembers(
                model: model, experts: [], regressions: regressions,
                neighbours: NeighbourMemory(fixture.data, holdout(fixture), classCount: 3)
            ).probabilities(
                of: fixture.data.validation, showing: Set(ListingChannel.forCategories),
                CategoryFusion(weights: [:]))
        }
        let (one, five) = (try answers([.mean(of: copies, fixture.sizes)]), try answers(copies))
        for (row, expected) in zip(one, five) {
            for (value, other) in zip(row, expected) { #expect(abs(value - other) < 1e-5) }
        }
        #expect(try answers([copies[0]]) != five)
    }

    @Test func ctrlCLosesNoFinishedRegression() throws {
        let fixture = try CategoryFixture(words: true)
        defer { fixture.remove() }
        var steps = 0
        #expect(throws: CatalogError.interrupted) {
            try train(
                fixture, stops: { steps >= 150 }, report: { if case .step = $0 { steps += 1 } })
        }
        let folder = folder(fixture)
        #expect(FileManager.default.fileExists(atPath: folder.regressionURL(0).path))
        #expect(!FileManager.default.fileExists(atPath: folder.regressionURL(1).path))
        #expect(try train(fixture).count == 5)
    }

    private func folder(_ fixture: CategoryFixture) -> ModelFolder {
        ModelFolder(url: fixture.folder.appendingPathComponent("listing/1"), name: "listing", version: 1)
    }

    private func holdout(_ fixture: CategoryFixture) -> ValidationFolds {
        ValidationFolds(keys: (0..<fixture.data.validation.count).map(String.init), seed: 1)
    }

    private func train(
        _ fixture: CategoryFixture, stops: @escaping () -> Bool = { false },
        report: @escaping (TrainingEvent) -> Void = { _ in }
    ) throws -> [CategoryRegression] {
        try RegressionTrainer(
            data: fixture.data,
            holdout: holdout(fixture),
            sizes: fixture.sizes, folder: folder(fixture), report: report,
            isCancelled: stops
        ).train()
    }
}
