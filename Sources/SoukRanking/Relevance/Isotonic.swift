/// Least-squares fit of a non-decreasing sequence by pooling adjacent violators (Ayer et al. 1955).
enum Isotonic {
    static func fit(_ values: [Double], weights: [Double]? = nil) -> [Double] {
        var blocks: [(mean: Double, weight: Double, count: Int)] = []
        for (index, value) in values.enumerated() {
            blocks.append((value, weights?[index] ?? 1, 1))
            while blocks.count > 1, blocks[blocks.count - 2].mean > blocks[blocks.count - 1].mean {
                let right = blocks.removeLast()
                let left = blocks.removeLast()
                let weight = left.weight + right.weight
                blocks.append(
                    (
                        (left.mean * left.weight + right.mean * right.weight) / weight, weight,
                        left.count + right.count
                    ))
            }
        }
        return blocks.flatMap { [Double](repeating: $0.mean, count: $0.count) }
    }
}
