/// TIFF 6.0: directories of 12-byte entries, each entry naming data anywhere in the file.
enum TIFFContainer {
    /// The first picture, its directory cut down to the entries that describe samples, and the number of pictures.
    ///
    /// - Throws: `corrupt` where the first directory is not in the file.
    static func stripped(_ file: ByteBuffer) throws(PhotoRejection) -> (ByteBuffer, frames: Int) {
        let source = file.bytes
        let isBig = source[0] == 0x4D
        func number(_ offset: Int, _ bytes: Int) -> Int {
            Int(source.number(at: offset, bytes: bytes, bigEndian: isBig))
        }
        /// Where the entries of a directory lie; nil where they are not in the file.
        func directory(_ offset: Int) -> (count: Int, end: Int)? {
            guard offset >= 8, offset + 2 <= source.count else { return nil }
            let count = number(offset, 2)
            let end = offset + 2 + count * 12
            return count > 0 && end + 4 <= source.count ? (count, end) : nil
        }
        guard source.count >= 8, let first = directory(number(4, 4)) else { throw .corrupt(.tiff) }
        var (frames, next) = (1, number(first.end, 4))
        while frames < ContainerLimits.frames, let found = directory(next) {
            frames += 1
            next = number(found.end, 4)
        }
        let start = number(4, 4) + 2
        var bytes = [UInt8](source)
        var (kept, seen) = (0, Set<Int>())
        for entry in 0..<first.count {
            let place = start + entry * 12
            let (tag, count) = (number(place, 2), number(place + 4, 4))
            let isKept = tags.contains(tag) || tag == profile && count <= ContainerLimits.profile
            guard isKept, seen.insert(tag).inserted else { continue }
            bytes.replaceSubrange(
                start + kept * 12..<start + kept * 12 + 12, with: source[place..<place + 12])
            kept += 1
        }
        let two = [UInt8(kept >> 8), UInt8(kept & 0xFF)]
        bytes.replaceSubrange(start - 2..<start, with: isBig ? two : two.reversed())
        bytes.replaceSubrange(start + kept * 12..<start + kept * 12 + 4, with: [0, 0, 0, 0])
        return (ByteBuffer(bytes), frames)
    }

    private static let profile = 34_675
    /// How samples are laid out, packed and meant; no texts, no previews, no metadata of cameras.
    private static let tags: Set<Int> = [
        254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 282, 283, 284, 292, 293, 296, 301, 317,
        318,
        319, 320, 322, 323, 324, 325, 332, 333, 334, 336, 338, 339, 340, 341, 347, 512, 513, 514, 515, 517,
        518,
        519, 520, 521, 529, 530, 531, 532,
    ]
}
