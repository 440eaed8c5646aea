/// Numbers and texts one after the other, little-endian, for what only this program reads again: every search writes
/// hundreds of results, for which JSON took longer than the search itself.
package struct PackedBytes: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    /// - Parameter number: 0 or more: seven bits a byte, the low ones first.
    package mutating func add(_ number: Int) {
        var rest = UInt64(number)
        while rest > 0x7F {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    package mutating func add(_ number: Double) {
        withUnsafeBytes(of: number.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func add(_ byte: UInt8) { bytes.append(byte) }

    package mutating func add(_ text: String) {
        add(text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    package mutating func add(_ other: [UInt8]) {
        add(other.count)
        bytes += other
    }
}

/// Reads ``PackedBytes`` in the order in which they were written.
package struct PackedReader {
    private let bytes: [UInt8]
    private var place = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var isAtEnd: Bool { place == bytes.count }

    package mutating func int() throws(RetrievalError) -> Int {
        var number: UInt64 = 0
        for shift in stride(from: 0, to: 63, by: 7) {
            let byte = try byte()
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return Int(number) }
        }
        throw Self.malformed
    }

    package mutating func double() throws(RetrievalError) -> Double {
        Double(bitPattern: try take(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }

    package mutating func byte() throws(RetrievalError) -> UInt8 { try take(1).first ?? 0 }

    package mutating func text() throws(RetrievalError) -> String {
        String(decoding: try take(int()), as: UTF8.self)
    }

    package mutating func list() throws(RetrievalError) -> [UInt8] { Array(try take(int())) }

    /// A number of things to come, each at least a byte long.
    package mutating func count() throws(RetrievalError) -> Int {
        let count = try int()
        guard (0...bytes.count - place).contains(count) else { throw Self.malformed }
        return count
    }

    private mutating func take(_ count: Int) throws(RetrievalError) -> ArraySlice<UInt8> {
        guard (0...bytes.count - place).contains(count) else { throw Self.malformed }
        defer { place += count }
        return bytes[place..<place + count]
    }

    private static var malformed: RetrievalError { .cursor(reason: "its answer cannot be read") }
}
