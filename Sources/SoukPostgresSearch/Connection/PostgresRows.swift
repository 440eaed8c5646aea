import CLibPQ
import SoukSearch

/// What a statement answered, in binary format. Freed with the last holder.
final class PostgresRows: @unchecked Sendable {
    // Never written after it was made; libpq's readers of a result are safe from several threads.
    private let result: OpaquePointer

    /// - Parameter result: of libpq, which this frees.
    init(_ result: OpaquePointer) { self.result = result }

    deinit { PQclear(result) }

    var count: Int { Int(PQntuples(result)) }
    /// How many rows an INSERT, UPDATE or DELETE changed.
    var changed: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    subscript(row: Int) -> PostgresRow { PostgresRow(rows: self, row: Int32(row)) }
    var first: PostgresRow? { count > 0 ? self[0] : nil }

    func map<Value>(_ body: (PostgresRow) throws -> Value) rethrows -> [Value] {
        try (0..<count).map { try body(self[$0]) }
    }

    fileprivate func bytes(_ row: Int32, _ column: Int) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(result, row, Int32(column)) == 0 else { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, Int32(column)), count: Int(PQgetlength(result, row, Int32(column)))
        )
    }
}

/// A row of an answer; columns are read by their place.
struct PostgresRow {
    fileprivate let rows: PostgresRows
    fileprivate let row: Int32

    /// nil for NULL, and for a width that no whole number has.
    func int(_ column: Int) -> Int? {
        guard let bytes = rows.bytes(row, column), [2, 4, 8].contains(bytes.count) else { return nil }
        let unsigned = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let shift = UInt64(64 - bytes.count * 8)
        return Int(Int64(bitPattern: unsigned << shift) >> Int64(shift))
    }

    func double(_ column: Int) -> Double? {
        guard let bytes = rows.bytes(row, column) else { return nil }
        let bits = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch bytes.count {
        case 8: return Double(bitPattern: bits)
        case 4: return Double(Float(bitPattern: UInt32(bits)))
        default: return nil
        }
    }

    func bool(_ column: Int) -> Bool? { rows.bytes(row, column).map { $0.first == 1 } }

    func text(_ column: Int) -> String? {
        rows.bytes(row, column).map { String(decoding: $0, as: UTF8.self) }
    }

    func bytes(_ column: Int) -> [UInt8]? { rows.bytes(row, column).map(Array.init) }

    /// An array of four-byte integers; empty for NULL.
    func int32s(_ column: Int) -> [Int32] {
        guard let bytes = rows.bytes(row, column), bytes.count >= 20 else { return [] }
        func number(_ place: Int) -> Int32 {
            Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: Int32.self))
        }
        let count = Int(number(12))
        guard count >= 0, bytes.count == 20 + count * 8 else { return [] }
        return (0..<count).map { number(20 + $0 * 8 + 4) }
    }

    /// A `halfvec`.
    func halfVector(_ column: Int) -> [Float]? {
        guard let bytes = rows.bytes(row, column), bytes.count >= 4 else { return nil }
        return stride(from: 4, to: bytes.count - 1, by: 2).map {
            Float(Float16(bitPattern: UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])))
        }
    }
}
