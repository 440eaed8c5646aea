import Foundation
import SoukCatalog
import SoukNeural
import SoukTensors
import Testing

import SoukInference
import SoukModels
@testable import SoukTraining

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
            features.batch(
                all, showing: all.map { $0 % 4 == 0 ? ListingChannel.text : features.channels[$0] }),
            places: features.places, readings: features.readings)
        #expect(Set(try input.hasPhotos.floats()) == [0, 1], "some of them show photos")
        let labels = all.map { Int64($0 % 3) }
        for (tensor, _) in regression.learned { try tensor.setRequiresGradient(true) }
        let target = try Tensor(labels, shape: [all.count])
        let photographed = try all.filter { try input.hasPhotos.floats()[$0] == 1 }
        let rows = try Tensor(photographed.map(Int64.init), shape: [photographed.count])
        let share = Double(photographed.count) / Double(all.count)
        let loss =
            try regression.together(input).crossEntropy(target)
            + regression.alone(input).selecting(rows).crossEntropy(target.selecting(rows)) * share
        try loss.backward()

        let own = try withoutGradient { () throws(TensorError) in
            let truth = try Tensor(
                labels.flatMap { label in (0..<3).map { $0 == Int(label) ? Float(1) : 0 } },
                shape: [all.count, 3])
            return try regression.gradients(
                input,
                transposed: .init(
                    title: features.title, description: features.description, places: features.places,
                    sizes),
                residuals: (regression.together(input).softmax() - truth) / Double(all.count),
                alone: (regression.alone(input).softmax() - truth) * input.hasPhotos / Double(all.count))
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
        #expect(first.copies.count == 5)
        let validation = fixture.data.validation
        for regression in first.copies + [first.all] {
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
        #expect(try again.copies[2].parameters.weights() == first.copies[2].parameters.weights())
        #expect(try again.all.parameters.weights() == first.all.parameters.weights())
    }

    @Test func photosWithoutAWordHaveWeightsOfTheirOwn() throws {
        let fixture = try Fixture(count: 12)
        var features = fixture.features
        features.places = (0..<12).map { _ in WordBag() }
        let regression = try CategoryRegression(fixture.model.configuration)
        let generator = try Generator(seed: 3)
        try withoutGradient { () throws(TensorError) in
            for (tensor, _) in regression.learned { try generator.fillNormal(tensor, deviation: 0.3) }
        }
        func input(_ channels: Set<ListingChannel>) throws -> CategoryRegression.Input {
            try regression.input(
                features.batch(Array(0..<12), showing: (0..<12).map { _ in channels }),
                places: features.places, readings: features.readings)
        }
        let (words, photos) = (try input(ListingChannel.text.union([.photos])), try input([.photos]))
        #expect(try regression(words).rows() == regression.together(words).rows())
        #expect(try regression(photos).rows() == regression.alone(photos).rows())
        #expect(try regression.alone(words).rows() == regression.alone(photos).rows())
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
        #expect(try train(fixture).copies.count == 5)
    }

    private func folder(_ fixture: CategoryFixture) -> ModelFolder {
        ModelFolder(url: fixture.folder.appendingPathComponent("listing/1"), name: "listing", version: 1)
    }

    private func train(
        _ fixture: CategoryFixture, stops: @escaping () -> Bool = { false },
        report: @escaping (TrainingEvent) -> Void = { _ in }
    ) throws -> CategoryRegressions {
        let count = fixture.data.training.count + fixture.data.validation.count
        return try RegressionTrainer(
            known: KnownListings(
                fixture.data, ListingFolds(keys: (0..<count).map(String.init), seed: 1)),
            photoMoments: fixture.data.training.photoMoments(), sizes: fixture.sizes,
            folder: folder(fixture), report: report, isCancelled: stops
        ).train()
    }
}
