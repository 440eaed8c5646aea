/// How the fields and records of a delimited table are kept apart.
struct Dialect: Equatable {
    enum RecordEnd: Equatable {
        /// Only LF ends a record; CR is data.
        case lf
        /// Only CR LF ends a record; a lone CR or LF is data.
        case crlf
        /// LF ends a record, with or without CR before it: tables glued together.
        case mixed
        /// CR ends a record: old Macintosh tables, without any LF.
        case cr
    }

    var separator: UInt8
    var recordEnd: RecordEnd
    /// Whether `\"` within quotes is a quote and `\\` a backslash, as MySQL and PHP write them.
    var escapesByBackslash = false

    static let backslash = UInt8(ascii: "\\")
    static let quote = UInt8(ascii: "\"")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    /// Finds out the dialect from the first bytes of a table.
    ///
    /// The separator is the stated one, or that of `,` `;` tab `|` that cuts most of the sample's records into as many
    /// fields as the header; the record end follows from the ends outside quotes, the header's first.
    static func detect(_ sample: [UInt8], isWhole: Bool, stated: UInt8? = nil) -> Dialect {
        var best = (dialect: Dialect(separator: UInt8(ascii: ","), recordEnd: .lf), score: -1.0)
        let escapes = Escapes(sample)
        for separator in stated.map({ [$0] }) ?? Array(",;\t|".utf8) {
            let plain = Dialect(
                separator: separator, recordEnd: recordEnd(sample, separator, isWhole: isWhole))
            for dialect in escapes.backslashes > 0 ? [plain, plain.withBackslash] : [plain] {
                let bonus = dialect.escapesByBackslash && escapes.backslashes > escapes.doubled ? 0.0005 : 0
                let score = dialect.score(sample, isWhole: isWhole) + bonus
                if score > best.score { best = (dialect, score) }
            }
        }
        return best.dialect
    }

    private var withBackslash: Dialect {
        Dialect(separator: separator, recordEnd: recordEnd, escapesByBackslash: true)
    }

    private static func recordEnd(_ sample: [UInt8], _ separator: UInt8, isWhole: Bool) -> RecordEnd {
        let ends = LineEnds(sample, separator: separator)
        if ends.lf + ends.crlf == 0 { return ends.cr > 0 ? .cr : .lf }
        if ends.crlf == 0 { return .lf }
        if ends.lf == 0 { return .crlf }
        if ends.headerIsCRLF {
            let strict = Dialect(separator: separator, recordEnd: .crlf)
            return strict.wellFormedShare(sample, isWhole: isWhole) == 1 ? .crlf : .mixed
        }
        return ends.crlf > ends.lf * 9 ? .mixed : .lf
    }

    /// 0 when the header is a single field, else the share of records with the header's number of fields,
    /// with a small preference for more fields.
    private func score(_ sample: [UInt8], isWhole: Bool) -> Double {
        let columns = firstRecordWidth(sample)
        guard columns > 1 else { return 0 }
        return 0.1 + wellFormedShare(sample, isWhole: isWhole, withoutProblems: true) + Double(
            min(columns, 100)) / 1000
    }

    private func firstRecordWidth(_ sample: [UInt8]) -> Int {
        var scanner = RecordScanner(dialect: self)
        return sample.withUnsafeBufferPointer { bytes in
            _ = scanner.scan(bytes, from: 0, atEnd: true, columns: nil)
            return scanner.fields.count
        }
    }

    private func wellFormedShare(
        _ sample: [UInt8], isWhole: Bool, withoutProblems: Bool = false
    ) -> Double {
        var scanner = RecordScanner(dialect: self)
        return sample.withUnsafeBufferPointer { bytes in
            var columns: Int?
            var records = 0
            var wellFormed = 0
            var position = 0
            while position < bytes.count, records < 2000,
                let found = scanner.scan(bytes, from: position, atEnd: isWhole, columns: columns)
            {
                position = found.end
                if found.isBlank { continue }
                if let columns {
                    records += 1
                    if scanner.fields.count == columns, !withoutProblems || found.problem == nil {
                        wellFormed += 1
                    }
                }
                columns = columns ?? scanner.fields.count
            }
            return records == 0 ? 1 : Double(wellFormed) / Double(records)
        }
    }
}

/// How often a sample writes a quote within a text by a backslash, and how often by doubling it.
private struct Escapes {
    var backslashes = 0
    var doubled = 0

    init(_ sample: [UInt8]) {
        for index in sample.indices.dropFirst().dropLast() where sample[index] == Dialect.quote {
            let (before, after) = (sample[index - 1], sample[index + 1])
            let isLast = after == Dialect.lineFeed || after == Dialect.carriageReturn
            if before == Dialect.backslash, !isLast { backslashes += 1 }
            if after == Dialect.quote, !",;\t|\n\"".utf8.contains(before) { doubled += 1 }
        }
    }
}

/// The line ends of a sample that stand outside quoted fields.
private struct LineEnds {
    var lf = 0
    var crlf = 0
    var cr = 0
    var headerIsCRLF = false

    init(_ sample: [UInt8], separator: UInt8) {
        var quoted = false
        var fieldStart = true
        var closed = -1
        for (index, byte) in sample.enumerated() {
            if quoted {
                if byte == Dialect.quote {
                    quoted = false
                    closed = index
                }
                continue
            }
            switch byte {
            case Dialect.quote where fieldStart || (closed >= 0 && closed == index - 1):
                quoted = true
                fieldStart = false
            case Dialect.lineFeed:
                let afterCR = index > 0 && sample[index - 1] == Dialect.carriageReturn
                if lf + crlf == 0 { headerIsCRLF = afterCR }
                if afterCR {
                    crlf += 1
                    cr -= 1
                } else {
                    lf += 1
                }
                fieldStart = true
            case Dialect.carriageReturn:
                cr += 1
                fieldStart = false
            default:
                fieldStart = byte == separator
            }
        }
    }
}
