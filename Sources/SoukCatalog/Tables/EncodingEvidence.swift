import Foundation

/// Which of the encodings from before Unicode a text is in, judged by how much like words it looks in each.
enum EncodingEvidence {
    /// How much better than the next one an encoding must fit, in points a character outside of ASCII.
    private static let margin = 0.12
    /// An encoding that fits less than this fits not at all.
    private static let least = 0.45
    private static let sampleSize = 64 << 10

    private static let candidates: [TextEncoding] = [
        .windows1252, .windows1250, .iso88592, .windows1251, .windows1253, .windows1254, .windows1255,
        .windows1256,
        .windows1257, .koi8r, .shiftJIS, .eucJP, .gb18030, .big5, .eucKR,
    ]

    static func decide(_ sample: [UInt8], path: String) throws(CatalogError) -> TextEncoding {
        let bytes = interesting(sample)
        var fits: [(encoding: TextEncoding, text: String, score: Double)] = []
        for encoding in candidates {
            guard let text = try text(bytes, encoding, path: path) else { continue }
            fits.append((encoding, text, score(text, encoding)))
        }
        fits.sort { $0.score > $1.score }
        guard let best = fits.first, best.score >= least else {
            throw unclear(path, "in no encoding that is known here do its letters make words", [])
        }
        let rivals = fits.dropFirst().filter {
            $0.score > best.score - margin && !$0.text.unicodeScalars.elementsEqual(best.text.unicodeScalars)
        }
        // Western and Central European, Western and Turkish share most letters: the Western one wins a draw.
        let western = ([best] + rivals).first { $0.encoding == .windows1252 }
        if let western, ([best] + rivals).allSatisfy({ $0.encoding.isLatin }), western.score >= best.score {
            return .windows1252
        }
        guard rivals.isEmpty else {
            throw unclear(path, "its letters make words in several", ([best] + rivals).map(\.encoding))
        }
        return best.encoding
    }

    private static func unclear(_ path: String, _ reason: String, _ suspects: [TextEncoding]) -> CatalogError
    {
        let names = (suspects.isEmpty ? candidates : suspects).map(\.rawValue).joined(separator: ", ")
        return .table(
            path: path, line: nil, reason: "its encoding is unclear: \(reason)",
            remedy: "State the encoding of the table, one of: \(names); or save it as UTF-8.")
    }

    /// Lines with bytes above ASCII, whole, so that no character is cut.
    private static func interesting(_ sample: [UInt8]) -> [UInt8] {
        var found: [UInt8] = []
        for line in sample.split(separator: UInt8(ascii: "\n")) where line.contains(where: { $0 >= 0x80 }) {
            found.append(contentsOf: line)
            found.append(UInt8(ascii: "\n"))
            if found.count > sampleSize { break }
        }
        return found
    }

    private static func text(
        _ bytes: [UInt8], _ encoding: TextEncoding, path: String
    ) throws(CatalogError) -> String? {
        guard let name = encoding.iconvName else {
            return bytes.withUnsafeBufferPointer(MixedDecoder.windows1252)
        }
        guard let transcoder = try? Transcoder(from: name, path: path) else { return nil }
        var buffer: [UInt8] = []
        transcoder.convert(bytes, into: &buffer)
        _ = transcoder.finish(into: &buffer)
        return String(decoding: buffer, as: UTF8.self)
    }

    /// Points a character outside of ASCII: 1 for what words are made of, less than nothing for what tears them.
    static func score(_ text: String, _ encoding: TextEncoding) -> Double {
        let isWide = encoding.isMultibyte
        let scalars = Array(text.unicodeScalars)
        let alphabet = isWide ? [] : Alphabets.best(for: scalars)
        var (points, count) = (0.0, 0)
        for (index, scalar) in scalars.enumerated() where scalar.value >= 0x80 {
            count += 1
            let before = index > 0 ? scalars[index - 1] : " "
            let after = index + 1 < scalars.count ? scalars[index + 1] : " "
            points += isWide ? widePoints(scalar, encoding) : self.points(scalar, before, after, alphabet)
        }
        guard count > 0 else { return 0 }
        // Words without vowels are no words.
        let isVoiced = isWide || (Vowels.cyrillic.isPlausible(scalars) && Vowels.greek.isPlausible(scalars))
        return points / Double(count) * (isVoiced ? 1 : 0.6)
    }

