/// HEIF (ISO 23008-12): boxes of length and type; `meta` lists items and where their bytes lie.
enum HEIFContainer {
    /// With the items of metadata renamed, so that no decoder fetches them.
    ///
    /// - Throws: `corrupt` where items claim several times the bytes of the file.
    static func stripped(_ file: ByteBuffer) throws(PhotoRejection) -> ByteBuffer {
        let source = file.bytes
        var bytes = [UInt8](source)
        for box in boxes(in: 0..<source.count, source) where source.holds("meta", at: box.start + 4) {
            guard box.body + 4 <= box.end else { continue }
            for part in boxes(in: box.body + 4..<box.end, source) {
                if source.holds("iinf", at: part.start + 4) {
                    for place in metadata(part, source) {
                        bytes.replaceSubrange(place..<place + 4, with: Array("skip".utf8))
                    }
                } else if source.holds("iloc", at: part.start + 4) {
                    guard let claimed = claimed(part, source), claimed <= 4 * source.count else {
                        throw .corrupt(.heif)
                    }
                }
            }
        }
        return ByteBuffer(bytes)
    }

    private struct Box {
        var start: Int
        var body: Int
        var end: Int
    }

    private static func boxes(in range: Range<Int>, _ source: UnsafeRawBufferPointer) -> [Box] {
        var found: [Box] = []
        var start = range.lowerBound
        while start + 8 <= range.upperBound {
            var (length, body) = (source.big32(start), start + 8)
            if length == 1 {
                guard start + 16 <= range.upperBound else { break }
                length = Int(clamping: source.number(at: start + 8, bytes: 8, bigEndian: true))
                body = start + 16
            } else if length == 0 {
                length = range.upperBound - start
            }
            guard length >= body - start, length <= range.upperBound - start else { break }
            found.append(Box(start: start, body: body, end: start + length))
            start += length
        }
        return found
    }

    /// Where the types of items stand that are no pictures.
    private static func metadata(_ list: Box, _ source: UnsafeRawBufferPointer) -> [Int] {
        guard list.body + 8 <= list.end else { return [] }
        let first = list.body + (source[list.body] == 0 ? 6 : 8)
        guard first <= list.end else { return [] }
        return boxes(in: first..<list.end, source).compactMap { entry in
            guard source.holds("infe", at: entry.start + 4), entry.body + 4 <= entry.end else { return nil }
            let version = source[entry.body]
            let place = entry.body + (version >= 3 ? 10 : 8)
            guard version >= 2, place + 4 <= entry.end else { return nil }
            let isMetadata = ["Exif", "mime", "uri "].contains { (name: StaticString) in
                source.holds(name, at: place)
            }
            return isMetadata ? place : nil
        }
    }

    /// The bytes of all items together; nil for a list that is damaged.
    private static func claimed(_ list: Box, _ source: UnsafeRawBufferPointer) -> Int? {
        var at = list.body
        func take(_ bytes: Int) -> Int? {
            guard bytes <= 8, at + bytes <= list.end else { return nil }
            defer { at += bytes }
            return Int(clamping: source.number(at: at, bytes: bytes, bigEndian: true))
        }
        guard let head = take(4), let sizes = take(2) else { return nil }
        let version = head >> 24
        let (offset, length) = (sizes >> 12, sizes >> 8 & 15)
        let (base, index) = (sizes >> 4 & 15, version > 0 ? sizes & 15 : 0)
        guard let items = take(version < 2 ? 2 : 4) else { return nil }
        var total = 0
        for _ in 0..<items {
            guard take(version < 2 ? 2 : 4) != nil, version == 0 || take(2) != nil, take(2) != nil,
                take(base) != nil, let extents = take(2)
            else { return nil }
            for _ in 0..<extents {
                guard take(index) != nil, take(offset) != nil, let size = take(length) else { return nil }
                // A length of 0 means the rest of the file.
                total += size == 0 ? source.count : min(size, source.count)
                if total > 4 * source.count { return total }
            }
        }
        return total
    }
}
