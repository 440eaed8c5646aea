import Tensors
import Testing

@testable import Models
@testable import Training

struct ValidationFoldsTests {
    @Test(arguments: [2, 3, 5])
    func aFoldDependsOnTheKeyAloneAndFoldsAreOfLikeSize(count: Int) {
        let keys = (0..<2_000).map { $0 % 3 == 0 ? "group \($0 / 6)" : "\($0)" }
        let folds = ValidationFolds(keys: keys, seed: 4).folds(count)
        #expect(folds != ValidationFolds(keys: keys, seed: 5).folds(count))
        #expect(ValidationFolds(keys: keys.reversed(), seed: 4).folds(count) == folds.reversed())
        for fold in 0..<count {
            let share = Double(folds.filter { $0 == fold }.count) / 2_000
            #expect(abs(share - 1 / Double(count)) < 0.04, "\(fold): \(share)")
        }
    }

    @Test func eachCopyLearnsFromAllButItsFoldWhichJudgesIt() throws {
        let fixture = try CategoryFixture(training: 12, validation: 9, words: true)
        defer { fixture.remove() }
        let data = fixture.data
        let holdout = ValidationFolds(keys: (0..<9).map(String.init), seed: 2)
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

    @Test func aValidationListingIsAnsweredByTheCopyThatHasNotSeenIt() throws {
        let fixture = try CategoryFixture(training: 12, validation: 9, words: true)
        defer { fixture.remove() }
        let validation = fixture.data.validation
        let generator = try Generator(seed: 8)
        var copies: [CategoryRegression] = []
        for _ in 0..<3 {
            let copy = try CategoryRegression(fixture.sizes)
            try withoutGradient { () throws(TensorError) in
                for (tensor, _) in copy.learned { try generator.fillNormal(tensor) }
            }
            copies.append(copy)
        }
        let holdout = ValidationFolds(keys: (0..<9).map(String.init), seed: 2)
        let members = CategoryMembers(
            model: try ListingModel(fixture.sizes, seed: 1), experts: [], regressions: copies,
            neighbours: try NeighbourMemory(fixture.data, holdout, classCount: 3))
        let unseen = try members.logits(of: validation, unseen: holdout)[1]
        let shown = Set(ListingChannel.forCategories)
        for (place, fold) in holdout.folds(3).enumerated() {
            let own = try copies[fold].logits(
                of: validation, showing: shown, photoRows: nil, readings: validation.readings)
            #expect(unseen[place] == own[place])
        }
        let mean = try members.logits(of: validation)[1]
        #expect(mean != unseen)
    }
}
