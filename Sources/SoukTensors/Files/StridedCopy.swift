import Foundation

/// Brings elements from any order in memory into C order.
enum StridedCopy {
    /// Gathers elements of `itemSize` bytes; strides in elements, all of which lie inside `source`.
    ///
    /// - Parameter count: the product of `shape`.
    static func contiguous(
        _ source: Data, shape: [Int], strides: [Int], count: Int, itemSize: Int
    ) -> Data {
        var axes = zip(shape, strides).filter { $0.0 != 1 }.map { (size: $0.0, stride: $0.1 * itemSize) }
        let row = axes.popLast() ?? (size: 1, stride: itemSize)
        var position = [Int](repeating: 0, count: axes.count)
        var rowStart = 0
        var result = Data(count: count * itemSize)
        source.withUnsafeBytes { from in
            result.withUnsafeMutableBytes { to in
                guard let from = from.baseAddress, let to = to.baseAddress else { return }
                var target = 0
                while target < count * itemSize {
                    var element = rowStart
                    let rowEnd = target + row.size * itemSize
                    while target < rowEnd {
                        memcpy(to + target, from + element, itemSize)
                        target += itemSize
                        element += row.stride
                    }
                    advance(&position, &rowStart, axes)
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

    /// Counts up the position of a row, last axis first.
    private static func advance(
        _ position: inout [Int], _ rowStart: inout Int, _ axes: [(size: Int, stride: Int)]
    ) {
        var axis = axes.count - 1
        while axis >= 0 {
            position[axis] += 1
            rowStart += axes[axis].stride
            if position[axis] < axes[axis].size { return }
            rowStart -= position[axis] * axes[axis].stride
            position[axis] = 0
            axis -= 1
        }
    }
}
