import CSoukVectors
import SoukSearch

/// A query's vector, whole and quantised.
struct VectorQuery {
    let values: [Float]
    let codes: [Int8]
    let scale: Float
    private let length: Float
    /// nil for vectors far from a length of 1.
    let sketch: SketchedQuery?
    let kernel = cv_kernel()

    /// - Throws: `vector` for a wrong width, or numbers that are not finite.
    init(_ values: [Float], dimensions: Int) throws(RetrievalError) {
        try Self.check(values, dimensions: dimensions)
        var codes = [Int8](repeating: 0, count: dimensions)
        scale = cv_quantise(values, dimensions, &codes)
        length = cv_dot_floats(kernel, values, values, dimensions).squareRoot()
        sketch = SketchedQuery(values, length: length)
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

    /// How far a product with a segment's codes may be from that of the vectors.
    ///
    /// Rounding to codes moves each number evenly by up to half a step, so that what it adds to the product spreads by
    /// the root of the sum of both vectors' squared steps, over 12; eight times that is not met by chance. Made vectors
    /// of few different numbers, whose errors all point one way, may exceed it.
    func codeError(in segment: VectorSegment) -> Float {
        let (own, other) = (length * segment.largestScale, segment.longest * scale)
        return 8 * ((own * own + other * other) / 12).squareRoot()
    }

    /// With the whole vector at a place of a segment of the query's width.
    func similarity(to place: Int, of segment: VectorSegment) -> Float {
        segment.withVector(at: place) { cv_dot_floats(kernel, values, $0.baseAddress, values.count) }
    }
}
