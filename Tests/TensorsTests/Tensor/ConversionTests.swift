import SoukTensors
import Testing

@Suite("Conversion of tensors")
struct ConversionTests {
    @Test(
        "rounds and truncates as the type does",
        arguments: [
            (ScalarType.float64, [0.1, -2.7, 300.5] as [Float]), (.float32, [0.1, -2.7, 300.5]),
            (.float16, [0.099975586, -2.6992188, 300.5]), (.bfloat16, [0.10009765625, -2.703125, 300]),
            (.int64, [0, -2, 300]), (.int32, [0, -2, 300]), (.int16, [0, -2, 300]), (.bool, [1, 1, 1]),
        ])
    func values(dtype: ScalarType, expected: [Float]) throws {
        let tensor = try Tensor([0.1, -2.7, 300.5], shape: [3]).to(dtype)
        #expect(tensor.dtype == dtype)
        #expect(try tensor.floats() == expected)
    }

    @Test("gives items, and refuses to where there are many")
    func items() throws {
        #expect(try Tensor([-7] as [Int64], shape: [1, 1]).item() == -7)
        #expect(try Tensor([255] as [UInt8], shape: []).item() == 255)
        #expect(throws: TensorError.self) { try Tensor([1, 2] as [Float], shape: [2]).item() }
        #expect(throws: TensorError.self) { try Tensor([] as [Float], shape: [0]).item() }
    }

    @Test("to channels-last keeps shape and values")
    func channelsLast() throws {
        let values = (0..<120).map(Float.init)
        let plain = try Tensor(values, shape: [2, 3, 4, 5])
        let last = try plain.channelsLast()
        #expect(!plain.isChannelsLast && last.isChannelsLast)
        #expect(last.shape == plain.shape)
        #expect(try last.floats() == values)
        #expect(try last.zerosLike().isChannelsLast)
        #expect(try last.contiguous().isChannelsLast == false)
        #expect(try (last + plain).floats() == values.map { 2 * $0 })
    }

    @Test("copies share nothing, views share everything")
    func sharing() throws {
        let original = try Tensor([1, 2, 3, 4] as [Float], shape: [2, 2])
        let copy = try original.copy()
        let view = try original.narrowed(axis: 0, to: 1..<2)
        try original.assign(Tensor([5, 6, 7, 8] as [Float], shape: [2, 2]))
        #expect(try copy.floats() == [1, 2, 3, 4])
        #expect(try view.floats() == [7, 8])
        try view.assign(.zeros([1, 2]))
        #expect(try original.floats() == [5, 6, 0, 0])
    }

    @Test("by assignment converts the type and leaves the source alone")
    func assignment() throws {
        let target = try Tensor.zeros([2], dtype: .int32)
        let source = try Tensor([1.9, -1.9], shape: [2])
        try target.assign(source)
        #expect(target.dtype == .int32)
        #expect(try target.integers() == [1, -1])
        try target.assign(.zeros([2]))
        #expect(try source.floats() == [1.9, -1.9])
    }

    @Test("of an array does not tie the tensor to the array")
    func arrays() throws {
        var values: [Float] = [1, 2]
        let tensor = try Tensor(values, shape: [2])
        values[0] = 9
        #expect(try tensor.floats() == [1, 2])
    }
}
