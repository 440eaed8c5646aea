/// The part of a table that is in memory.
struct RecordBuffer {
    private(set) var source: ByteSource
    private(set) var bytes: [UInt8] = []
    /// Where the next record begins.
    var start = 0

    private static let chunk = 1 << 20

    init(_ source: ByteSource) throws(CatalogError) {
        self.source = source
        try self.source.read(Self.chunk, into: &bytes)
        if bytes.count < Self.chunk { try self.source.read(Self.chunk, into: &bytes) }
    }

    var atEnd: Bool { source.atEnd }
    var isEmpty: Bool { start >= bytes.count && source.atEnd }
    var bytesRead: Int { min(source.totalBytes, max(0, source.bytesRead - unreadBytes)) }
    private var unreadBytes: Int { source.atEnd && start >= bytes.count ? 0 : bytes.count - start }

    /// Scans the next record, reading on as needed; each time twice as much, so that long records
    /// take linear time.
    ///
    /// - Returns: false at the end of the table, or when the record is longer than the limit.
    mutating func scan(
        with scanner: RecordScanner, limit: Int, into record: inout ScannedRecord
    ) throws(CatalogError) -> Bool {
        while true {
            let found = bytes.withUnsafeBytes { all in
                scanner.scan(all, from: start, atEnd: source.atEnd, into: &record)
            }
            if found { return record.end - start <= limit }
            if source.atEnd || bytes.count - start > limit { return false }
            try readOn()
        }
    }

    /// Takes the first physical line as the record, with quotes that it does not close as text.
    @discardableResult
    func rescanFirstLine(
        with scanner: RecordScanner, at position: Int? = nil, into record: inout ScannedRecord
    ) -> Bool {
        bytes.withUnsafeBytes { all in
            scanner.scan(
                all, from: position ?? start, atEnd: source.atEnd, literalQuotes: true, into: &record)
        }
    }

    /// The next physical line without its end, at most about `limit` bytes; nil at the end of the table.
    mutating func line(limit: Int) throws(CatalogError) -> ArraySlice<UInt8>? {
        var searched = start
        while true {
            if let end = bytes[searched...].firstIndex(of: 0x0A) {
                defer { start = end + 1 }
                return bytes[start..<end]
            }
            if source.atEnd || bytes.count - start > limit {
                guard start < bytes.count else { return nil }
                defer { start = bytes.count }
                return bytes[start...]
            }
            let length = bytes.count - start
            try readOn()
            searched = length
        }
    }

    /// Drops a record that does not fit in memory.
    mutating func skipRecord(with scanner: RecordScanner, into record: inout ScannedRecord)
        throws(CatalogError)
    {
        while !rescanFirstLine(with: scanner, into: &record) {
            guard !source.atEnd else {
                start = bytes.count
                return
            }
            start = max(start, bytes.count - 1)
            try readOn()
        }
        start = record.end
    }

    private mutating func readOn() throws(CatalogError) {
        bytes.removeFirst(start)
        start = 0
        try source.read(max(Self.chunk, bytes.count), into: &bytes)
    }

    func values(of record: ScannedRecord) -> [String] {
        bytes.withUnsafeBytes { all in record.fields.map { Self.text(all, $0) } }
    }

    private static func text(_ bytes: UnsafeRawBufferPointer, _ field: ScannedRecord.Field) -> String {
        let raw = UnsafeRawBufferPointer(rebasing: bytes[field.range])
        guard field.escaped else { return TextDecoding.text(raw) }
        let quote = UInt8(ascii: "\"")
        var plain: [UInt8] = []
        plain.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            plain.append(raw[index])
            index += raw[index] == quote && index + 1 < raw.count && raw[index + 1] == quote ? 2 : 1
        }
        return plain.withUnsafeBytes(TextDecoding.text)
    }

    /// Takes the line `sep=;` away that spreadsheets put before the header.
    mutating func takeSeparatorLine() -> UInt8? {
        let line = bytes.prefix(8)
        guard line.starts(with: Array("sep=".utf8)), let end = line.firstIndex(of: 0x0A), end > 4 else {
            return nil
        }
        bytes.removeFirst(end + 1)
        return line[4]
    }
}
