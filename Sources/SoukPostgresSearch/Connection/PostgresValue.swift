/// A parameter of a statement, or a field of a copied row, in PostgreSQL's binary format.
enum PostgresValue: Sendable {
    case null
    case bool(Bool)
    case int16(Int16)
    case int32(Int32)
    case int(Int)
    case double(Double)
    case text(String)
    case bytes([UInt8])
    case int32s([Int32])
    case ints([Int])
    case floats([Float])
    case texts([String])
    /// A `halfvec`: each number rounded to 11 bits.
    case halfVector([Float])
    /// A `tsvector` in its binary format.
    case words([UInt8])

    init(_ value: Bool?) { self = value.map { .bool($0) } ?? .null }
    init(_ value: Int?) { self = value.map { .int($0) } ?? .null }
    init(_ value: Double?) { self = value.map { .double($0) } ?? .null }
    init(_ value: String?) { self = value.map { .text($0) } ?? .null }

    /// The type's number in PostgreSQL's catalogue; 0 leaves it to the server, as for types of extensions.
    var type: UInt32 {
        switch self {
        case .null, .halfVector: 0
        case .bool: 16
        case .bytes: 17
        case .int: 20
        case .int16: 21
        case .int32: 23
        case .text: 25
        case .double: 701
        case .int32s: 1007
        case .texts: 1009
        case .ints: 1016
        case .floats: 1021
        case .words: 3614
        }
    }

    /// nil for NULL.
    var bytes: [UInt8]? {
        var buffer = ByteBuffer()
        switch self {
        case .null: return nil
        case .bool(let value): buffer.add(UInt8(value ? 1 : 0))
        case .int16(let value): buffer.add(value)
        case .int32(let value): buffer.add(value)
        case .int(let value): buffer.add(Int64(value))
        case .double(let value): buffer.add(value.bitPattern)
        case .text(let value): return Self.withoutNUL(value)
        case .bytes(let value), .words(let value): return value
        case .int32s(let values):
            buffer.addArray(of: 23, values) { buffer, value in
                buffer.add(Int32(4))
                buffer.add(value)
            }
        case .ints(let values):
            buffer.addArray(of: 20, values) { buffer, value in
                buffer.add(Int32(8))
                buffer.add(Int64(value))
            }
        case .floats(let values):
            buffer.addArray(of: 700, values) { buffer, value in
                buffer.add(Int32(4))
                buffer.add(value.bitPattern)
            }
        case .texts(let values):
            buffer.addArray(of: 25, values) { buffer, value in
                let bytes = Self.withoutNUL(value)
                buffer.add(Int32(bytes.count))
                buffer.bytes += bytes
            }
        case .halfVector(let values):
            buffer.add(Int16(values.count))
            buffer.add(Int16(0))
            for value in values { buffer.add(Float16(value).bitPattern) }
        }
        return buffer.bytes
    }

    /// PostgreSQL's texts hold no NUL, so it becomes a space.
    private static func withoutNUL(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        for place in bytes.indices where bytes[place] == 0 { bytes[place] = UInt8(ascii: " ") }
        return bytes
    }
}

/// Bytes in the order of the network.
struct ByteBuffer {
    var bytes: [UInt8] = []

    mutating func add(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func addArray<Value>(
        of type: Int32, _ values: [Value], _ add: (inout ByteBuffer, Value) -> Void
    ) {
        self.add(Int32(values.isEmpty ? 0 : 1))
        self.add(Int32(0))
        self.add(type)
        guard !values.isEmpty else { return }
        self.add(Int32(values.count))
        self.add(Int32(1))
        for value in values { add(&self, value) }
    }

    /// Rows as `COPY … WITH (FORMAT binary)` takes them.
    static func copied(_ rows: [[PostgresValue]]) -> [UInt8] {
        var buffer = ByteBuffer(bytes: Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00])
        buffer.add(Int32(0))
        buffer.add(Int32(0))
        for row in rows {
            buffer.add(Int16(row.count))
            for value in row {
                guard let bytes = value.bytes else {
                    buffer.add(Int32(-1))
                    continue
                }
                buffer.add(Int32(bytes.count))
                buffer.bytes += bytes
            }
        }
        buffer.add(Int16(-1))
        return buffer.bytes
    }
}
