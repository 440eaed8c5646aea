/// A photo file without all that is not its picture: texts, previews, foreign metadata, frames after the first
/// hundreds. A decoder unpacks such parts before anybody asks for them, and a few bytes may unpack to gigabytes, so
/// they are dropped before a decoder sees the file.
///
/// What is kept is copied byte by byte: a damaged picture stays as damaged as it came.
struct PhotoContainer {
    /// What decoders get.
    var bytes: ByteBuffer
    /// How many frames the whole file has, where the part for decoders does not tell; nil where it does.
    var frames: Int?

    /// - Throws: `corrupt` for a container that claims more than its file can hold.
    init(_ bytes: ByteBuffer, format: PhotoFormat) throws(PhotoRejection) {
        self.bytes = bytes
        switch format {
        case .png: self.bytes = PNGContainer.stripped(bytes)
        case .jpeg: self.bytes = JPEGContainer.stripped(bytes)
        case .webp: self.bytes = WebPContainer.stripped(bytes)
        case .gif: self.bytes = GIFContainer.stripped(bytes)
        case .tiff: (self.bytes, frames) = try TIFFContainer.stripped(bytes)
        case .heif: self.bytes = try HEIFContainer.stripped(bytes)
        }
    }
}

enum ContainerLimits {
    /// Bytes of a colour profile, unpacked: those of real printers have some 3 MiB.
    static let profile = 4 << 20
    static let exif = 64 << 10
    /// Bytes of a small part, such as gamma, resolution or transparency.
    static let small = 4 << 10
    static let frames = 500
}

/// Collects the parts of a file that are kept.
struct KeptParts {
    private let source: UnsafeRawBufferPointer
    private(set) var bytes: [UInt8]

    init(of source: UnsafeRawBufferPointer) {
        self.source = source
        bytes = []
        bytes.reserveCapacity(source.count)
    }

    mutating func keep(_ range: Range<Int>) { bytes.append(contentsOf: source[range]) }
    mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }
    mutating func set(_ value: [UInt8], at offset: Int) {
        bytes.replaceSubrange(offset..<offset + value.count, with: value)
    }
}

extension UnsafeRawBufferPointer {
    /// An unsigned number of some bytes, which must be there.
    func number(at offset: Int, bytes: Int, bigEndian: Bool) -> UInt64 {
        (0..<bytes).reduce(UInt64(0)) { value, index in
            value << 8 | UInt64(self[offset + (bigEndian ? index : bytes - 1 - index)])
        }
    }

    func big32(_ offset: Int) -> Int { Int(number(at: offset, bytes: 4, bigEndian: true)) }
    func big16(_ offset: Int) -> Int { Int(number(at: offset, bytes: 2, bigEndian: true)) }
    func little32(_ offset: Int) -> Int { Int(number(at: offset, bytes: 4, bigEndian: false)) }

    /// Whether ASCII text stands there.
    func holds(_ text: StaticString, at offset: Int) -> Bool {
        offset >= 0 && offset + text.utf8CodeUnitCount <= count
            && (0..<text.utf8CodeUnitCount).allSatisfy { self[offset + $0] == text.utf8Start[$0] }
    }
}
