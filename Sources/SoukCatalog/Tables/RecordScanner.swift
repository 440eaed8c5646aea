/// Cuts the bytes of a delimited table into records and fields (RFC 4180, and what is written in its place).
///
/// Quotes decide where a record ends, so a stray one could swallow the rest of a table. An opening quote is
/// taken for plain data, and the record ends with its line, when no closing quote follows, when what looks
/// like another opening quote follows first, or when the lines it would enclose are whole records themselves.
struct RecordScanner {
    /// A field's bytes, without its quotes.
    struct Field {
        var start: Int
        var end: Int
        /// Holds doubled quotes, or backslashes that escape.
        var escaped = false
    }

    /// A record's extent in the buffer; its fields are in `fields` until the next scan.
    struct Span {
        /// The first byte after the record's end.
        var end: Int
        var lineBreaks: Int
        var problem: String?
        var isBlank: Bool
    }

    /// Where a scan stands between two fields.
    private struct Cursor {
        var position: Int
        var lineBreaks = 0
        /// The first line end outside of quotes at which the record would have the right width.
        var cut: (fields: Int, fieldEnd: Int, next: Int, lineBreaks: Int)?
    }

    let dialect: Dialect
    private(set) var fields: [Field] = []
    /// So many bytes from the next record's start on are lines that were found to be records of their own: no quote
    /// there opens a field of several lines. Without this, each of them would be scanned to the end of all of them.
    private var knownLines = 0

    init(dialect: Dialect) {
        self.dialect = dialect
    }

