import Foundation

import SoukInference
@testable import SoukTraining

/// Reads TensorBoard event files: checks the framing and decodes the fields that Souk writes.
struct EventFile {
    struct Event {
        var time = 0.0
        var step = 0
        var version: String?
        var scalars: [String: Float] = [:]
        var isSessionStart = false
    }

    struct Damaged: Error { var reason: String }

    var events: [Event] = []

    init(_ data: Data) throws {
        var bytes = Array(data)[...]
        while !bytes.isEmpty {
            let length = try Self.take(8, &bytes)
            guard try Self.take(4, &bytes) == littleEndian(CRC32C.masked(length)) else {
                throw Damaged(reason: "checksum of the length")
            }
            let body = try Self.take(Int(Self.number(length)), &bytes)
            guard try Self.take(4, &bytes) == littleEndian(CRC32C.masked(body)) else {
                throw Damaged(reason: "checksum of the data")
            }
            events.append(try Self.event(body))
        }
    }

    private static func event(_ body: [UInt8]) throws -> Event {
        var event = Event()
        for (field, value) in try fields(body) {
            switch field {
            case 1: event.time = Double(bitPattern: number(value))
            case 2: event.step = Int(number(value))
            case 3: event.version = String(decoding: value, as: UTF8.self)
            case 5:
                for (_, entry) in try fields(value) {
                    let parts = Dictionary(uniqueKeysWithValues: try fields(entry))
                    guard let tag = parts[1], let float = parts[2] else { throw Damaged(reason: "summary") }
                    event.scalars[String(decoding: tag, as: UTF8.self)] =
                        Float(bitPattern: UInt32(number(float)))
                }
            case 7: event.isSessionStart = try fields(value).contains { $0.0 == 1 && number($0.1) == 1 }
            default: throw Damaged(reason: "field \(field)")
            }
        }
        return event
    }

    /// Field numbers with their raw bytes; variable-length integers as 8 little-endian bytes.
    private static func fields(_ message: [UInt8]) throws -> [(Int, [UInt8])] {
        var rest = message[...]
        var found: [(Int, [UInt8])] = []
        while !rest.isEmpty {
            let key = try varint(&rest)
            let value =
                switch key & 7 {
                case 0: littleEndian(try varint(&rest))
                case 1: try take(8, &rest)
                case 2: try take(Int(try varint(&rest)), &rest)
                case 5: try take(4, &rest)
                default: throw Damaged(reason: "wire type \(key & 7)")
                }
            found.append((Int(key >> 3), value))
        }
        return found
    }

    private static func varint(_ bytes: inout ArraySlice<UInt8>) throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = UInt64(try take(1, &bytes)[0])
            value |= (byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw Damaged(reason: "integer without end")
    }

    private static func take(_ count: Int, _ bytes: inout ArraySlice<UInt8>) throws -> [UInt8] {
        guard bytes.count >= count else { throw Damaged(reason: "torn") }
        defer { bytes = bytes.dropFirst(count) }
        return Array(bytes.prefix(count))
    }

    private static func number(_ bytes: [UInt8]) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
