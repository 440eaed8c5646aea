import Foundation

/// The entries of a zip file that stores them uncompressed, as PyTorch does; zip64 is understood.
struct ZipDirectory {
    /// Where the bytes of each entry stand in the file.
    let entries: [String: Range<Int>]

    init(_ file: RandomAccessFile) throws(Malformed) {
        let end = try ZipEnd(file)
        var cursor = ByteCursor(try file.read(at: end.directory.lowerBound, count: end.directory.count))
        var entries: [String: Range<Int>] = [:]
        var total = 0
        while !cursor.isAtEnd {
            let record = try ZipRecord(&cursor)
            let range = try record.contents(in: file)
            guard entries.updateValue(range, forKey: record.name) == nil else {
                throw Malformed("the zip archive has the entry \(Malformed.quoted(record.name)) twice")
            }
            total += range.count
            guard total <= file.size else { throw Malformed("the entries of the zip archive overlap") }
        }
        guard entries.count == end.entryCount else {
            throw Malformed("the zip archive has \(entries.count) entries, but says \(end.entryCount)")
        }
        self.entries = entries
    }
}

/// The record at the end of a zip file that tells where its directory is.
private struct ZipEnd {
    var directory: Range<Int>
    var entryCount: Int

    private static let directoryLimit = 1 << 26

    init(_ file: RandomAccessFile) throws(Malformed) {
        let tailStart = max(0, file.size - 22 - 0xFFFF)
        let tail = [UInt8](try file.read(at: tailStart, count: file.size - tailStart))
        let signature: [UInt8] = [0x50, 0x4B, 5, 6]
        let candidates = stride(from: tail.count - 22, through: 0, by: -1)
        guard let position = candidates.first(where: { tail[$0..<($0 + 4)].elementsEqual(signature) }) else {
            throw Malformed("has no end of a zip archive: the file is truncated")
        }
        var cursor = ByteCursor(tail, at: position + 10)
        entryCount = Int(try cursor.littleEndian(UInt16.self))
        var size = try cursor.length(UInt32.self)
        var offset = try cursor.length(UInt32.self)
        if size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF || entryCount == 0xFFFF {
            (entryCount, size, offset) = try Self.zip64(file, before: tailStart + position)
        }
        guard size <= Self.directoryLimit, size <= file.size, offset <= file.size - size else {
            throw Malformed("the directory of the zip archive is outside of the file")
        }
        directory = offset..<(offset + size)
    }

    private static func zip64(_ file: RandomAccessFile, before end: Int) throws(Malformed) -> (Int, Int, Int)
    {
        var locator = ByteCursor(try file.read(at: end - 20, count: 20))
        guard try locator.littleEndian(UInt32.self) == 0x0706_4B50 else {
            throw Malformed("the zip64 archive has no locator")
        }
        _ = try locator.take(4)
        var record = ByteCursor(try file.read(at: locator.length(UInt64.self), count: 56))
        guard try record.littleEndian(UInt32.self) == 0x0606_4B50 else {
            throw Malformed("the zip64 archive has no end record")
        }
        _ = try record.take(28)
        return (
            try record.length(UInt64.self), try record.length(UInt64.self), try record.length(UInt64.self)
        )
    }
}

/// One entry of a zip directory.
private struct ZipRecord {
    var name: String
    private var size: Int
    private var headerOffset: Int

    init(_ cursor: inout ByteCursor) throws(Malformed) {
        guard try cursor.littleEndian(UInt32.self) == 0x0201_4B50 else {
            throw Malformed("the directory of the zip archive is broken at byte \(cursor.offset)")
        }
        _ = try cursor.take(4)
        let flags = try cursor.littleEndian(UInt16.self)
        let method = try cursor.littleEndian(UInt16.self)
        _ = try cursor.take(8)
        let compressed = try cursor.length(UInt32.self)
        let plain = try cursor.length(UInt32.self)
        let nameLength = Int(try cursor.littleEndian(UInt16.self))
        let extraLength = Int(try cursor.littleEndian(UInt16.self))
        let commentLength = Int(try cursor.littleEndian(UInt16.self))
        _ = try cursor.take(8)
        let offset = try cursor.length(UInt32.self)
        name = try cursor.text(nameLength)
        let extra = try cursor.take(extraLength)
        _ = try cursor.take(commentLength)

        let quoted = Malformed.quoted(name)
        var wide = try Zip64Extra(extra)
        size = try plain == 0xFFFF_FFFF ? wide.next() : plain
        let compressedSize = try compressed == 0xFFFF_FFFF ? wide.next() : compressed
        headerOffset = try offset == 0xFFFF_FFFF ? wide.next() : offset
        guard flags & 1 == 0 else { throw Malformed("refused: the encrypted zip entry \(quoted)") }
        guard method == 0, size == compressedSize else {
            throw Malformed(
                "refused: the compressed zip entry \(quoted); PyTorch stores entries uncompressed")
        }
        let components = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !components.contains(".."), !name.hasPrefix("/"), !name.contains("\\"), !name.contains("\0")
        else {
            throw Malformed("refused: the zip entry \(quoted), whose name leads out of the archive")
        }
    }

    /// Where the entry's bytes stand: behind its own header, which repeats the name.
    func contents(in file: RandomAccessFile) throws(Malformed) -> Range<Int> {
        var header = ByteCursor(try file.read(at: headerOffset, count: 30))
        guard try header.littleEndian(UInt32.self) == 0x0403_4B50 else {
            throw Malformed("the zip entry \(Malformed.quoted(name)) has no header")
        }
        _ = try header.take(22)
        let nameLength = Int(try header.littleEndian(UInt16.self))
        let extraLength = Int(try header.littleEndian(UInt16.self))
        let start = headerOffset + 30 + nameLength + extraLength
        guard nameLength == name.utf8.count, start <= file.size, size <= file.size - start else {
            throw Malformed("the zip entry \(Malformed.quoted(name)) is outside of the file")
        }
        return start..<(start + size)
    }
}

/// The 64-bit values that a zip entry has in place of 32-bit ones, in the order they are asked for.
private struct Zip64Extra {
    private var values = ByteCursor([UInt8]())

    init(_ extra: ArraySlice<UInt8>) throws(Malformed) {
        var cursor = ByteCursor(extra)
        while !cursor.isAtEnd {
            let identifier = try cursor.littleEndian(UInt16.self)
            let field = try cursor.take(Int(cursor.littleEndian(UInt16.self)))
            if identifier == 1 { values = ByteCursor(field) }
        }
    }

    mutating func next() throws(Malformed) -> Int { try values.length(UInt64.self) }
}
