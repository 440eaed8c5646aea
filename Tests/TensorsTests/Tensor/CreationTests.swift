import Foundation
import SoukTensors
import Testing

@Suite("Tensors are made and read")
struct CreationTests {
    @Test("from floats", arguments: [[6], [2, 3], [1, 6, 1], [3, 1, 2]])
    func floats(shape: [Int]) throws {
        let values: [Float] = [0, -1.5, .infinity, 1e-30, 3, -.greatestFiniteMagnitude]
        let tensor = try Tensor(values, shape: shape)
        #expect(try tensor.floats() == values)
        #expect((tensor.shape, tensor.rank, tensor.count) == (shape, shape.count, 6))
        #expect((tensor.dtype, tensor.device) == (.float32, .cpu))
    }

    @Test("from integers, without loss at the ends of their range")
    func integers() throws {
        let wide: [Int64] = [.min, -1, 0, 1, .max]
        #expect(try Tensor(wide, shape: [5]).integers() == wide)
        let bytes: [UInt8] = [0, 1, 127, 128, 255]
        let tensor = try Tensor(bytes, shape: [5, 1])
        #expect(tensor.dtype == .uint8)
        #expect(try tensor.integers() == bytes.map(Int64.init))
    }

    @Test("as scalars and empty")
    func scalarAndEmpty() throws {
        let scalar = try Tensor([2.5] as [Float], shape: [])
        #expect((scalar.rank, scalar.count) == (0, 1))
        #expect(try scalar.item() == 2.5)
        let empty = try Tensor([] as [Float], shape: [3, 0])
        #expect((empty.shape, empty.count) == ([3, 0], 0))
        #expect(try empty.floats().isEmpty)
    }

    @Test("filled, in every type", arguments: ScalarType.allCases)
    func filled(dtype: ScalarType) throws {
        let ones = try Tensor.full([2, 2], 1, dtype: dtype)
        #expect(ones.dtype == dtype)
        #expect(try ones.floats() == [1, 1, 1, 1])
        #expect(try ones.zerosLike().integers() == [0, 0, 0, 0])
        #expect(try ones.zerosLike().dtype == dtype)
        #expect(try Tensor.zeros([], dtype: dtype).item() == 0)
    }

    @Test("through bytes and back, in every type", arguments: ScalarType.allCases)
    func blobs(dtype: ScalarType) throws {
        let tensor = try Tensor([1, 0, 1, 1, 0, 1] as [Float], shape: [2, 3]).to(dtype)
        let blob = try tensor.blob()
        #expect((blob.dtype, blob.shape) == (dtype, [2, 3]))
        #expect(blob.bytes.count == 6 * dtype.byteCount)
        #expect(try Tensor(blob).blob() == blob)
    }

    @Test("as bytes in C order, whatever their layout")
    func layout() throws {
        let matrix = try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
        #expect(try matrix.transposed().floats() == [1, 4, 2, 5, 3, 6])
        #expect(try matrix.transposed().blob() == matrix.transposed().contiguous().blob())
    }

    @Test("not from a wrong number of values", arguments: [[5], [2, 4], [], [-6, -1], [Int.max, 2], [-1]])
    func wrongCount(shape: [Int]) {
        #expect(throws: TensorError.self) { try Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: shape) }
    }

    @Test("not from bytes that are too few")
    func wrongBytes() {
        let blob = TensorBlob(dtype: .float32, shape: [2], bytes: Data(count: 7))
        #expect(throws: TensorError.self) { try Tensor(blob) }
    }

    @Test(
        "not with a negative or an absurd size", arguments: [[-1], [2, -3], [Int.max], [1 << 40, 1 << 40]])
    func absurd(shape: [Int]) {
        #expect(throws: TensorError.self) { try Tensor.full(shape, 0) }
    }
}
