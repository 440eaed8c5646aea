import Foundation

/// How the bytes of a table stand for characters.
public enum TextEncoding: String, Sendable, CaseIterable, Codable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case windows1252 = "Windows-1252"
    case windows1250 = "Windows-1250"
    case windows1251 = "Windows-1251"
    case windows1253 = "Windows-1253"
    case windows1254 = "Windows-1254"
    case windows1255 = "Windows-1255"
    case windows1256 = "Windows-1256"
    case windows1257 = "Windows-1257"
    case iso88592 = "ISO-8859-2"
    case koi8r = "KOI8-R"
    case shiftJIS = "Shift_JIS"
    case eucJP = "EUC-JP"
    case gb18030 = "GB18030"
    case big5 = "Big5"
    case eucKR = "EUC-KR"

    /// The encoding of a name, without case and marks: `windows-1251`, `cp1251`, `sjis`.
    public init?(name: String) {
        let key = ColumnName.key(name)
        let found = Self.allCases.first { ColumnName.key($0.rawValue) == key }
        guard let encoding = found ?? Self.names[key] else { return nil }
        self = encoding
    }

    private static let names: [String: TextEncoding] = [
        "utf16": .utf16LittleEndian, "latin1": .windows1252, "iso88591": .windows1252, "ansi": .windows1252,
        "ascii": .utf8, "cp1250": .windows1250, "cp1251": .windows1251, "cp1252": .windows1252,
        "cp1253": .windows1253, "cp1254": .windows1254,
        "cp1255": .windows1255, "cp1256": .windows1256, "cp1257": .windows1257, "latin2": .iso88592,
        "koi8": .koi8r, "sjis": .shiftJIS, "cp932": .shiftJIS,
        "windows31j": .shiftJIS, "gbk": .gb18030, "gb2312": .gb18030, "cp936": .gb18030, "cp950": .big5,
        "cp949": .eucKR, "uhc": .eucKR,
    ]

    /// The name under which iconv knows what is turned to UTF-8 on the way; nil for what is read as it is.
    var iconvName: String? {
        switch self {
        case .utf8, .windows1252: nil
        case .utf16LittleEndian, .utf16BigEndian, .koi8r, .gb18030, .iso88592: rawValue
        case .windows1250: "CP1250"
        case .windows1251: "CP1251"
        case .windows1253: "CP1253"
        case .windows1254: "CP1254"
        case .windows1255: "CP1255"
        case .windows1256: "CP1256"
        case .windows1257: "CP1257"
        case .shiftJIS: "CP932"
        case .eucJP: "EUC-JP"
        case .big5: "CP950"
        case .eucKR: "CP949"
        }
    }

    /// The encoding that a byte order mark tells, and the mark's length.
    static func mark(_ sample: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
        if sample.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if sample.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if sample.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// Finds out the encoding from the first bytes of a file.
    ///
    /// NUL bytes at every other place tell UTF-16, bytes that mostly are UTF-8 tell that; of what is left the
    /// encoding in which the text looks most like words. Throws naming the suspects where two fit alike.
    static func detect(_ sample: [UInt8], path: String) throws(CatalogError) -> TextEncoding {
        if let wide = wideEncoding(sample) { return wide }
        let counts = MixedDecoder.count(sample)
        guard counts.stray > counts.sequences else { return .utf8 }
        return try EncodingEvidence.decide(sample, path: path)
    }

    static func wideEncoding(_ sample: [UInt8]) -> TextEncoding? {
        var zeros = [0, 0]
        for (index, byte) in sample.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let half = max(sample.count / 2, 1)
        if zeros[1] * 10 > half * 4, zeros[0] * 10 < half { return .utf16LittleEndian }
        if zeros[0] * 10 > half * 4, zeros[1] * 10 < half { return .utf16BigEndian }
        return nil
    }

    /// The text of a field's bytes; every byte becomes some character.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        switch self {
        case .windows1252: MixedDecoder.windows1252(bytes)
        default: String(validating: bytes, as: UTF8.self) ?? MixedDecoder.text(bytes)
        }
    }
}

/// Reads UTF-8 in which single bytes may be Windows-1252, as tables glued from several sources are.
enum MixedDecoder {
    /// Characters of 0x80...0x9F; the five bytes without one stay control characters.
    private static let upper: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122,
        0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// The character of a Windows-1252 byte.
    static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
        return Unicode.Scalar(upper[Int(byte) - 0x80]) ?? Unicode.Scalar(byte)
    }

    /// The Windows-1252 byte of a character; nil when it has none.
    static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        if scalar.value <= 0xFF { return UInt8(scalar.value) }
        guard let index = upper.firstIndex(where: { UInt32($0) == scalar.value }) else { return nil }
        return UInt8(0x80 + index)
    }

    static func windows1252(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(scalar(byte)) }
        return String(text)
    }

    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        var index = 0
        while index < bytes.count {
            let length = sequenceLength(bytes, at: index)
            if length > 1 {
                text.append(
                    contentsOf: String(decoding: bytes[index..<index + length], as: UTF8.self).unicodeScalars)
            } else {
                text.append(scalar(bytes[index]))
            }
            index += max(length, 1)
        }
        return String(text)
    }

    /// How many sequences of two and more bytes are right UTF-8, and how many bytes above 0x7F are in none.
    static func count(_ sample: [UInt8]) -> (sequences: Int, stray: Int) {
        sample.withUnsafeBufferPointer { bytes in
            var sequences = 0
            var stray = 0
            var index = 0
            while index < bytes.count {
                guard bytes[index] >= 0x80 else {
                    index += 1
                    continue
                }
                let length = sequenceLength(bytes, at: index)
                if length > 1 {
                    sequences += 1
                } else if index + 4 <= bytes.count {
                    stray += 1
                }
                index += max(length, 1)
            }
            return (sequences, stray)
        }
    }

    /// The length of the right UTF-8 sequence that begins at `index`; 0 when none does.
    private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let lead = bytes[index]
        let length =
            lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
        guard length > 1 else { return length }
        guard index + length <= bytes.count else { return 0 }
        for next in index + 1..<index + length where bytes[next] & 0xC0 != 0x80 { return 0 }
        switch (lead, bytes[index + 1]) {
        case (0xE0, ..<0xA0), (0xED, 0xA0...), (0xF0, ..<0x90), (0xF4, 0x90...): return 0
        default: return length
        }
    }
}
