/// Bytes at an address that stays, so that libvips can read them lazily. Immutable once made.
final class ByteBuffer: @unchecked Sendable {
    private let memory: UnsafeMutableRawBufferPointer
    let count: Int

    init(_ bytes: [UInt8]) {
        memory = .allocate(byteCount: max(bytes.count, 1), alignment: 16)
        memory.copyBytes(from: bytes)
        count = bytes.count
    }

    /// Room for `capacity` bytes, of which `fill` returns how many it wrote.
    init(capacity: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Int) {
        memory = .allocate(byteCount: max(capacity, 1), alignment: 16)
        count = fill(memory)
    }

    deinit { memory.deallocate() }

    var start: UnsafeRawPointer { UnsafeRawPointer(memory.baseAddress!) }
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

    /// The first bytes, at most `length`.
    func prefix(_ length: Int) -> [UInt8] { [UInt8](bytes.prefix(length)) }
}
