/// Writes the few protocol-buffer wire types that TensorBoard's events need.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    private enum WireType: UInt64 {
        case varint = 0
        case fixed64 = 1
        case lengthDelimited = 2
        case fixed32 = 5
    }

    mutating func integer(_ value: Int64, field: UInt64) {
        key(field, .varint)
        varint(UInt64(bitPattern: value))
    }

    mutating func double(_ value: Double, field: UInt64) {
        key(field, .fixed64)
        bytes += littleEndian(value.bitPattern)
    }

    mutating func float(_ value: Float, field: UInt64) {
        key(field, .fixed32)
        bytes += littleEndian(value.bitPattern)
    }

    mutating func string(_ value: String, field: UInt64) { data(Array(value.utf8), field: field) }

    mutating func message(_ value: ProtobufWriter, field: UInt64) { data(value.bytes, field: field) }

    private mutating func data(_ value: [UInt8], field: UInt64) {
        key(field, .lengthDelimited)
        varint(UInt64(value.count))
        bytes += value
    }

    private mutating func key(_ field: UInt64, _ type: WireType) { varint(field << 3 | type.rawValue) }

    private mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
