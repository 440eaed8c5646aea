/// Where a record and its fields lie in a buffer.
struct ScannedRecord {
    struct Field {
        /// Without the quotes around it.
        var range: Range<Int>
        /// Holds doubled quotes that stand for one.
        var escaped = false
    }

    var fields: [Field] = []
    /// Where the next record begins.
    var end = 0
    /// Physical line ends in the record, its own end included.
    var lineEnds = 0
    /// A quote that closes a field is followed by more text.
    var stray = false
    /// The table ends inside a quoted field.
    var unclosed = false

    var isBlank: Bool { fields.count == 1 && fields[0].range.isEmpty && lineEnds <= 1 }
    /// The record goes over more than one physical line.
    var isMultiline: Bool { lineEnds > 1 }
}

/// Splits bytes into records and fields: RFC 4180, and leniently where tables break it.
struct RecordScanner {
    let dialect: Dialect

    private let quote = UInt8(ascii: "\"")

    /// Scans one record.
    ///
    /// - Parameters:
    ///   - atEnd: no bytes will follow those in the buffer.
    ///   - literalQuotes: a quote that is not closed in its line is text, and the line is the record.
    /// - Returns: false when the buffer ends before the record does, or nothing is left.
    func scan(
        _ bytes: UnsafeRawBufferPointer, from start: Int, atEnd: Bool, literalQuotes: Bool = false,
        into record: inout ScannedRecord
    ) -> Bool {
        record.fields.removeAll(keepingCapacity: true)
        record.lineEnds = 0
        record.stray = false
        record.unclosed = false
        guard start < bytes.count else { return false }
        var position = start
        while true {
            guard let stop = field(bytes, from: position, atEnd: atEnd, literalQuotes, &record) else {
                return false
            }
            if stop == bytes.count {
                record.end = stop
                return atEnd
            }
            if bytes[stop] == dialect.separator {
                position = stop + 1
                if position == bytes.count {
                    guard atEnd else { return false }
                    record.fields.append(.init(range: position..<position))
                    record.end = position
                    return true
                }
                continue
            }
            guard let length = recordEnd(bytes, at: stop, atEnd: atEnd) else { return false }
            record.end = stop + length
            record.lineEnds += 1
            return true
        }
    }

    /// Scans one field; returns where it stops (separator, record end or end of the bytes).
    private func field(
        _ bytes: UnsafeRawBufferPointer, from start: Int, atEnd: Bool, _ literalQuotes: Bool,
        _ record: inout ScannedRecord
    ) -> Int? {
        if start < bytes.count, bytes[start] == quote {
            let before = literalQuotes ? record : nil
            let stop = quotedField(bytes, from: start, atEnd: atEnd, &record)
            guard let before else { return stop }
            if let stop, !record.unclosed, record.lineEnds == before.lineEnds { return stop }
            record = before
        }
        var position = start
        while position < bytes.count {
            let byte = bytes[position]
            if byte == dialect.separator { break }
            if byte == 0x0A || byte == 0x0D {
                guard let length = recordEnd(bytes, at: position, atEnd: atEnd) else { return nil }
                if length > 0 { break }
                if byte == 0x0A { record.lineEnds += 1 }
            }
            position += 1
        }
        if position == bytes.count, !atEnd { return nil }
        record.fields.append(.init(range: start..<position))
        return position
    }

    private func quotedField(
        _ bytes: UnsafeRawBufferPointer, from start: Int, atEnd: Bool, _ record: inout ScannedRecord
    ) -> Int? {
        var position = start + 1
        var escaped = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == lineByte { record.lineEnds += 1 }
            guard byte == quote else {
                position += 1
                continue
            }
            let next = position + 1
            if next == bytes.count {
                guard atEnd else { return nil }
            } else if bytes[next] == quote {
                escaped = true
                position += 2
                continue
            } else if bytes[next] != dialect.separator {
                guard let length = recordEnd(bytes, at: next, atEnd: atEnd) else { return nil }
                if length == 0 {
                    record.stray = true
                    position = next
                    continue
                }
            }
            record.fields.append(.init(range: start + 1..<position, escaped: escaped))
            return next
        }
        guard atEnd else { return nil }
        record.unclosed = true
        record.fields.append(.init(range: start + 1..<position, escaped: escaped))
        return position
    }

    private var lineByte: UInt8 { dialect.recordEnd == .cr ? 0x0D : 0x0A }

    /// Length of the record end at a position: 0 when there is none, nil when more bytes must tell.
    private func recordEnd(_ bytes: UnsafeRawBufferPointer, at position: Int, atEnd: Bool) -> Int? {
        switch (bytes[position], dialect.recordEnd) {
        case (0x0A, .lf), (0x0A, .either), (0x0D, .cr): return 1
        case (0x0D, .crlf), (0x0D, .either):
            guard position + 1 < bytes.count else { return atEnd ? 0 : nil }
            return bytes[position + 1] == 0x0A ? 2 : 0
        default: return 0
        }
    }
}
