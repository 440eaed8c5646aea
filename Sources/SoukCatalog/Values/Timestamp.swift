import Foundation

/// Times as seconds since 1970, and the texts that stand for them.
public enum Timestamp {
    /// From the beginning of 1970 to the end of 9999, UTC.
    public static let range = 0...253_402_300_799

    /// Seconds since 1970 of an RFC 3339 time such as `2026-02-03T09:30:00Z`; fractions of a second are dropped.
    ///
    /// nil for any other text, for days that no calendar has, and for times out of ``range``.
    public static func seconds(_ text: String) -> Int? { TimeText(text)?.seconds(strictly: true) }

    /// Seconds since 1970 as tables hold them: RFC 3339, the same with a space for the `T` or without a zone
    /// (UTC), a day alone, also as `25/11/2026` or `25 Nov 2026`, or a number of seconds or milliseconds.
    ///
    /// nil for days that no calendar has, for years before 1990 and after 2100, and for numbers below 100,000,000,
    /// which are years (`1971`), days (`20260203`) or counters.
    public static func seconds(inTable text: String) -> Int? { TableDate(text)?.seconds }

    /// ISO 8601 and numbers alone, of any year.
    static func isoSeconds(inTable text: String) -> Int? {
        number(text) ?? TimeText(text)?.seconds(strictly: false)
    }

    /// Days since 1970 of a day of the Gregorian calendar; nil for one that there is not.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? { TimeText.days(year, month, day) }

    /// RFC 3339 in whole seconds, UTC. Times out of ``range`` are moved to its nearer end.
    public static func text(_ seconds: Int) -> String {
        let seconds = min(max(seconds, range.lowerBound), range.upperBound)
        return Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }

    private static func number(_ text: String) -> Int? {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { (0x30...0x39).contains($0) } }),
            let whole = Int(Substring(parts[0]))
        else { return nil }
        switch whole {
        case 100_000_000..<100_000_000_000: return whole
        case 100_000_000_000..<(range.upperBound + 1) * 1000: return whole / 1000
        default: return nil
        }
    }
}

/// A time that is read byte by byte: nothing is rolled over or guessed.
private struct TimeText {
    private var bytes: ArraySlice<UInt8>

    init?(_ text: String) {
        guard text.utf8.count <= 40 else { return nil }
        bytes = Array(text.utf8)[...]
    }

    /// - Parameter strictly: RFC 3339 alone.
    func seconds(strictly: Bool) -> Int? {
        var text = self
        guard let year = text.number(4), text.take("-"), let month = text.number(2), text.take("-"),
            let day = text.number(2), let days = Self.days(year, month, day)
        else { return nil }
        if text.bytes.isEmpty { return strictly ? nil : Self.checked(days * 86_400) }
        guard text.take("T") || text.take("t") || (!strictly && text.take(" ")),
            let hour = text.number(2), hour < 24, text.take(":"), let minute = text.number(2), minute < 60,
            text.take(":"), let second = text.number(2), second < 60, text.skipFraction(),
            let offset = text.offset(strictly), text.bytes.isEmpty
        else { return nil }
        return Self.checked(days * 86_400 + hour * 3600 + minute * 60 + second - offset)
    }

    private static func checked(_ seconds: Int) -> Int? {
        Timestamp.range.contains(seconds) ? seconds : nil
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard bytes.first == UInt8(ascii: mark) else { return false }
        bytes.removeFirst()
        return true
    }

    private mutating func number(_ digits: Int) -> Int? {
        guard bytes.count >= digits else { return nil }
        var number = 0
        for byte in bytes.prefix(digits) {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        bytes.removeFirst(digits)
        return number
    }

    /// False for a mark without digits behind it.
    private mutating func skipFraction() -> Bool {
        guard take(".") else { return true }
        let digits = bytes.prefix { (0x30...0x39).contains($0) }.count
        bytes.removeFirst(digits)
        return digits > 0
    }

    /// Seconds east of Greenwich; nil for what is no zone.
    private mutating func offset(_ strictly: Bool) -> Int? {
        if bytes.isEmpty { return strictly ? nil : 0 }
        if take("Z") || take("z") { return 0 }
        let isEast = take("+")
        guard isEast || take("-"), let hours = number(2), hours < 24, take(":") || !strictly,
            let minutes = number(2), minutes < 60
        else { return nil }
        return (isEast ? 1 : -1) * (hours * 3600 + minutes * 60)
    }

    /// Days since 1970 of a day of the Gregorian calendar.
    static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        guard (0...9999).contains(year), (1...12).contains(month),
            (1...length(of: month, in: year)).contains(day)
        else { return nil }
        let before = (1..<month).reduce(0) { $0 + length(of: $1, in: year) }
        let past = year - 1
        return year * 365 + past / 4 - past / 100 + past / 400 + before + day - 719_528
    }

    private static func length(of month: Int, in year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}
