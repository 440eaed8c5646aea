import Foundation

/// Brings elements from any order in memory into C order.
enum StridedCopy {
    /// Gathers elements of `itemSize` bytes; strides in elements, all of which lie inside `source`.
    ///
    /// - Parameter count: the product of `shape`.
    static func contiguous(
        _ source: Data, shape: [Int], strides: [Int], count: Int, itemSize: Int
    ) -> Data {
        guard count > 0, let columns = shape.last, let columnStride = strides.last else { return source }
        var result = Data(count: count * itemSize)
        var position = [Int](repeating: 0, count: shape.count - 1)
        var rowStart = 0
        source.withUnsafeBytes { from in
            result.withUnsafeMutableBytes { to in
                for row in 0..<(count / columns) {
                    for column in 0..<columns {
                        let element = (rowStart + column * columnStride) * itemSize
                        let bytes = UnsafeRawBufferPointer(rebasing: from[element..<(element + itemSize)])
                        let target = (row * columns + column) * itemSize
                        UnsafeMutableRawBufferPointer(rebasing: to[target..<(target + itemSize)])
                            .copyMemory(from: bytes)
                    }
                    advance(&position, &rowStart, shape, strides)
                }
            }
        }
        return result
    }

    /// The same elements with the bytes of each in opposite order.
    static func byteSwapped(_ data: Data, itemSize: Int) -> Data {
        guard itemSize > 1 else { return data }
        var result = data
        result.withUnsafeMutableBytes { bytes in
            for start in stride(from: 0, through: bytes.count - itemSize, by: itemSize) {
                bytes[start..<(start + itemSize)].reverse()
            }
        }
        return result
    }

    /// Counts up the row's position, last dimension first.
    private static func advance(
        _ position: inout [Int], _ rowStart: inout Int, _ shape: [Int], _ strides: [Int]
    ) {
        for dimension in position.indices.reversed() {
            position[dimension] += 1
            rowStart += strides[dimension]
            if position[dimension] < shape[dimension] { return }
            rowStart -= position[dimension] * strides[dimension]
            position[dimension] = 0
        }
    }
}
