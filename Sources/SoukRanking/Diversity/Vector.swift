/// Arithmetic on embeddings `[dimensions]`.
package enum Vector {
    /// 0 where the lengths differ.
    static func dot(_ one: [Float], _ other: [Float]) -> Double {
        guard one.count == other.count else { return 0 }
        return one.withUnsafeBufferPointer { a in
            other.withUnsafeBufferPointer { b in
                var sum: Float = 0
                for index in a.indices { sum += a[index] * b[index] }
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
