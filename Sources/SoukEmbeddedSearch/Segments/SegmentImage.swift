import CSoukVectors
import Foundation
import SoukSearch

/// Where in a segment's bytes its sections lie. All numbers are little-endian.
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 8 | `SOUKSEG1` |
/// | 8 | 4 | CRC-32C of all behind the header |
/// | 12 | 4 | count of sections |
/// | 16 | 8 | length |
/// | 24 | 36 | zero |
/// | 60 | 4 | CRC-32C of the 60 bytes before |
///
/// Then, for each section, its offset and its length as UInt64, and the sections, each beginning at a multiple of 64.
enum SegmentContainer {
    static let magic = Array("SOUKSEG1".utf8)
    static let headerLength = 64

    static func aligned(_ offset: Int) -> Int { (offset + 63) & ~63 }

    /// The places of sections of these lengths, and the length of all.
    static func places(_ lengths: [Int]) -> (offsets: [Int], length: Int) {
        var offset = aligned(headerLength + lengths.count * 16)
        var offsets: [Int] = []
        for length in lengths {
            offsets.append(offset)
            offset = aligned(offset + length)
        }
        return (offsets, offset)
    }

    static func header(sections: Int, length: Int, checksum: UInt32) -> [UInt8] {
        var header = magic
        append(checksum, &header)
        append(UInt32(sections), &header)
        append(UInt64(length), &header)
        header.append(contentsOf: repeatElement(0, count: 36))
        append(cv_crc32c(0, header, header.count), &header)
        return header
    }

    static func append(_ number: some FixedWidthInteger, _ bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// The sections of a segment's bytes, once every byte is what was written.
    ///
    /// - Throws: `damaged`, with what was expected and found.
    static func sections(
        _ bytes: UnsafeRawBufferPointer, count: Int, of url: URL
    ) throws(RetrievalError) -> [UnsafeRawBufferPointer] {
        func damaged(_ expected: String, _ found: String) -> RetrievalError {
            .damaged(
                path: url.path, reason: "expected \(expected), found \(found)", remedy: VectorSegment.remedy)
        }
        func number<Number: FixedWidthInteger>(_ offset: Int, _: Number.Type) -> Number {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
        }
        guard bytes.count >= headerLength + count * 16 else {
            throw damaged("a header and \(count) sections", "\(bytes.count) bytes")
        }
        guard Array(bytes[0..<8]) == magic else { throw damaged("magic \(magic)", "\(Array(bytes[0..<8]))") }
        let headerSum = cv_crc32c(0, bytes.baseAddress, 60)
        guard headerSum == number(60, UInt32.self) else {
            throw damaged("checksum of the header \(number(60, UInt32.self))", "\(headerSum)")
        }
        guard number(16, UInt64.self) == bytes.count, number(12, UInt32.self) == count else {
            throw damaged(
                "\(count) sections in \(number(16, UInt64.self)) bytes",
                "\(number(12, UInt32.self)) in \(bytes.count)")
        }
        let sum = cv_crc32c(
            0, bytes.baseAddress?.advanced(by: headerLength), bytes.count - headerLength)
        guard sum == number(8, UInt32.self) else {
            throw damaged("checksum \(number(8, UInt32.self))", "\(sum)")
        }
        var sections: [UnsafeRawBufferPointer] = []
        for section in 0..<count {
            let place = headerLength + section * 16
            let (offset, length) = (number(place, UInt64.self), number(place + 8, UInt64.self))
            guard offset % 64 == 0, offset <= bytes.count, length <= UInt64(bytes.count) - offset else {
                throw damaged("section \(section) within the file", "\(length) bytes at \(offset)")
            }
            sections.append(UnsafeRawBufferPointer(rebasing: bytes[Int(offset)..<Int(offset + length)]))
        }
        return sections
    }
}

/// The sections of a segment that was made and is in memory.
struct SegmentImage {
    private(set) var sections: [[UInt8]] = []

    mutating func add<Element: BitwiseCopyable>(_ elements: [Element]) {
        sections.append(elements.withUnsafeBytes { Array($0) })
    }

    /// Puts it on disk under its name.
    func write(to url: URL, steps: FileSteps) throws(RetrievalError) {
        let (offsets, length) = SegmentContainer.places(sections.map(\.count))
        var file = try DurableFile(url, steps: steps)
        try file.append([UInt8](repeating: 0, count: SegmentContainer.headerLength))
        file.checksum = 0
        try file.append(table(offsets))
        for section in sections {
            try file.appendZeros(to: 64)
            try file.append(section)
        }
        try file.appendZeros(to: 64)
        let checksum = file.checksum
        try file.replaceStart(
            with: SegmentContainer.header(sections: sections.count, length: length, checksum: checksum))
        try file.finish()
    }

    private func table(_ offsets: [Int]) -> [UInt8] {
        var table: [UInt8] = []
        for (offset, section) in zip(offsets, sections) {
            SegmentContainer.append(UInt64(offset), &table)
            SegmentContainer.append(UInt64(section.count), &table)
        }
        return table
    }
}

/// What keeps a segment's sections in memory.
final class SegmentBytes: @unchecked Sendable {
    let sections: [UnsafeRawBufferPointer]
    /// nil for one that was made and is in no file.
    let file: OpenFile?
    private let copy: FileCopy?
    private let owned: UnsafeMutableRawPointer?

    init(_ url: URL, sections count: Int) throws(RetrievalError) {
        let file = try OpenFile(url)
        let copy = try FileCopy(file, upTo: file.length)
        sections = try SegmentContainer.sections(copy.bytes, count: count, of: url)
        (self.file, self.copy) = (file, copy)
        owned = nil
    }

    init(_ image: SegmentImage) {
        let (offsets, length) = SegmentContainer.places(image.sections.map(\.count))
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: length, alignment: 64)
        sections = zip(image.sections, offsets).map { section, offset in
            section.withUnsafeBytes {
                bytes.advanced(by: offset).copyMemory(
                    from: $0.baseAddress ?? UnsafeRawPointer(bytes), byteCount: $0.count)
            }
            return UnsafeRawBufferPointer(start: bytes + offset, count: section.count)
        }
        (file, copy) = (nil, nil)
        owned = bytes
    }

    deinit { owned?.deallocate() }
}
