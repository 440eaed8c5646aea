import SoukCatalog

import SoukEmbeddedSearch
import SoukSearch

/// Fictional listings and filters from a seed; every field is now and then missing or at its edge.
struct RandomListings {
    static let model = IndexModel(identity: "model-a", dimensions: 8)

    static let nouns = ["lamp", "sofa", "bicycle", "piano", "kettle", "drill", "mirror", "tent"]
    static let adjectives = ["green", "oak", "broken", "folding", "heavy", "quiet"]
    static let paths = [
        [], ["Home"], ["Home", "Lighting"], ["Home", "Lighting", "Study"], ["Home", "Seating"],
        ["Sport"], ["Sport", "Cycling"], ["Homebrew"], ["Home", "Light"],
    ]
    static let towns = ["Oxbridge", "Port Amber", "Little Snoring", "Ångby"]
    static let sellers = ["amber-store", "ben", "Ben"]
    /// Of five makers, some spelt in several ways.
    static let brands = ["Kaveo", "KAVEO", "Zoë & Sons", "zoe sons", "Lömm", "T-Rup", "東芝"]

    var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func listing(_ id: String) -> IndexedListing {
        var listing = IndexedListing(
            id: id, title: "\(pick(Self.adjectives)) \(pick(Self.nouns))",
            description: chance(0.2) ? "" : "\(pick(Self.adjectives)) \(pick(Self.nouns)) to go",
            categoryPath: pick(Self.paths), hasPhoto: chance(0.6))
        if chance(0.85) {
            listing.price = pick([0, 1, 999, 1_000, 5_000, Int.random(in: 0...200_000, using: &random)])
        }
        if listing.price != nil { listing.currency = "GBP" }
        if chance(0.8) {
            listing.town = pick(Self.towns)
            listing.latitude = pick([-90, 89.99, 51.5, Double.random(in: -90...90, using: &random)])
            listing.longitude = pick([-180, 180, -0.1, Double.random(in: -180...180, using: &random)])
        }
        if chance(0.5) { listing.attributes[.condition] = pick(["new", "used", "for parts"]) }
        if chance(0.5) { listing.attributes[.seller] = pick(Self.sellers) }
        if chance(0.6) { listing.attributes[.brand] = pick(Self.brands) }
        if chance(0.9) { listing.postedAt = Int.random(in: 1_700_000_000...1_700_000_500, using: &random) }
        if chance(0.3) { listing.group = Int.random(in: 1...9, using: &random) }
        for field in VectorField.allCases where chance(0.7) { listing.vectors[field] = direction() }
        return listing
    }

    mutating func listings(_ count: Int) -> [IndexedListing] { (0..<count).map { listing("ad-\($0)") } }

    mutating func filter(over listings: [IndexedListing]) -> SearchFilter {
        var filter = SearchFilter()
        if chance(0.3) { filter.categories = [pick(Self.paths + [["Nowhere"]])] }
        if !filter.categories.isEmpty, chance(0.5) { filter.categories.append(pick(Self.paths)) }
        if chance(0.25) { filter.minimumPrice = pick([0, 1, 1_000, 50_000]) }
        if chance(0.25) { filter.maximumPrice = pick([50_000, 80_000, 200_000]) }
        if chance(0.3) { filter.near = circle() }
        if chance(0.2) { filter.hasPhoto = chance(0.5) }
        if chance(0.15) { filter.attributes[.condition] = [pick(["new", "used", "pristine"])] }
        if chance(0.15) { filter.attributes[.seller] = [pick(Self.sellers)] }
        if chance(0.2) { filter.attributes[.brand] = [pick(Self.brands + ["Nobody"]), pick(Self.brands)] }
        if chance(0.1) { filter.attributes[.brand] = [] }
        if chance(0.2) { filter.postedAfter = Int.random(in: 1_700_000_000...1_700_000_500, using: &random) }
        if chance(0.1) { filter.ids = Set(of: listings.map(\.id).filter { _ in chance(0.5) } + ["ad-gone"]) }
        if chance(0.1) { filter.excludedIDs = Set(of: listings.map(\.id).filter { _ in chance(0.3) }) }
        if chance(0.2) { filter.excludedWords = [pick(Self.nouns + ["unheard"])] }
        if chance(0.1) { filter.excludedWords.append("\(pick(Self.adjectives)) \(pick(Self.nouns))") }
        return filter
    }

    /// Also over poles and the 180th meridian, of radius 0, and around the world.
    mutating func circle() -> SearchFilter.Circle {
        SearchFilter.Circle(
            latitude: pick([90, -89.9, 51.5, Double.random(in: -90...90, using: &random)]),
            longitude: pick([180, -179.9, -0.1, Double.random(in: -180...180, using: &random)]),
            kilometres: pick([0, 50, 3_000, 12_000, 30_000, Double.random(in: 0...20_000, using: &random)]))
    }

    /// `[8]`, of length 1.
    mutating func direction() -> [Float] {
        let raw = (0..<Self.model.dimensions).map { _ in Float.random(in: -1...1, using: &random) }
        let length = raw.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return raw.map { $0 / max(length, 1e-6) }
    }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    mutating func chance(_ probability: Double) -> Bool {
        Double.random(in: 0..<1, using: &random) < probability
    }
}
