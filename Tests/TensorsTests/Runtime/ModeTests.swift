import SoukTensors
import Testing

@Suite("Modes hold for a scope")
struct ModeTests {
    private struct Broken: Error {}
    let leaf: Tensor

    init() throws {
        leaf = try Tensor([1, 2, 3, 4] as [Float], shape: [2, 2])
        try leaf.setRequiresGradient(true)
    }

    @Test("without gradients, nested and thrown out of")
    func withoutGradients() throws {
        func records() throws(TensorError) -> Bool { try (leaf * 2).requiresGradient }
        #expect(try records())
        try withoutGradient { () throws(TensorError) in
            #expect(try !records())
            try withoutGradient { () throws(TensorError) in #expect(try !records()) }
            #expect(try !records())
        }
        #expect(throws: TensorError.self) {
            try withoutGradient { () throws(TensorError) -> Tensor in try leaf.reshaped([3]) }
        }
        #expect(try records())
    }

    @Test("in bfloat16, nested and thrown out of")
    func bfloat16() throws {
        func product() throws(TensorError) -> ScalarType { try leaf.matmul(leaf).dtype }
        #expect(try product() == .float32)
        try withBFloat16 { () throws(TensorError) in
            #expect(try product() == .bfloat16)
            #expect(try leaf.softmax().dtype == .float32)
            try withBFloat16(false) { () throws(TensorError) in #expect(try product() == .float32) }
            #expect(try product() == .bfloat16)
        }
        #expect(throws: TensorError.self) {
            try withBFloat16 { () throws(TensorError) -> Tensor in try leaf.reshaped([3]) }
        }
        #expect(try product() == .float32)
    }

    @Test("in bfloat16, weights that change are cast anew")
    func castsAnew() throws {
        for factor in [1.0, 3] {
            try leaf.assign(leaf.detached() * factor)
            let product = try withBFloat16 { () throws(TensorError) in try leaf.matmul(leaf) }
            #expect(try product.floats()[0] == Float(7 * factor * factor))
        }
    }

    @Test("in bfloat16, gradients come back as float32")
    func gradients() throws {
        let loss = try withBFloat16 { () throws(TensorError) in try leaf.matmul(leaf).sum() }
        try loss.backward()
        #expect(try leaf.gradient()?.dtype == .float32)
    }

    @Test("on their thread alone")
    func threads() async throws {
        let leaf = leaf
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<16 {
                group.addTask {
                    guard index.isMultiple(of: 2) else { return try (leaf * 2).requiresGradient }
                    return try withoutGradient { () throws(TensorError) in try !(leaf * 2).requiresGradient }
                }
            }
            for try await held in group { #expect(held) }
        }
    }
}
