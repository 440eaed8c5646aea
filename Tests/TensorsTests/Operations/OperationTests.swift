import Foundation
import SoukTensors
import Testing

@Suite("Operations")
struct OperationTests {
    let matrix: Tensor
    init() throws { matrix = try Tensor([1, -2, 3, 4, 5, -6] as [Float], shape: [2, 3]) }

    @Test("of arithmetic broadcast from the last axis on")
    func arithmetic() throws {
        let row = try Tensor([1, 2, 4] as [Float], shape: [3])
        let column = try Tensor([10, 20] as [Float], shape: [2, 1])
        #expect(try (matrix + row).floats() == [2, 0, 7, 5, 7, -2])
        #expect(try (matrix - column).floats() == [-9, -12, -7, -16, -15, -26])
        #expect(try (column * row).floats() == [10, 20, 40, 20, 40, 80])
        #expect(try (matrix / row).floats() == [1, -1, 0.75, 4, 2.5, -1.5])
        #expect(try ((matrix + 1) * 2 - 4).floats() == [0, -6, 4, 6, 8, -14])
        #expect(try (matrix / 2).floats() == [0.5, -1, 1.5, 2, 2.5, -3])
        #expect(try matrix.equals(matrix.absolute()).floats() == [1, 0, 1, 1, 1, 0])
    }

    @Test("of matrices multiply, in batches too")
    func products() throws {
        #expect(try matrix.matmul(matrix.transposed()).floats() == [14, -24, -24, 77])
        let batch = try Tensor.stack([matrix, matrix * 2])
        #expect(try batch.matmul(.ones([3, 1])).floats() == [2, 3, 4, 6])
    }

    @Test("of reduction")
    func reductions() throws {
        #expect(try matrix.sum().item() == 5)
        #expect(try matrix.sum(axes: [0]).floats() == [5, 3, -3])
        #expect(try matrix.mean(axes: [1], keepAxes: true).shape == [2, 1])
        #expect(try matrix.mean(axes: [-1]).floats() == [2 / 3, 1])
        #expect(try matrix.max().item() == 5)
        #expect(try matrix.max(axis: 1).floats() == [3, 5])
        #expect(try matrix.argmax(axis: 1).integers() == [2, 1])
        #expect(try matrix.argmax().item() == 4)
    }

    @Test("of softmax give probabilities, also far from zero")
    func softmax() throws {
        let probabilities = try (matrix + 1000).softmax().floats()
        for row in [probabilities[..<3], probabilities[3...]] { #expect(abs(row.reduce(0, +) - 1) < 1e-6) }
        let logarithms = try matrix.logSoftmax().exp().floats()
        for (a, b) in zip(probabilities, logarithms) { #expect(abs(a - b) < 1e-6) }
    }

    @Test("on shapes move elements and keep them")
    func shapes() throws {
        #expect(try matrix.reshaped([3, -1]).shape == [3, 2])
        #expect(try matrix.permuted([1, 0]).floats() == [1, 4, -2, 5, 3, -6])
        #expect(try matrix.narrowed(axis: 1, to: 1..<3).floats() == [-2, 3, 5, -6])
        #expect(try matrix.narrowed(axis: 0, to: 1..<1).count == 0)
        #expect(try matrix.flipped(axis: 1).floats() == [3, -2, 1, -6, 5, 4])
        let rows = try Tensor([1, 1, 0] as [Int64], shape: [3])
        #expect(try matrix.selecting(rows).floats() == [4, 5, -6, 4, 5, -6, 1, -2, 3])
        #expect(try Tensor.concatenate([matrix, matrix], axis: 1).shape == [2, 6])
        #expect(try Tensor.stack([matrix, matrix, matrix], axis: 2).shape == [2, 3, 3])
    }

    @Test("of padding and pooling")
    func pooling() throws {
        let photo = try Tensor((1...4).map(Float.init), shape: [1, 1, 2, 2])
        let padded = try photo.padded2d(left: 1, right: 0, top: 0, bottom: 1)
        #expect(try padded.floats() == [0, 1, 2, 0, 3, 4, 0, 0, 0])
        #expect(try padded.maxPool2d(kernel: 2, stride: 1).floats() == [3, 4, 3, 4])
        #expect(try padded.averagePool2d(kernel: 2, stride: 1).floats() == [1, 2.5, 0.75, 1.75])
        #expect(try photo.globalAveragePool2d().floats() == [2.5])
    }

    @Test("of clipping leave short gradients alone")
    func clipping() throws {
        let gradients = try [Tensor([3] as [Float], shape: [1]), Tensor([0, 4] as [Float], shape: [2])]
        #expect(try Optimisation.clipNorm(gradients, limit: 6) == 5)
        #expect(try gradients[0].item() == 3)
        #expect(try Optimisation.clipNorm(gradients, limit: 1) == 5)
        #expect(abs(try gradients[0].item() - 0.6) < 1e-6)
        #expect(abs(try gradients[1].floats()[1] - 0.8) < 1e-6)
        #expect(try Optimisation.clipNorm([], limit: 1) == 0)
    }
}
