import CSoukVectors
import SoukSearch

/// A query's vector, whole and quantised.
struct VectorQuery {
    let values: [Float]
    let codes: [Int8]
    let scale: Float
    let kernel = cv_kernel()

    /// - Throws: `vector` for a wrong width, or numbers that are not finite.
    init(_ values: [Float], dimensions: Int) throws(RetrievalError) {
        try Self.check(values, dimensions: dimensions)
        var codes = [Int8](repeating: 0, count: dimensions)
        scale = cv_quantise(values, dimensions, &codes)
        self.values = values
        self.codes = codes
    }

    static func check(_ values: [Float], dimensions: Int) throws(RetrievalError) {
        guard values.count == dimensions else {
            throw .vector(reason: "expected \(dimensions) dimensions, found \(values.count)")
        }
        guard values.allSatisfy(\.isFinite) else {
            throw .vector(reason: "expected finite numbers, found NaN or infinity")
        }
    }

    /// With the whole vector at a place of a segment of the query's width.
    func similarity(to place: Int, of segment: VectorSegment) -> Float {
        segment.withVector(at: place) { cv_dot_floats(kernel, values, $0.baseAddress, values.count) }
    }
}
