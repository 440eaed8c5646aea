import Foundation

/// Reads bytes one after the other; the end of the bytes is an error, never a trap.
struct ByteCursor {
    let bytes: [UInt8]
    private(set) var offset: Int

    init(_ bytes: some ContiguousBytes, at offset: Int = 0) {
        self.bytes = bytes.withUnsafeBytes { source in
            Array(unsafeUninitializedCapacity: source.count) { target, count in
                UnsafeMutableRawBufferPointer(target).copyMemory(from: source)
                count = source.count
            }
        }
        self.offset = offset
    }

    var isAtEnd: Bool { offset >= bytes.count }

    /// The next byte, left in place; nil at the end.
    var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    mutating func byte() throws(Malformed) -> UInt8 {
        guard offset < bytes.count else { throw Malformed("ends at byte \(offset), where more was expected") }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func take(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count - offset else {
            throw Malformed(
                "asks for \(count) bytes at byte \(offset), where \(bytes.count - offset) are left")
        }
        defer { offset += count }
        return bytes[offset..<(offset + count)]
    }

    mutating func littleEndian<Number: FixedWidthInteger>(_ type: Number.Type) throws(Malformed) -> Number {
        try take(Number.bitWidth / 8).reversed().reduce(0) { ($0 << 8) | Number(truncatingIfNeeded: $1) }
    }

    /// An unsigned length or offset that fits `Int`.
    mutating func length<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type
    ) throws(Malformed) -> Int {
        let start = offset
        let value = try littleEndian(type)
        guard let length = Int(exactly: value) else {
            throw Malformed("has the impossible length \(value) at byte \(start)")
        }
        return length
    }

    mutating func text(_ count: Int) throws(Malformed) -> String {
        let start = offset
        guard let text = String(validating: try take(count), as: UTF8.self) else {
            throw Malformed("has text at byte \(start) that is not UTF-8")
        }
        return text
    }

    /// Text up to a line feed, which is read and left out; at most 256 bytes.
    mutating func line() throws(Malformed) -> String {
        let window = bytes[offset...].prefix(257)
        guard let end = window.firstIndex(of: 0x0A) else {
            throw Malformed("has a name at byte \(offset) without an end")
        }
        let line = try text(end - offset)
        offset += 1
        return line
    }
}
