import SoukCatalog

/// Vectors of length 1 in clusters of clusters, as listings lie in categories and their subjects.
struct VectorCloud {
    private let dimensions: Int
    private var subjects: [[Float]] = []
    private var random = SplitMix64(seed: 2_026)

    init(dimensions: Int, categories: Int = 13, subjects: Int = 40) {
        self.dimensions = dimensions
        for _ in 0..<categories {
            let category = noise()
            for _ in 0..<subjects { self.subjects.append(zip(category, noise()).map { $0 + 0.8 * $1 }) }
        }
    }

    mutating func next() -> [Float] {
        let subject = subjects[Int.random(in: 0..<subjects.count, using: &random)]
        let vector = zip(subject, noise()).map { $0 + 0.7 * $1 }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / length }
    }

    private mutating func noise() -> [Float] {
        (0..<dimensions).map { _ in Float.random(in: -1...1, using: &random) }
    }
}