    private static func points(
        _ scalar: Unicode.Scalar, _ before: Unicode.Scalar, _ after: Unicode.Scalar,
        _ alphabet: Set<Unicode.Scalar>
    ) -> Double {
        guard scalar.value != 0xFFFD, !(0x80...0x9F).contains(scalar.value) else { return -3 }
        if scalar.properties.generalCategory == .nonspacingMark { return -1 }
        guard scalar.isLetter, scalar != "ª", scalar != "º" else {
            if before.isLetter, after.isLetter { return scalar == "’" || scalar == "·" ? 0.5 : -2 }
            return frequentMarks.contains(scalar) ? 0.8 : rareMarks.contains(scalar) ? 0.3 : -0.5
        }
        let script = Script(scalar)
        let neighbours = [before, after].filter(\.isLetter)
        if scalar.properties.isUppercase, before.isLetter, before.properties.isLowercase { return -2 }
        if neighbours.contains(where: { Script($0) != script }) { return -2 }
        guard script == .latin else {
            // Small letters are most of any text; KOI8-R and Windows-1251 swap them with the capitals.
            let isCapital = scalar.properties.isUppercase
            if isCapital, after.isLetter, after.properties.isUppercase { return 0.4 }
            if wordFinals.contains(scalar), after.isLetter { return -2 }
            return neighbours.isEmpty ? 0.2 : 1
        }
        let isUsual = alphabet.contains(scalar)
        if neighbours.contains(where: { $0.value >= 0x80 }) { return isUsual ? 0.6 : -0.5 }
        return (isUsual ? 1 : 0.2) * (neighbours.isEmpty ? 0.5 : 1)
    }

    /// Of encodings that write a character with several bytes nearly any bytes make some: the usual ones count.
    private static func widePoints(_ scalar: Unicode.Scalar, _ encoding: TextEncoding) -> Double {
        switch scalar.value {
        // The Chinese and Korean standards hold kana, too, and their texts do not.
        case 0x3041...0x30FE: encoding == .shiftJIS || encoding == .eucJP ? 1.2 : 0.2
        case 0xAC00...0xD7A3: commonHangul(scalar) ? 1 : 0.3
        case 0x4E00...0x9FFF: 0.9 * commonness(scalar)
        case 0x3000...0x303F, 0xFF01...0xFF5E: 0.9
        case 0xFF61...0xFF9F: -0.5
        case 0xE000...0xF8FF, 0xFFFD: -3
        default: -0.3
        }
    }

    /// Whether the syllable is among the 2,350 of KS X 1001, which everyday Korean is written with.
    private static func commonHangul(_ scalar: Unicode.Scalar) -> Bool {
        NationalSets.shared.contains(scalar, "EUC-KR")
    }

    /// 1 for ideographs of the first level of a national standard, less for rare ones.
    private static func commonness(_ scalar: Unicode.Scalar) -> Double {
        let votes = ["GB2312", "EUC-JP", "BIG5"].filter { NationalSets.shared.contains(scalar, $0) }.count
        return votes == 3 ? 1 : votes == 2 ? 0.9 : votes == 1 ? 0.7 : -0.5
    }

    private enum Script {
        case latin, cyrillic, greek, other

        init(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case ..<0x250, 0x1E00..<0x1F00: self = .latin
            case 0x370..<0x400, 0x1F00..<0x2000: self = .greek
            case 0x400..<0x530: self = .cyrillic
            default: self = .other
            }
        }
    }

    private static let frequentMarks = Set("£€’‘“”–—…°½©®™«»•№„\u{A0}".unicodeScalars)
    private static let rareMarks = Set("¼¾±²³µ·×÷§¡¿¢¥‚†›‹".unicodeScalars)
    /// Letters that end a word in Hebrew and Greek, and stand nowhere else.
    private static let wordFinals = Set("\u{5DA}\u{5DD}\u{5DF}\u{5E3}\u{5E5}ς".unicodeScalars)
}

