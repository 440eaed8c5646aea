import Foundation

/// Reads a file in pieces of about 1 MiB, as bytes of an ASCII superset (UTF-16 becomes UTF-8 on the way).
struct ByteSource {
    static let chunkSize = 1 << 20
    let encoding: TextEncoding
    let totalBytes: Int
    private(set) var bytesRead = 0
    private let handle: FileHandle
    private let path: String
    private var pending: [UInt8]

    init(url: URL) throws(CatalogError) {
        path = url.path
        guard FileManager.default.fileExists(atPath: path) else {
            throw .missing(path: path, remedy: "Check the path of the table.")
        }
        do {
            handle = try FileHandle(forReadingFrom: url)
            totalBytes = Int(clamping: try handle.seekToEnd())
            try handle.seek(toOffset: 0)
            pending = try handle.read(upToCount: Self.chunkSize).map { [UInt8]($0) } ?? []
        } catch {
            throw .io(path: url.path, reason: "cannot be read as a table: \(error.localizedDescription)")
        }
        bytesRead = pending.count
        if let reason = BinaryFile.reason(pending) {
            throw .table(
                path: path, line: nil, reason: reason,
                remedy:
                    "Give a table of text: CSV, TSV or JSON Lines; spreadsheets can be exported as CSV UTF-8."
            )
        }
        let (found, markLength) = TextEncoding.detect(pending)
        encoding = found
        pending.removeFirst(markLength)
    }

    /// Appends the next piece to `buffer`; false at the end of the file.
    mutating func read(into buffer: inout [UInt8]) throws(CatalogError) -> Bool {
        if pending.isEmpty {
            do {
                pending = try handle.read(upToCount: Self.chunkSize).map { [UInt8]($0) } ?? []
            } catch {
                throw .io(
                    path: path, reason: "reading stopped at byte \(bytesRead): \(error.localizedDescription)")
            }
            bytesRead += pending.count
        }
        guard !pending.isEmpty else { return false }
        switch encoding {
        case .utf8, .windows1252:
            buffer.append(contentsOf: pending)
            pending.removeAll()
        case .utf16LittleEndian, .utf16BigEndian:
            try transcode(into: &buffer)
        }
        return true
    }

    /// Turns whole UTF-16 code units to UTF-8; a unit or surrogate pair that the piece cuts waits for the next.
    private mutating func transcode(into buffer: inout [UInt8]) throws(CatalogError) {
        let high = encoding == .utf16BigEndian ? 0 : 1
        var units: [UInt16] = []
        units.reserveCapacity(pending.count / 2)
        for index in stride(from: 0, to: pending.count - 1, by: 2) {
            units.append(UInt16(pending[index + high]) << 8 | UInt16(pending[index + 1 - high]))
        }
        var rest = pending.count - units.count * 2
        if let last = units.last, UTF16.isLeadSurrogate(last), units.count > 1 {
            units.removeLast()
            rest += 2
        }
        if units.isEmpty { rest = 0 }
        _ = Swift.transcode(
            units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false,
            into: { buffer.append($0) })
        let carried = Array(pending.suffix(rest))
        pending.removeAll()
        guard !carried.isEmpty else { return }
        do {
            let next = try handle.read(upToCount: Self.chunkSize).map { [UInt8]($0) } ?? []
            bytesRead += next.count
            pending = next.isEmpty ? [] : carried + next
            if next.isEmpty { buffer.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
        } catch {
            throw .io(
                path: path, reason: "reading stopped at byte \(bytesRead): \(error.localizedDescription)")
        }
    }
}
