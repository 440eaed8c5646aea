import SoukRanking

/// Vectors one behind the other, `[count, width]`, L2-normalised.
struct VectorRows {
    let width: Int
    private let values: [Float]

    init(_ rows: [[Float]]) {
        width = rows.first?.count ?? 0
        values = rows.flatMap { $0 }
    }

    var count: Int { width > 0 ? values.count / width : 0 }

    func row(_ place: Int) -> ArraySlice<Float> { values[(place * width)..<((place + 1) * width)] }

    /// The dot product of each row with the query, `[count]`.
    func similarities(to query: ArraySlice<Float>) -> [Float] {
        guard query.count == width, width > 0 else { return [Float](repeating: 0, count: count) }
        return query.withUnsafeBufferPointer { query in
            values.withUnsafeBufferPointer { values in
                (0..<count).map {
                    Self.dot(query, UnsafeBufferPointer(rebasing: values[($0 * width)..<(($0 + 1) * width)]))
                }
            }
        }
    }

    func similarity(_ place: Int, to query: ArraySlice<Float>) -> Float {
        guard query.count == width, width > 0 else { return 0 }
        return row(place).withUnsafeBufferPointer { row in
            query.withUnsafeBufferPointer { Self.dot(row, $0) }
        }
    }

    /// Sixteen sums side by side, which the compiler turns into vector instructions.
    private static func dot(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Float {
        var sums = SIMD16<Float>.zero
        var place = 0
        while place + 16 <= a.count {
            let left = UnsafeRawPointer(a.baseAddress! + place).loadUnaligned(as: SIMD16<Float>.self)
            let right = UnsafeRawPointer(b.baseAddress! + place).loadUnaligned(as: SIMD16<Float>.self)
            sums += left * right
            place += 16
        }
        var rest: Float = 0
        while place < a.count {
            rest += a[place] * b[place]
            place += 1
        }
        return sums.sum() + rest
    }
}
