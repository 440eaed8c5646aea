/// What separates the fields and the records of a table.
struct Dialect: Equatable {
    enum RecordEnd: CaseIterable {
        /// LF; a CR is data.
        case lf
        /// CR LF only; a lone CR or LF is data.
        case crlf
        /// LF with or without CR, in tables that mix them.
        case either
        /// CR, as on classic Mac OS.
        case cr
    }

    /// An ASCII character.
    var separator: UInt8
    var recordEnd: RecordEnd

    /// Finds the dialect out: the one that gives most of the sampled records as many fields as the header.
    ///
    /// - Parameter complete: the sample is the whole table.
    static func detect(_ sample: [UInt8], complete: Bool) -> Dialect {
        var best = Dialect(separator: UInt8(ascii: ","), recordEnd: .lf)
        var bestScore = -1.0
        for recordEnd in recordEnds(in: sample) {
            for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")] {
                let dialect = Dialect(separator: separator, recordEnd: recordEnd)
                let score = dialect.score(sample, complete: complete)
                if score > bestScore { (best, bestScore) = (dialect, score) }
            }
        }
        return best
    }

    private static func recordEnds(in sample: [UInt8]) -> [RecordEnd] {
        var lone = 0
        var paired = 0
        var quoted = false
        for (index, byte) in sample.enumerated() {
            if byte == UInt8(ascii: "\"") { quoted.toggle() }
            guard byte == 0x0A, !quoted else { continue }
            if index > 0, sample[index - 1] == 0x0D { paired += 1 } else { lone += 1 }
        }
        if !sample.contains(0x0A) { return sample.contains(0x0D) ? [.cr] : [.lf] }
        if paired == 0 { return [.lf] }
        if lone == 0 { return [.crlf] }
        return paired > lone ? [.crlf, .either] : [.lf, .crlf]
    }

    /// Share of records that have as many fields as the header, less for few fields: 0 for one field.
    private func score(_ sample: [UInt8], complete: Bool) -> Double {
        let scanner = RecordScanner(dialect: self)
        var record = ScannedRecord()
        var columns = 0
        var sound = 1
        var total = 1
        sample.withUnsafeBytes { bytes in
            var start = 0
            while total < 1000, scanner.scan(bytes, from: start, atEnd: complete, into: &record) {
                start = record.end
                if record.isBlank { continue }
                if columns == 0 {
                    columns = record.fields.count
                } else {
                    total += 1
                    if record.fields.count == columns, !record.unclosed { sound += 1 }
                }
            }
        }
        guard columns > 0 else { return 0 }
        return Double(sound) / Double(total) * (1 - 1 / Double(columns))
    }
}
