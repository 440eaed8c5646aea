/// Arithmetic on embeddings `[dimensions]`.
package enum Vector {
    /// 0 where the lengths differ.
    static func dot(_ one: [Float], _ other: [Float]) -> Double {
        guard one.count == other.count else { return 0 }
        return one.withUnsafeBufferPointer { a in
            other.withUnsafeBufferPointer { b in
                var sums = SIMD8<Float>.zero
                var index = 0
                while index + 8 <= a.count {
                    let (left, right) = (a.lanes(index), b.lanes(index))
                    sums += left * right
                    index += 8
                }
                var sum = sums.sum()
                while index < a.count {
                    sum += a[index] * b[index]
                    index += 1
                }
                return Double(sum)
            }
        }
    }

    /// The weighted sum, brought to length 1; nil when it vanishes or lengths differ.
    static func mean(_ vectors: [(vector: [Float], weight: Double)]) -> [Float]? {
        guard let width = vectors.first?.vector.count, vectors.allSatisfy({ $0.vector.count == width }) else {
            return nil
        }
        var sum = [Float](repeating: 0, count: width)
        for (vector, weight) in vectors {
            for index in sum.indices { sum[index] += Float(weight) * vector[index] }
        }
        return normalised(sum)
    }

    package static func normalised(_ vector: [Float]) -> [Float]? {
        let length = dot(vector, vector).squareRoot()
        guard length.isFinite, length > 1e-9 else { return nil }
        return vector.map { $0 / Float(length) }
    }
}

extension UnsafeBufferPointer<Float> {
    /// Eight numbers from an index on.
    fileprivate func lanes(_ index: Int) -> SIMD8<Float> {
        UnsafeRawBufferPointer(self).loadUnaligned(
            fromByteOffset: index * MemoryLayout<Float>.stride, as: SIMD8<Float>.self)
    }
}
