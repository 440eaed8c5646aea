/// A day or a time as people and programs write it in tables.
///
/// ISO 8601, seconds or milliseconds since 1970, `25/11/2026`, `11/25/26`, `25.11.2026`, `25 Nov 2026`,
/// `Nov 25, 2026`, `Nov-25-26 10:00:00`, and these with an hour behind them, `10:00`, `10:00:00` or `10:00 PM`. Days that
/// no calendar has, and years before 1990 or after 2100, which stand for "none" or "for ever", are refused.
struct TableDate {
    /// What stands first where a date is written with numbers alone.
    enum Order: String, Sendable, Codable {
        case day, month
    }

    /// Since 1970.
    let seconds: Int
    /// The last second that the text may mean: of its day where it tells no hour.
    let end: Int
    /// Whether day and month may be exchanged, and no order was given.
    let isAmbiguous: Bool

    private static let plausible = 631_152_000..<4_133_980_800

    /// - Parameter order: of day and month in the column, where it is known; else the day comes first.
    init?(_ text: String, order: Order? = nil) {
        let text = text.trimmingWhitespace()
        guard text.utf8.count <= 64 else { return nil }
        if let known = Timestamp.isoSeconds(inTable: text) {
            let isDay = text.utf8.count == 10 && text.contains("-")
            guard Self.plausible.contains(known) else { return nil }
            (seconds, end, isAmbiguous) = (known, isDay ? known + 86_399 : known, false)
            return
        }
        guard let written = SpelledDate(text, order: order), Self.plausible.contains(written.seconds) else {
            return nil
        }
        (seconds, isAmbiguous) = (written.seconds, written.isAmbiguous)
        end = written.hasTime ? written.seconds : written.seconds + 86_399
    }
}

/// A date with a month in words or numbers, cut into numbers, words and marks.
private struct SpelledDate {
    private(set) var seconds = 0
    private(set) var isAmbiguous = false
    private(set) var hasTime = false

    private enum Token: Equatable {
        case number(Int, digits: Int)
        case word(String)
        case mark(Unicode.Scalar)

        var number: Int? { if case .number(let value, _) = self { value } else { nil } }
    }

    init?(_ text: String, order: TableDate.Order?) {
        var tokens = Self.tokens(text)
        guard let time = Self.takeTime(&tokens) else { return nil }
        let words = tokens.compactMap { if case .word(let word) = $0 { word } else { nil } }
        let month = words.lazy.compactMap(Self.month).first
        guard words.allSatisfy({ Self.month($0) != nil || Self.fillers.contains($0) }) else { return nil }
        let numbers = tokens.compactMap { token -> (value: Int, digits: Int)? in
            if case .number(let value, let digits) = token { (value, digits) } else { nil }
        }
        guard let date = Self.date(numbers, month: month, dotted: tokens.contains(.mark(".")), order) else {
            return nil
        }
        guard let days = Timestamp.days(date.year, date.month, date.day) else { return nil }
        seconds = days * 86_400 + (time.seconds ?? 0)
        hasTime = time.seconds != nil
        isAmbiguous = date.isAmbiguous
    }

    private static func date(
        _ numbers: [(value: Int, digits: Int)], month: Int?, dotted: Bool, _ order: TableDate.Order?
    ) -> (year: Int, month: Int, day: Int, isAmbiguous: Bool)? {
        if let month {
            guard numbers.count == 2 else { return nil }
            let (day, year) = numbers[0].digits == 4 ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
            return Self.year(year).map { ($0, month, day.value, false) }
        }
        guard numbers.count == 3 else { return nil }
        if numbers[0].digits == 4 { return (numbers[0].value, numbers[1].value, numbers[2].value, false) }
        guard let year = year(numbers[2]) else { return nil }
        let (first, second) = (numbers[0].value, numbers[1].value)
        if first > 12 { return (year, second, first, false) }
        if second > 12 { return (year, first, second, false) }
        let isDayFirst = dotted || order != .month
        return (
            year, isDayFirst ? second : first, isDayFirst ? first : second,
            order == nil && !dotted && first != second
        )
    }

    private static func year(_ number: (value: Int, digits: Int)) -> Int? {
        switch number.digits {
        case 4: number.value
        case 2: number.value + (number.value < 70 ? 2000 : 1900)
        default: nil
        }
    }

    /// Takes the hour and what stands behind it off; nil for an hour that no day has.
    private static func takeTime(_ tokens: inout [Token]) -> (seconds: Int?, Void)? {
        guard let colon = tokens.firstIndex(of: .mark(":")), colon > 0, let hour = tokens[colon - 1].number
        else {
            return (nil, ())
        }
        var rest = tokens[(colon + 1)...]
        guard let minute = rest.popFirst()?.number else { return nil }
        var second = 0
        if rest.first == .mark(":") {
            rest.removeFirst()
            guard let value = rest.popFirst()?.number else { return nil }
            second = value
            if rest.first == .mark(".") { rest = rest.dropFirst(2) }
        }
        var hours = hour
        var offset = 0
        for token in rest {
            guard case .word(let word) = token else { continue }
            if word == "pm", hour < 12 { hours += 12 }
            if word == "am", hour == 12 { hours = 0 }
        }
        if let sign = rest.firstIndex(where: { $0 == .mark("+") || $0 == .mark("-") }),
            sign + 1 < rest.endIndex,
            case .number(let zone, 4) = rest[sign + 1]
        {
            offset = (zone / 100 * 3600 + zone % 100 * 60) * (rest[sign] == .mark("+") ? 1 : -1)
        }
        guard hours < 24, minute < 60, second < 60 else { return nil }
        tokens.removeSubrange((colon - 1)...)
        return (hours * 3600 + minute * 60 + second - offset, ())
    }

    private static func tokens(_ text: String) -> [Token] {
        var tokens: [Token] = []
        var scalars = Array(text.lowercased().unicodeScalars)[...]
        while let scalar = scalars.first {
            if scalar.isDigit {
                let digits = scalars.prefix { $0.isDigit }
                tokens.append(
                    .number(
                        digits.prefix(9).reduce(0) { $0 * 10 + Int($1.value - 0x30) }, digits: digits.count))
                scalars = scalars.dropFirst(digits.count)
            } else if scalar.isLetter {
                let letters = scalars.prefix { $0.isLetter }
                tokens.append(.word(String(letters)))
                scalars = scalars.dropFirst(letters.count)
            } else {
                if !scalar.isSpace { tokens.append(.mark(scalar)) }
                scalars.removeFirst()
            }
        }
        return tokens
    }

    private static let fillers: Set<String> = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday",
        "friday",
        "saturday", "sunday", "st", "nd", "rd", "th", "of", "at", "de", "t", "z",
    ]

    private static func month(_ word: String) -> Int? { months[word] }

    private static let months: [String: Int] = {
        let names = [
            "jan january januar janvier enero januari", "feb february februar février febrero februari",
            "mar march märz mars marzo maart mrz", "apr april avril abril", "may mai mayo mei maj",
            "jun june juni juin junio", "jul july juli juillet julio",
            "aug august août agosto augustus augusti",
            "sep sept september septembre septiembre", "oct october oktober okt octobre octubre",
            "nov november novembre noviembre", "dec december dezember dez décembre diciembre",
        ]
        return Dictionary(
            names.enumerated().flatMap { place, words in
                words.split(separator: " ").map { (String($0), place + 1) }
            }, uniquingKeysWith: { first, _ in first })
    }()
}
