import CSoukVectors
import SoukCatalog
import Testing

@Suite struct KernelTests {
    static let kernels = [CVKernelPortable, CVKernelNEON, CVKernelAVX2, CVKernelVNNI]
        .filter(cv_kernel_runs_here).map(\.rawValue)
    static let widths = [1, 3, 15, 16, 17, 63, 64, 65, 100, 128, 255, 256, 384]

    @Test(arguments: kernels, widths)
    func `every kernel gives the products that plain arithmetic gives`(kernel: UInt32, width: Int) {
        var random = SplitMix64(seed: UInt64(width))
        let count = 23
        let stride = width + 5
        func codes(_ count: Int) -> [Int8] {
            (0..<count).map { _ in
                [-127, 127, Int8.random(in: -127...127, using: &random)].randomElement(using: &random) ?? 0
            }
        }
        let query = codes(width)
        let rows = codes(count * stride)
        let expected = (0..<count).map { row in
            (0..<width).reduce(Int32(0)) { $0 + Int32(query[$1]) * Int32(rows[row * stride + $1]) }
        }
        var dots = [Int32](repeating: 0, count: count)
        cv_dots(CVKernel(kernel), query, width, rows, stride, count, &dots)
        #expect(dots == expected)

        let places: [UInt32] = [22, 0, 7, 7, 13, 1, 2, 3, 4, 5, 6]
        var some = [Int32](repeating: 0, count: places.count)
        cv_dots_at(CVKernel(kernel), query, width, rows, stride, places, places.count, &some)
        #expect(some == places.map { expected[Int($0)] })

        let left = (0..<width).map { _ in Float.random(in: -1...1, using: &random) }
        let right = (0..<width).map { _ in Float.random(in: -1...1, using: &random) }
        let product = zip(left, right).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        #expect(abs(Double(cv_dot_floats(CVKernel(kernel), left, right, width)) - product) < 1e-4)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 64, 1_000])
    func `scores above a least one are picked as plain arithmetic picks them`(count: Int) {
        var random = SplitMix64(seed: UInt64(count))
        let dots = (0..<count).map { _ in Int32.random(in: -1_000...1_000, using: &random) }
        let scales = (0..<count).map { _ in Float.random(in: 0...0.01, using: &random) }
        let scores = zip(dots, scales).map { Float($0) * ($1 * 0.5) }
        for least in [-Float.infinity, -1, 0, 1, .infinity] + scores.prefix(3) {
            var indices = [UInt32](repeating: 0, count: count)
            let found = cv_above(dots, scales, 0.5, least, count, &indices)
            #expect(indices.prefix(found).map(Int.init) == scores.indices.filter { scores[$0] > least })
        }
    }

    @Test(
        arguments: [
            ([0, 0, 0], [0, 0, 0]), ([1, -1, 0.5], [127, -127, 64]),
            ([Float.leastNormalMagnitude, 0, 0], [127, 0, 0]),
            ([Float.greatestFiniteMagnitude, 0, -Float.greatestFiniteMagnitude], [127, 0, -127]),
        ] as [([Float], [Int8])])
    func `codes span the vector`(vector: [Float], expected: [Int8]) {
        var codes = [Int8](repeating: 9, count: vector.count)
        let scale = cv_quantise(vector, vector.count, &codes)
        #expect(codes == expected)
        #expect(scale.isFinite)
    }

    /// RFC 3720, appendix B.4.
    @Test(
        arguments: [
            ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
            ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
            ([UInt8](0..<32), 0x46DD_794E),
            (Array("123456789".utf8), 0xE306_9283),
            ([], 0),
        ] as [([UInt8], UInt32)])
    func `the checksum is CRC-32C, also in pieces`(_ bytes: [UInt8], _ checksum: UInt32) {
        #expect(cv_crc32c(0, bytes, bytes.count) == checksum)
        let (head, tail) = (Array(bytes.prefix(4)), Array(bytes.dropFirst(4)))
        #expect(cv_crc32c(cv_crc32c(0, head, head.count), tail, tail.count) == checksum)
    }
}
