import Foundation
import SoukCatalog
import SoukNeural
import SoukRanking
import SoukTensors

@testable import SoukInference
@testable import SoukModels
@testable import SoukTraining

/// Fictional listings of three categories that their words tell apart, and an encoder of one layer that has
/// learned nothing, so that no public weights are needed.
struct CategoryFixture {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("categories-\(UUID())")
    let data: ListingTrainingData
    let sizes: ListingModelConfiguration
    private let vocabulary: URL

    static let things = [
        ["sofa", "table", "lamp"], ["coat", "boots", "scarf"], ["drum", "flute", "piano"],
    ]
    private static let others = ["old", "new", "red", "good", "for", "sale"]

    /// - Parameter words: whether the bags of words are filled too, and not the sentence alone.
    init(training: Int = 48, validation: Int = 18, words: Bool = false) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        vocabulary = folder.appendingPathComponent("vocab.txt")
        let pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + Self.things.joined() + Self.others
        try pieces.joined(separator: "\n").write(to: vocabulary, atomically: true, encoding: .utf8)
        var sizes = ListingModelConfiguration(photoWidth: 4, classCount: 3, fineCount: 0, pathCount: 0)
        (sizes.buckets, sizes.width, sizes.hidden) = (256, 8, 8)
        self.sizes = sizes
        var random = SplitMix64(seed: 5)
        func listings(_ count: Int) throws -> (ListingFeatures, ListingLabels, [ListingContent]) {
            var contents: [ListingContent] = []
            for place in 0..<count {
                let words = Self.things[place % 3].shuffled(using: &random).prefix(2)
                let rest = Self.others.shuffled(using: &random).prefix(2)
                contents.append(
                    ListingContent(
                        id: "\(place)", title: words.joined(separator: " "),
                        description: (rest + words).joined(separator: " "),
                        place: Place(town: "Town \(place % 4)", county: "County")))
            }
            let labels = ListingLabels(
                classes: (0..<count).map { Int64($0 % 3) }, fine: [Int64](repeating: -100, count: count),
                path: [Int64](repeating: -100, count: count), groups: Array(0..<count))
            return (try Self.features(contents, words ? sizes.buckets : nil), labels, contents)
        }
        let (first, firstLabels, contents) = try listings(training)
        let (second, secondLabels, _) = try listings(validation)
        data = ListingTrainingData(
            training: first, validation: second, labels: firstLabels, validationLabels: secondLabels,
            names: CategoryNames(classes: ["Clothes", "Home", "Music"], fine: [], paths: []),
            queries: MadeQueries(contents, seed: 1), queryWords: [],
            queryMeaning: try .zeros([1, sizes.textWidth]))
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// - Parameter seed: of the network; the encoder is always the same.
    func expert(seed: UInt64 = 3) throws -> CategoryExpert {
        let tiny = BERT.Configuration(
            layers: 1, width: sizes.readingWidth, heads: 2, innerWidth: 16, vocabulary: 32,
            positions: ListingTokens.limit)
        return CategoryExpert(
            network: try CategoryNetwork(sizes, seed: seed),
            encoder: try TextEncoder(tiny, vocabulary: vocabulary, seed: 3), frozenLayers: 0)
    }

    var configuration: CategoryTrainingConfiguration {
        var configuration = CategoryTrainingConfiguration(for: .miniLM)
        (configuration.batch, configuration.frozenLayers, configuration.warmUp) = (8, 0, 2)
        (configuration.epochs, configuration.rate) = (2, 5e-3)
        return configuration
    }

    /// Without meanings of frozen encoders, and without words unless there are buckets for them, so that
    /// only the sentence can tell.
    private static func features(
        _ contents: [ListingContent], _ buckets: Int?
    ) throws -> ListingFeatures {
        let (count, empty) = (contents.count, contents.map { _ in WordBag() })
        let words = buckets.map {
            ListingWords(
                hashed: HashedText(buckets: $0), rarity: [Float](repeating: 1, count: $0))
        }
        func bags(_ texts: [String]) -> [WordBag] { words.map { texts.map($0.bag) } ?? empty }
        let places = HashedText(buckets: CategoryRegression.places)
        let nothing = try Tensor.zeros([count, TextEncoder.Pretrained.miniLM.configuration.width])
        return ListingFeatures(
            title: bags(contents.map(\.title)), description: bags(contents.map(\.description)),
            category: empty, titleMeaning: nothing,
            descriptionMeaning: nothing, photoTable: try .zeros([1, 4]), photos: contents.map { _ in [] },
            price: contents.map { _ in PriceCode.values(nil) },
            condition: contents.map { _ in ConditionWords.values("") },
            channels: contents.map(ListingFeatures.channels),
            texts: contents.map(ListingText.init), readings: nothing,
            places: contents.map { WordBag(path: [$0.place?.town ?? ""], hashed: places) })
    }
}
