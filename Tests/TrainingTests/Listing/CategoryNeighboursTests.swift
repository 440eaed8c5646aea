import Foundation
import SoukCatalog
import SoukTensors
import Testing

import SoukInference
import SoukModels
@testable import SoukTraining

struct CategoryNeighboursTests {
    private static let nothing: [Float] = [0, 0, 0, 0]

    private func view(
        _ texts: [[Float]], _ photos: [[Float]], sellers: [SellerTrace]? = nil
    ) throws -> CategoryNeighbours.View {
        try CategoryNeighbours.View(
            texts: Tensor(texts.flatMap { $0 }, shape: [texts.count, 4]),
            photos: Tensor(photos.flatMap { $0 }, shape: [photos.count, 4]),
            sellers: sellers ?? texts.map { _ in SellerTrace(place: nil, words: []) })
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
        #expect(rows[0][0] > 0.9 && rows[1][1] > 0.9 && rows[2][0] > 0.9 && rows[3][1] > 0.9)
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
        #expect(try probabilities(neighbours().logits(asked, hiding: hidden))[0][0] > 0.9)
    }

    @Test func ofThoseThatAreAlikeTheSameSellersHaveTheSay() throws {
        let (one, none) = ([1, 1, 0, 0] as [Float], Self.nothing)
        let description = "Collection only, cash please. From a smoke free home"
        let known = try CategoryNeighbours(
            view(
                [one, one, one, one], [none, none, none, none],
                sellers: [
                    SellerTrace(place: 7, description: "Never used"), SellerTrace(place: 9, words: []),
                    SellerTrace(place: nil, words: []), SellerTrace(place: 7, description: description),
                ]), labels: [0, 1, 2, 3], classCount: 4)
        func answer(
            _ place: Int64?, _ words: String, texts: [Float]? = nil, photos: [Float]? = nil
        ) throws -> [Float] {
            try probabilities(
                known.logits(
                    view(
                        [texts ?? one], [photos ?? none],
                        sellers: [SellerTrace(place: place, description: words)])))[0]
        }
        #expect(try answer(9, "")[1] > 0.9)
        let here = try answer(7, "")
        #expect(abs(here[0] - here[3]) < 1e-4 && here[0] > 0.45)
        #expect(try answer(7, description.uppercased())[3] > 0.9)
        // Words alone are no sign, and an unknown place is not even the same as another unknown one.
        for place in [nil, 8] as [Int64?] {
            #expect(try answer(place, description).allSatisfy { abs($0 - 1 / 4) < 1e-4 })
        }
        // Without a text shown, nobody is asked where the seller is.
        #expect(try answer(9, "", texts: none, photos: one).allSatisfy { abs($0 - 1 / 4) < 1e-4 })
    }

    @Test func wordsInCommonAreCountedOnce() {
        let trace = SellerTrace(place: 1, description: "red red lamp, old")
        #expect(trace.words.count == 3)
        #expect(trace.commonWords(with: trace) == 1)
        #expect(
            abs(trace.commonWords(with: SellerTrace(place: 1, description: "an OLD lamp")) - 2 / 3) < 1e-6)
        #expect(trace.commonWords(with: SellerTrace(place: 1, description: "blue coat")) == 0)
        #expect(trace.commonWords(with: SellerTrace(place: 1, description: "")) == 0)
    }

    @Test func memoryIsKeptAndAListingIsToldByOtherFoldsOnly() throws {
        let fixture = try CategoryFixture(training: 30, validation: 20)
        defer { fixture.remove() }
        // Each listing looks like itself alone and nobody knows its place, so that only it could tell its class.
        var data = fixture.data
        data.training.places = data.training.places.map { _ in WordBag() }
        data.validation.places = data.validation.places.map { _ in WordBag() }
        let count = data.training.count + data.validation.count
        let rows = (0..<count).map { place in (0..<64).map { $0 == place ? Float(1) : 0 } }
        func readings(_ places: Range<Int>) throws -> Tensor {
            try Tensor(rows[places].flatMap { $0 }, shape: [places.count, 64])
        }
        data.training.readings = try readings(0..<data.training.count)
        data.validation.readings = try readings(data.training.count..<count)
        let keys = (0..<count).map(String.init)
        let folds = ListingFolds(keys: Array(keys[data.training.count...]), seed: 1)
        let memory = try NeighbourMemory(
            KnownListings(data, ListingFolds(keys: keys, seed: 1)),
            photoMoments: data.training.photoMoments(), classCount: 3)
        let file = fixture.folder.appendingPathComponent("neighbours.safetensors")
        try memory.write(to: file)
        let kept = try NeighbourMemory(file, classCount: 3)
        func answers(_ memory: NeighbourMemory, _ unseen: ListingFolds?) throws -> [[Float]] {
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
