import SoukModels
import SoukNeural
import SoukTensors
import Testing

@testable import SoukInference
import SoukTraining

/// A small model and listings made of numbers, so that no weights of encoders are needed.
struct Fixture {
    let model: ListingModel
    let features: ListingFeatures

    init(count: Int = 6, photosEach: Int = 2, seed: UInt64 = 7) throws {
        var sizes = ListingModelConfiguration(photoWidth: 8, classCount: 3, fineCount: 2, pathCount: 2)
        (sizes.buckets, sizes.width, sizes.hidden, sizes.textWidth) = (512, 16, 16, 4)
        sizes.readingWidth = 5
        (sizes.dimensions, sizes.cuts) = (32, [16, 8])
        model = try ListingModel(sizes, seed: seed)
        let words = ListingWords(
            hashed: HashedText(buckets: 512), rarity: [Float](repeating: 1, count: 512))
        let generator = try Generator(seed: seed)
        func drawn(_ rows: Int, _ width: Int) throws -> Tensor {
            let tensor = try Tensor.zeros([rows, width])
            try generator.fillNormal(tensor)
            return tensor
        }
        features = ListingFeatures(
            title: (0..<count).map { words.bag("oak table number \($0)") },
            description: (0..<count).map { words.bag("it stood in room \($0)") },
            category: (0..<count).map { WordBag(path: ["Home", "Tables \($0)"], hashed: words.hashed) },
            titleMeaning: try drawn(count, 4), descriptionMeaning: try drawn(count, 4),
            photoTable: try drawn(count * photosEach + 1, 8),
            photos: (0..<count).map { row in (0..<photosEach).map { Int64(row * photosEach + $0) } },
            price: (0..<count).map { PriceCode.values(Double($0)) },
            condition: (0..<count).map { _ in ConditionWords.values("used") },
            channels: (0..<count).map { _ in Set(ListingChannel.allCases) },
            texts: [ListingText](repeating: ListingText(), count: count), readings: try drawn(count, 5),
            places: (0..<count).map { _ in WordBag() })
    }

    func vectors(
        _ channels: Set<ListingChannel>, photoRows: [[Int64]]? = nil
    ) throws -> [[Float]] {
        let indices = Array(0..<features.count)
        let batch = try features.batch(indices, showing: indices.map { _ in channels }, photoRows: photoRows)
        return try model.vectors(model.channels(batch, .evaluation), presence: batch.presence, .evaluation)
            .rows()
    }
}

struct ListingModelTests {
    @Test func vectorsHaveLengthOneWhateverIsMissing() throws {
        let fixture = try Fixture()
        let views: [Set<ListingChannel>] = [
            Set(ListingChannel.allCases), ListingChannel.text, [.photos], ListingChannel.title, [],
        ]
        for view in views {
            for row in try fixture.vectors(view) {
                let isFinite = row.allSatisfy { $0.isFinite }
                #expect(isFinite)
                let length = row.reduce(0) { $0 + $1 * $1 }
                if !view.isEmpty { #expect(abs(length - 1) < 1e-4) }
            }
        }
    }

    @Test func theOrderOfPhotosDoesNotMatter() throws {
        let fixture = try Fixture(photosEach: 3)
        let rows = fixture.features.photos
        let straight = try fixture.vectors([.photos], photoRows: rows)
        let turned = try fixture.vectors([.photos], photoRows: rows.map { $0.reversed() })
        for (a, b) in zip(straight.joined(), turned.joined()) { #expect(abs(a - b) < 1e-5) }
    }

    @Test func aChannelThatIsNotShownChangesNothing() throws {
        let fixture = try Fixture()
        let rows = fixture.features.photos
        let other = Array(rows.dropFirst()) + [rows[0]]
        let a = try fixture.vectors(ListingChannel.text, photoRows: rows)
        let b = try fixture.vectors(ListingChannel.text, photoRows: other)
        #expect(a == b)
        #expect(
            try fixture.vectors([.photos], photoRows: rows) != fixture.vectors([.photos], photoRows: other))
    }

    @Test func theCategoryHeadNeverSeesTheCategory() throws {
        let fixture = try Fixture()
        let indices = Array(0..<fixture.features.count)
        func logits(_ features: ListingFeatures, _ channels: Set<ListingChannel>) throws -> [[Float]] {
            try ListingScorer(fixture.model).logits(of: features, showing: channels)
        }
        let changed = fixture.features.replacingCategories(
            indices.map { WordBag(path: ["Other \($0)"], hashed: HashedText(buckets: 512)) })
        #expect(changed.category != fixture.features.category)
        let all = Set(ListingChannel.allCases)
        #expect(try logits(fixture.features, all) == logits(changed, all))
        // The same change does reach the vectors: the comparison above can fail.
        let scorer = ListingScorer(fixture.model)
        #expect(
            try scorer.vectors(of: fixture.features, showing: all).floats()
                != scorer.vectors(of: changed, showing: all).floats())
        #expect(!ListingChannel.forCategories.contains(.category))
    }

    @Test func equalSeedsGiveEqualModels() throws {
        let all = Set(ListingChannel.allCases)
        #expect(try Fixture(seed: 3).vectors(all) == Fixture(seed: 3).vectors(all))
        #expect(try Fixture(seed: 3).vectors(all) != Fixture(seed: 4).vectors(all))
    }
}

extension ListingFeatures {
    func replacingCategories(_ bags: [WordBag]) -> ListingFeatures {
        ListingFeatures(
            title: title, description: description, category: bags, titleMeaning: titleMeaning,
            descriptionMeaning: descriptionMeaning, photoTable: photoTable, photos: photos, price: price,
            condition: condition, channels: channels, readings: readings)
    }
}