/// How many letters of a script are vowels.
private struct Vowels {
    let range: ClosedRange<UInt32>
    let vowels: Set<Unicode.Scalar>
    let least: Double

    static let cyrillic = Vowels(
        range: 0x410...0x44F, vowels: Set("аеиоуыэюяАЕИОУЫЭЮЯ".unicodeScalars), least: 0.33)
    static let greek = Vowels(
        range: 0x386...0x3CE, vowels: Set("αεηιουωάέήίόύώΑΕΗΙΟΥΩΆΈΉΊΌΎΏ".unicodeScalars), least: 0.42)

    /// Whether a text in the script has as many vowels as its languages have; true for one in another script.
    func isPlausible(_ text: [Unicode.Scalar]) -> Bool {
        let letters = text.count { range.contains($0.value) }
        return letters < 8 || Double(text.count(where: vowels.contains)) >= least * Double(letters)
    }
}

/// The letters outside of ASCII that languages with Latin letters use.
private enum Alphabets {
    private static let all: [Set<Unicode.Scalar>] = [
        "äöüß", "àâæçèéêëîïôœùûüÿ", "áéíñóúüªº", "àèéìíòóù", "áâãàçéêíóôõúü", "éëïóöüèê", "åäöé", "æøåéäö",
        "áéíóúýðþæö",
        "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîșțşţ", "çğıöşüâîi\u{307}",
        "čćđšž",
        "ąčęėįšųūž", "āčēģīķļņšūž", "äöõüšž",
    ].map { Set($0.unicodeScalars) }

    /// The alphabet, with its capitals, that holds most of the text's letters.
    static func best(for text: [Unicode.Scalar]) -> Set<Unicode.Scalar> {
        var counts: [Unicode.Scalar: Int] = [:]
        for scalar in text where scalar.value >= 0x80 && scalar.value < 0x250 {
            counts[scalar, default: 0] += 1
        }
        let best = all.max { covered(by: $0, counts) < covered(by: $1, counts) } ?? []
        return best.union(best.flatMap { $0.properties.uppercaseMapping.unicodeScalars })
    }

    private static func covered(by alphabet: Set<Unicode.Scalar>, _ counts: [Unicode.Scalar: Int]) -> Int {
        counts.reduce(0) { sum, entry in
            let small = entry.key.properties.lowercaseMapping.unicodeScalars
            return sum + (small.allSatisfy(alphabet.contains) ? entry.value : 0)
        }
    }
}

extension TextEncoding {
    fileprivate var isMultibyte: Bool {
        switch self {
        case .shiftJIS, .eucJP, .gb18030, .big5, .eucKR: true
        default: false
        }
    }

    fileprivate var isLatin: Bool {
        [.windows1252, .windows1250, .iso88592, .windows1254, .windows1257].contains(self)
    }
}

/// Which characters the everyday parts of East Asian standards hold, found out from iconv once.
private struct NationalSets {
    static let shared = NationalSets()

    private var sets: [String: Set<UInt32>] = [:]

    private init() {
        for (name, leads) in [
            ("GB2312", 0xB0...0xD7), ("EUC-JP", 0xB0...0xCF), ("BIG5", 0xA4...0xC6), ("EUC-KR", 0xB0...0xC8),
        ] {
            guard let transcoder = try? Transcoder(from: name, path: "") else { continue }
            var bytes: [UInt8] = []
            let first = name == "BIG5" ? 0x40 : 0xA1
            for lead in leads {
                for trail in first...0xFE where trail < 0x7F || trail > 0xA0 {
                    bytes += [UInt8(lead), UInt8(trail)]
                }
            }
            var text: [UInt8] = []
            transcoder.convert(bytes, into: &text)
            sets[name] = Set(String(decoding: text, as: UTF8.self).unicodeScalars.map(\.value))
        }
    }

    func contains(_ scalar: Unicode.Scalar, _ name: String) -> Bool {
        sets[name]?.contains(scalar.value) ?? false
    }
}
