import CSoukVectors

/// A query's vector as sketches are compared with it.
struct SketchedQuery {
    /// So many times the root mean square of a product's error is taken for impossible: by Gauss's distribution, which
    /// lies above that of a random direction, a row in a billion is lost.
    static let impossible: Float = 6
    /// Sketches of other vectors might not be numbers.
    static let lengths: ClosedRange<Float> = 1e-9...1e9

    /// `[width / 2, 16]`
    let tables: [UInt8]
    let step: Float
    /// What all sums begin with, and what rounding the tables may have taken from them.
    let base: Float
    let slack: Float

    /// nil for a vector whose length is not among ``lengths``.
    init?(_ values: [Float], length: Float) {
        guard Self.lengths.contains(length) else { return nil }
        let width = Self.width(values.count)
        var rotated = values + [Float](repeating: 0, count: width - values.count)
        var room = [Float](repeating: 0, count: CVSketchRoom * width)
        cv_rotate(&rotated, width, &room)
        var tables = [UInt8](repeating: 0, count: width * 8)
        var (step, least): (Float, Float) = (0, 0)
        cv_sketch_tables(rotated, width, &tables, &step, &least)
        (self.tables, self.step) = (tables, step)
        base = least + Self.impossible * step * (Float(width) / 24).squareRoot()
        slack = Self.impossible * length
    }

    static func width(_ dimensions: Int) -> Int { (dimensions + 63) & ~63 }
}
