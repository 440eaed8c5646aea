import Catalog
import Foundation
import Tensors
import Testing

@testable import Models
@testable import Training

struct CategoryNeighboursTests {
    private static let nothing: [Float] = [0, 0, 0, 0]

    private func view(_ texts: [[Float]], _ photos: [[Float]]) throws -> CategoryNeighbours.View {
        try CategoryNeighbours.View(
            texts: Tensor(texts.flatMap { $0 }, shape: [texts.count, 4]),
            photos: Tensor(photos.flatMap { $0 }, shape: [photos.count, 4]))
    }

    /// Three listings: one of class 0, two of class 1; the last has no photo.
    private func neighbours() throws -> CategoryNeighbours {
        try CategoryNeighbours(
            view(
                [[3, 0, 0, 0], [0, 2, 0, 0], [0, 0, 1, 0]],
                [[0, 0, 0, 1], [1, 0, 0, 0], Self.nothing]),
            labels: [0, 1, 1], classCount: 3)
    }

    private func probabilities(_ logits: Tensor) throws -> [[Float]] { try logits.softmax().rows() }

    @Test func likeListingsHaveTheSay() throws {
        let asked = try view(
            [[1, 0, 0, 0], [0.1, 5, 0, 0], Self.nothing, [0, 0, 7, 0]],
            [Self.nothing, [1, 0, 0, 0], [0, 0, 0, 2], Self.nothing])
        let rows = try probabilities(neighbours().logits(asked))
        #expect(rows[0][0] > 0.75 && rows[1][1] > 0.9 && rows[2][0] > 0.75 && rows[3][1] > 0.9)
        #expect(rows.allSatisfy { abs($0.reduce(0, +) - 1) < 1e-5 && $0[2] < 0.01 })
    }

    @Test func whoShowsNothingIsToldTheShares() throws {
        let rows = try probabilities(neighbours().logits(view([Self.nothing], [Self.nothing])))
        #expect(abs(rows[0][0] - 1 / 3) < 1e-4 && abs(rows[0][1] - 2 / 3) < 1e-4)
    }

    @Test func hiddenListingsAreNotAsked() throws {
        let asked = try view([[0, 1, 0, 0]], [[1, 0, 0, 0]])
        let hidden = try Tensor([0, 1, 1] as [Float], shape: [1, 3])
        #expect(try probabilities(neighbours().logits(asked))[0][1] > 0.9)
        #expect(try probabilities(neighbours().logits(asked, hiding: hidden))[0][0] > 0.75)
    }

    @Test func memoryIsKeptAndValidationIsToldByOtherFoldsOnly() throws {
        let fixture = try CategoryFixture(training: 30, validation: 20)
        defer { fixture.remove() }
        // Each listing of validation looks like itself alone, so that only it could tell its class.
        var data = fixture.data
        let count = data.training.count + data.validation.count
        let rows = (0..<count).map { place in (0..<64).map { $0 == place ? Float(1) : 0 } }
        func readings(_ places: Range<Int>) throws -> Tensor {
            try Tensor(rows[places].flatMap { $0 }, shape: [places.count, 64])
        }
        data.training.readings = try readings(0..<data.training.count)
        data.validation.readings = try readings(data.training.count..<count)
        let folds = ValidationFolds(keys: (0..<data.validation.count).map(String.init), seed: 1)
        let memory = try NeighbourMemory(data, folds, classCount: 3)
        let file = fixture.folder.appendingPathComponent("neighbours.safetensors")
        try memory.write(to: file)
        let kept = try NeighbourMemory(file, classCount: 3)
        func answers(_ memory: NeighbourMemory, _ unseen: ValidationFolds?) throws -> [[Float]] {
            try memory.logits(
                of: data.validation, showing: Set(ListingChannel.forCategories), photoRows: nil,
                readings: data.validation.readings, unseen: unseen)
        }
        let labels = data.validationLabels.classes.map(Int.init)
        let told = try answers(memory, nil)
        for (row, label) in zip(told, labels) {
            #expect(row.indices.max { row[$0] < row[$1] } == label)
        }
        let unseen = try answers(memory, folds)
        #expect(zip(unseen, labels).allSatisfy { row, label in row[label] - (row.min() ?? 0) < 1 })
        for (one, other) in zip(try answers(kept, folds), unseen) {
            for (value, expected) in zip(one, other) { #expect(abs(value - expected) < 0.02) }
        }
    }
}
