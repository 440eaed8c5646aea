import Foundation

/// Reads a file piece by piece and hands it on as UTF-8 (or as it is, when it is a one-byte encoding).
struct ByteSource {
    let path: String
    let totalBytes: Int
    /// Bytes of the file that have been read.
    private(set) var bytesRead = 0
    private(set) var atEnd = false
    private(set) var encoding = TableEncoding.utf8
    private let handle: FileHandle
    private var carry: [UInt8] = []
    private var started = false

    init(url: URL) throws(CatalogError) {
        path = url.path
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .missing(path: path, remedy: "Check the path of the table.")
        }
        guard !isFolder.boolValue else {
            throw .table(
                path: path, line: nil, reason: "this is a folder, expected a table",
                remedy: "Name the CSV, TSV or JSON Lines file itself.")
        }
        do {
            handle = try FileHandle(forReadingFrom: url)
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
            totalBytes = size?.intValue ?? 0
        } catch {
            throw .io(path: path, reason: "cannot be opened: \(error.localizedDescription)")
        }
    }

    /// Appends about `count` more bytes of the file to the buffer.
    mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(CatalogError) {
        guard !atEnd else { return }
        let data: Data?
        do {
            data = try handle.read(upToCount: count)
        } catch {
            throw .io(
                path: path, reason: "cannot be read after byte \(bytesRead): \(error.localizedDescription)")
        }
        var piece = carry + [UInt8](data ?? Data())
        carry = []
        bytesRead += data?.count ?? 0
        atEnd = (data?.count ?? 0) == 0
        if !started, !atEnd {
            started = true
            let found = TableEncoding.detect(piece.prefix(1 << 16))
            encoding = found.encoding
            piece.removeFirst(found.markLength)
        }
        if encoding == .utf8 {
            buffer += piece
        } else {
            appendUTF16(piece, to: &buffer)
        }
    }

    private mutating func appendUTF16(_ bytes: [UInt8], to buffer: inout [UInt8]) {
        let low = encoding == .utf16LittleEndian ? 0 : 1
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            units.append(UInt16(bytes[index + low]) | UInt16(bytes[index + 1 - low]) << 8)
        }
        var used = units.count * 2
        if !atEnd, let last = units.last, UTF16.isLeadSurrogate(last) {
            units.removeLast()
            used -= 2
        }
        if !atEnd { carry = Array(bytes[used...]) }
        buffer += Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