    /// Scans the record that begins at `start`; nil when `bytes` ends before it does and more may follow.
    ///
    /// A quote that opens nothing is passed over where it stands; nothing before it is scanned again.
    mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, atEnd: Bool, columns: Int?)
        -> Span?
    {
        fields.removeAll(keepingCapacity: true)
        var cursor = Cursor(position: start)
        var spanning: (cursor: Cursor, fields: Int)?
        var plainQuote = -1
        var hasStray = false
        while true {
            let position = cursor.position
            var isQuoted = false
            if position < bytes.count, bytes[position] == Dialect.quote, position != plainQuote {
                switch quoted(bytes, at: position, atEnd: atEnd) {
                case .needsMore: return nil
                case .stray: hasStray = true
                case .field(_, _, let breaks) where breaks > 0 && position - start < knownLines:
                    hasStray = true
                case .field(let field, let next, let breaks):
                    if breaks > 0, spanning == nil { spanning = (cursor, fields.count) }
                    fields.append(field)
                    cursor.position = next
                    cursor.lineBreaks += breaks
                    isQuoted = true
                }
            }
            if !isQuoted { plain(bytes, &cursor, columns: columns) }
            if cursor.position < bytes.count, bytes[cursor.position] == dialect.separator {
                cursor.position += 1
                continue
            }
            let endLength =
                cursor.position < bytes.count ? dialect.endLength(bytes, at: cursor.position) : 0
            if endLength <= 0, !atEnd { return nil }
            if let quote = spanning, let columns,
                swallows(bytes, start..<cursor.position + max(endLength, 0), columns: columns)
            {
                fields.removeLast(fields.count - quote.fields)
                knownLines = max(knownLines, cursor.position - start)
                (cursor, plainQuote) = (quote.cursor, quote.cursor.position)
                (spanning, hasStray) = (nil, true)
                continue
            }
            let found = span(cursor, endLength: endLength, columns: columns, hasStray, spans: spanning != nil)
            knownLines = max(0, knownLines - (found.end - start))
            return found
        }
    }

    /// Takes up a field without quotes.
    private mutating func plain(
        _ bytes: UnsafeBufferPointer<UInt8>, _ cursor: inout Cursor, columns: Int?
    ) {
        let start = cursor.position
        var position = start
        while position < bytes.count {
            let byte = bytes[position]
            if byte == dialect.separator { break }
            if byte == Dialect.lineFeed || byte == Dialect.carriageReturn {
                if dialect.endLength(bytes, at: position) != 0 { break }
                if let columns, cursor.cut == nil, fields.count + 1 == columns, position + 1 < bytes.count {
                    cursor.cut = (columns, position, position + 1, cursor.lineBreaks + 1)
                }
                if byte == Dialect.lineFeed { cursor.lineBreaks += 1 }
            }
            position += 1
        }
        fields.append(Field(start: start, end: position))
        cursor.position = position
    }

    private mutating func span(
        _ cursor: Cursor, endLength: Int, columns: Int?, _ hasStray: Bool, spans: Bool
    ) -> Span {
        let stray = hasStray ? "a quote opens a field and is never closed; read to the end of the line" : nil
        if let columns, let cut = cursor.cut, fields.count == 2 * columns - 1 {
            fields.removeLast(fields.count - cut.fields)
            fields[cut.fields - 1].end = cut.fieldEnd
            return Span(
                end: cut.next, lineBreaks: cut.lineBreaks, problem: stray ?? "ends unlike the other records",
                isBlank: false)
        }
        return Span(
            end: cursor.position + max(endLength, 0), lineBreaks: cursor.lineBreaks + (endLength > 0 ? 1 : 0),
            problem: stray, isBlank: fields.count == 1 && fields[0].start == fields[0].end && !spans)
    }

    private enum Quoted {
        case field(Field, next: Int, lineBreaks: Int)
        case needsMore
        /// The quote opens nothing.
        case stray
    }

    private func quoted(_ bytes: UnsafeBufferPointer<UInt8>, at open: Int, atEnd: Bool) -> Quoted {
        var position = open + 1
        var lineBreaks = 0
        var escaped = false
        let count = bytes.count
        let lineBreak = dialect.lineBreak
        while position < count {
            let byte = bytes[position]
            if byte == lineBreak { lineBreaks += 1 }
            if byte == Dialect.backslash, dialect.escapesByBackslash, position + 1 < count {
                escaped = true
                if bytes[position + 1] == lineBreak { lineBreaks += 1 }
                position += 2
                continue
            }
            guard byte == Dialect.quote else {
                position += 1
                continue
            }
            let next = position + 1
            if next == count {
                guard atEnd else { return .needsMore }
                return .field(
                    Field(start: open + 1, end: position, escaped: escaped), next: next,
                    lineBreaks: lineBreaks)
            }
            if bytes[next] == Dialect.quote {
                escaped = true
                position += 2
                continue
            }
            let endLength = dialect.endLength(bytes, at: next)
            if endLength < 0, !atEnd { return .needsMore }
            if bytes[next] == dialect.separator || endLength > 0 {
                return .field(
                    Field(start: open + 1, end: position, escaped: escaped), next: next,
                    lineBreaks: lineBreaks)
            }
            let before = bytes[position - 1]
            if position > open + 1, before == dialect.separator || (before == lineBreak && lineBreaks > 0) {
                return .stray
            }
            position += 1
        }
        return atEnd ? .stray : .needsMore
    }

    /// Whether the lines that a record encloses look like records of their own.
    ///
    /// Against a record of the right width only overwhelming evidence counts: three and more such lines between
    /// its first and its last, and none that is unlike them. Against a ragged one, half of its lines will do.
    private func swallows(_ bytes: UnsafeBufferPointer<UInt8>, _ record: Range<Int>, columns: Int) -> Bool {
        guard columns > 1 else { return false }
        var widths: [Int] = []
        var separators = 0
        for position in record {
            if bytes[position] == dialect.separator { separators += 1 }
            guard bytes[position] == dialect.lineBreak || position == record.upperBound - 1 else { continue }
            widths.append(separators + 1)
            separators = 0
        }
        if fields.count == columns {
            let inner = widths.dropFirst().dropLast()
            return columns > 2 && inner.count >= 3 && inner.allSatisfy { $0 == columns }
        }
        let whole = widths.dropFirst().count { $0 == columns }
        return whole > 0 && whole * 2 >= widths.count - 1
    }
}

extension Dialect {
    /// The byte that ends a physical line.
    var lineBreak: UInt8 { recordEnd == .cr ? Self.carriageReturn : Self.lineFeed }

    /// The length of the record end at `position`; 0 when there is none, -1 when the next byte would tell.
    @inline(__always)
    func endLength(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
        let byte = bytes[position]
        switch recordEnd {
        case .lf: return byte == Self.lineFeed ? 1 : 0
        case .cr: return byte == Self.carriageReturn ? 1 : 0
        case .crlf, .mixed:
            if recordEnd == .mixed, byte == Self.lineFeed { return 1 }
            guard byte == Self.carriageReturn else { return 0 }
            guard position + 1 < bytes.count else { return -1 }
            return bytes[position + 1] == Self.lineFeed ? 2 : 0
        }
    }
}
