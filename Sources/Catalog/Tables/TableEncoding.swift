/// How the characters of a table are written as bytes.
enum TableEncoding: Equatable {
    /// UTF-8; single fields that are not valid UTF-8 are read as Windows-1252.
    case utf8
    case utf16LittleEndian
    case utf16BigEndian

    /// Finds the encoding out from the file's first bytes.
    ///
    /// - Returns: the encoding, and the length of the byte order mark.
    static func detect(_ start: ArraySlice<UInt8>) -> (encoding: TableEncoding, markLength: Int) {
        if start.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if start.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if start.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return (byNULs(start), 0)
    }

    /// Latin text in UTF-16 has a NUL in nearly every second byte.
    private static func byNULs(_ start: ArraySlice<UInt8>) -> TableEncoding {
        var nuls = [0, 0]
        for (index, byte) in start.enumerated() where byte == 0 { nuls[index & 1] += 1 }
        let pairs = start.count / 2
        guard pairs > 0 else { return .utf8 }
        if nuls[1] * 10 >= pairs * 6, nuls[0] * 10 <= pairs { return .utf16LittleEndian }
        if nuls[0] * 10 >= pairs * 6, nuls[1] * 10 <= pairs { return .utf16BigEndian }
        return .utf8
    }
}

/// Text from bytes that claim to be UTF-8.
enum TextDecoding {
    /// Valid UTF-8 as it is; otherwise Windows-1252, unless most of the non-ASCII characters are
    /// valid UTF-8: then only the bad bytes become U+FFFD.
    static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        if let valid = String(validating: bytes, as: UTF8.self) { return valid }
        let (sequences, strays) = census(bytes)
        return sequences > strays ? String(decoding: bytes, as: UTF8.self) : windows1252(bytes)
    }

    static func windows1252(_ bytes: UnsafeRawBufferPointer) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(Windows1252.scalar(byte)) }
        return String(text)
    }

    /// Counts well-formed multi-byte sequences and bytes that are part of none.
    private static func census(_ bytes: UnsafeRawBufferPointer) -> (sequences: Int, strays: Int) {
        var sequences = 0
        var strays = 0
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            index += 1
            guard lead >= 0x80 else { continue }
            let length = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1
            let tail = bytes[index...].prefix(length)
            if lead >= 0xC2, lead < 0xF5, tail.count == length, tail.allSatisfy({ $0 & 0xC0 == 0x80 }) {
                sequences += 1
                index += length
            } else {
                strays += 1
            }
        }
        return (sequences, strays)
    }
}
