import SoukTensors
import Testing

import SoukInference
import SoukModels
@testable import SoukTraining

struct ListingFoldsTests {
    @Test(arguments: [2, 3, 5])
    func aFoldDependsOnTheKeyAloneAndFoldsAreOfLikeSize(count: Int) {
        let keys = (0..<2_000).map { $0 % 3 == 0 ? "group \($0 / 6)" : "\($0)" }
        let folds = ListingFolds(keys: keys, seed: 4).folds(count)
        #expect(folds != ListingFolds(keys: keys, seed: 5).folds(count))
        #expect(ListingFolds(keys: keys.reversed(), seed: 4).folds(count) == folds.reversed())
        for fold in 0..<count {
            let share = Double(folds.filter { $0 == fold }.count) / 2_000
            #expect(abs(share - 1 / Double(count)) < 0.04, "\(fold): \(share)")
        }
    }

    @Test func eachCopyLearnsFromAllButItsFoldWhichJudgesIt() throws {
        let fixture = try CategoryFixture(training: 12, validation: 9, words: true)
        defer { fixture.remove() }
        let data = fixture.data
        let holdout = ListingFolds(keys: (0..<9).map(String.init), seed: 2)
        let folds = holdout.folds(3)
        for fold in 0..<3 {
            let own = try CategoryTrainingData(data, without: fold, of: 3, holdout)
            let (kept, left) = (
                folds.indices.filter { folds[$0] != fold }, folds.indices.filter { folds[$0] == fold }
            )
            #expect(own.training.title == data.training.title + kept.map { data.validation.title[$0] })
            #expect(own.validation.title == left.map { data.validation.title[$0] })
            #expect(
                own.labels.classes == data.labels.classes + kept.map { data.validationLabels.classes[$0] })
            #expect(own.validationLabels.classes == left.map { data.validationLabels.classes[$0] })
            #expect(own.training.count == own.training.texts.count)
            #expect(own.training.count == own.training.places.count)
        }
        let alone = try CategoryTrainingData(data, without: 0, of: 1, holdout)
        #expect(alone.training.count == 12 && alone.validation.count == 9)
    }

    @Test func photosStayThoseOfTheirListings() throws {
        let (one, two) = (try Fixture(count: 4, seed: 1).features, try Fixture(count: 3, seed: 2).features)
        func photos(_ features: ListingFeatures, _ place: Int) throws -> [[Float]] {
            let rows = features.photos[place]
            return try features.photoTable.selecting(Tensor(rows, shape: [rows.count])).rows()
        }
        let both = try one.appending(two.subset([2, 0]))
        #expect(both.count == 6)
        for place in 0..<4 { #expect(try photos(both, place) == photos(one, place)) }
        #expect(try photos(both, 4) == photos(two, 2))
        #expect(try photos(both, 5) == photos(two, 0))
        #expect(try both.titleMeaning.rows()[4] == two.titleMeaning.rows()[2])
    }

    @Test func knownListingsAreThoseWithAClass() throws {
        let fixture = try CategoryFixture(training: 6, validation: 3, words: true)
        defer { fixture.remove() }
        let data = fixture.data
        let labels = ListingLabels(
            classes: [0, -100, 2, 0, 1, 2], fine: data.labels.fine, path: data.labels.path,
            groups: data.labels.groups)
        let some = ListingTrainingData(
            training: data.training, validation: data.validation, labels: labels,
            validationLabels: data.validationLabels, names: data.names, queries: data.queries,
            queryWords: data.queryWords, queryMeaning: data.queryMeaning)
        let known = try KnownListings(some, ListingFolds(keys: (0..<9).map(String.init), seed: 2))
        #expect(known.classes == [0, 2, 0, 1, 2, 0, 1, 2])
        #expect(known.folds.keys == ["0", "2", "3", "4", "5", "6", "7", "8"])
        #expect(
            known.features.title == [0, 2, 3, 4, 5].map { data.training.title[$0] } + data.validation.title)
    }

    @Test func aKnownListingIsAnsweredByTheCopyThatHasNotSeenIt() throws {
        let fixture = try CategoryFixture(training: 12, validation: 9, words: true)
        defer { fixture.remove() }
        let validation = fixture.data.validation
        let generator = try Generator(seed: 8)
        func drawn() throws -> CategoryRegression {
            let regression = try CategoryRegression(fixture.sizes)
            try withoutGradient { () throws(TensorError) in
                for (tensor, _) in regression.learned { try generator.fillNormal(tensor) }
            }
            return regression
        }
        let regressions = CategoryRegressions(
            all: try drawn(), copies: [try drawn(), try drawn(), try drawn()])
        let holdout = ListingFolds(keys: (0..<9).map(String.init), seed: 2)
        func answers(_ folds: ListingFolds?) throws -> [[Float]] {
            try regressions.logits(
                of: validation, showing: Set(ListingChannel.forCategories), photoRows: nil,
                readings: validation.readings, unseen: folds)
        }
        func own(_ regression: CategoryRegression) throws -> [[Float]] {
            try regression.logits(
                of: validation, showing: Set(ListingChannel.forCategories), photoRows: nil,
                readings: validation.readings)
        }
        let unseen = try answers(holdout)
        let copies = try regressions.copies.map(own)
        for (place, fold) in holdout.folds(3).enumerated() {
            for (value, expected) in zip(unseen[place], copies[fold][place]) {
                #expect(abs(value - expected) < 1e-4)
            }
        }
        #expect(try answers(nil) == own(regressions.all))
    }
}
