/// Every vector in full: what the others are compared with, in speed and in recall.
struct FloatScan {
    private let dimensions: Int
    private var values: [Float] = []

    /// - Parameter dimensions: A multiple of 16.
    init(dimensions: Int) { self.dimensions = dimensions }

    mutating func append(_ vector: [Float]) { values.append(contentsOf: vector) }

    /// Rows of the greatest products, the best first.
    func search(_ query: [Float], limit: Int, where isAllowed: (Int) -> Bool = { _ in true }) -> [Int64] {
        var best: [(product: Float, row: Int)] = []
        query.withUnsafeBytes { query in
            values.withUnsafeBytes { values in
                for row in 0..<values.count / query.count where isAllowed(row) {
                    let product = Self.product(query, values, from: row * query.count)
                    if best.count == limit, product <= best[limit - 1].product { continue }
                    let place = best.firstIndex { $0.product < product } ?? best.count
                    best.insert((product, row), at: place)
                    if best.count > limit { best.removeLast() }
                }
            }
        }
        return best.map { Int64($0.row) }
    }

    @inline(__always)
    private static func product(
        _ query: UnsafeRawBufferPointer, _ values: UnsafeRawBufferPointer, from start: Int
    ) -> Float {
        var sum = SIMD16<Float>.zero
        for offset in stride(from: 0, to: query.count, by: 64) {
            sum.addProduct(
                query.loadUnaligned(fromByteOffset: offset, as: SIMD16<Float>.self),
                values.loadUnaligned(fromByteOffset: start + offset, as: SIMD16<Float>.self))
        }
        return sum.sum()
    }
}
