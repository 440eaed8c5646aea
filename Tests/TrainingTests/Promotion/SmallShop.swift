import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukModels
import SoukNeural
import SoukSearch
import SoukTensors

import SoukInference
import SoukRanking
import SoukTraining

/// A fictional shop whose listings and buyers use other words for the same things, with models of its own.
struct SmallShop {
    let folder: URL
    let workspace: Workspace

    /// What the sellers write, what the buyers type, and where it belongs.
    static let kinds = [
        (seller: "sofa", buyers: ["couch", "settee"], category: "Home / Seats"),
        (seller: "bicycle", buyers: ["bike", "pushbike"], category: "Sports / Bicycles"),
        (seller: "telephone", buyers: ["mobile", "smartphone"], category: "Phones / Handsets"),
        (seller: "guitar", buyers: ["acoustic instrument", "six string"], category: "Music / Guitars"),
        (seller: "dress", buyers: ["gown", "frock"], category: "Clothes / Dresses"),
        (seller: "laptop", buyers: ["notebook computer", "macbook"], category: "Computers / Laptops"),
    ]
    private static let adjectives = [
        "lovely", "sturdy", "clean", "modern", "vintage", "small", "large", "bright", "dark", "simple",
    ]

    static var hasEncoder: Bool { Assets.file("weights/all-minilm-l6-v2") != nil }

    /// - Parameter category: of every listing; nil for those of the kinds.
    init(each: Int = 24, category: String? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("souk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var (rows, generator) = (["id,title,description,category,price,location"], SplitMix64(seed: 3))
        for (place, kind) in Self.kinds.enumerated() {
            for number in 0..<each {
                let words = Self.adjectives.shuffled(using: &generator).prefix(3).joined(separator: " ")
                let code = (0..<6).map { _ in
                    String("bcdfghklmnprstvw".randomElement(using: &generator) ?? "b") + "a"
                }.joined()
                rows.append(
                    "\(place)-\(number),\(words) \(kind.seller),A \(kind.seller) of series \(code),"
                        + "\(category ?? kind.category),£\(10 + number + place * 30).00,Leeds")
            }
        }
        let table = folder.appendingPathComponent("listings.csv")
        try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: table)
        workspace = try Workspace(at: folder.appendingPathComponent("w"), create: true)
        _ = try Importer(workspace: workspace).run(ImportRequest(listings: table))
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Buyers' words, and the listings of their kind.
    func judgements(each: Int = 24) throws -> URL {
        var rows = ["query,listing_id,relevance"]
        for (place, kind) in Self.kinds.enumerated() {
            for query in kind.buyers + kind.buyers.map({ "nice \($0)" }) {
                for number in 0..<each {
                    rows.append("\(query),\(place)-\(number),3")
                    rows.append("\(query),\((place + 1) % Self.kinds.count)-\(number),0")
                }
            }
        }
        let url = folder.appendingPathComponent("judged.csv")
        try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: url)
        return url
    }

    func train(epochs: Int = 6, seed: UInt64 = 1, splitSeed: UInt64? = nil) throws -> ModelFolder {
        var configuration = ListingTrainingConfiguration(seed: seed)
        configuration.splitSeed = splitSeed
        (configuration.epochs, configuration.batch) = (epochs, 16)
        return try ListingTrainer(workspace).train(configuration)
    }

    /// The next version: as the given one, but with weights that nobody trained.
    func untrained(like folder: ModelFolder) throws -> ModelFolder {
        let copy = ModelStore(workspace).root.appendingPathComponent("\(folder.name)/\(folder.version + 1)")
        try FileManager.default.copyItem(at: folder.url, to: copy)
        var description = try folder.listingDescription()
        let made = ModelFolder(url: copy, name: folder.name, version: folder.version + 1)
        try Safetensors.write(
            ListingModel(description.model, seed: 99).parameters.weights(), to: made.weightsURL)
        description.weightsHash = try Checksum.sha256(of: made.weightsURL)
        description.version = made.version
        try JSONEncoder().encode(description).write(to: made.listingURL)
        return made
    }

    var generation: String? { get async throws { try await workspace.search.current() } }
}
