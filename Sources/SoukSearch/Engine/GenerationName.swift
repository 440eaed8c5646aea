import Foundation

/// Names of index generations: the time in UTC at which one was begun, as `20260131T120000-250`.
package enum GenerationName {
    /// The name for a generation that is begun now. It sorts after every one that is there, also where several are
    /// begun in one millisecond, or the clock went back.
    ///
    /// - Parameter milliseconds: since 1970.
    package static func next(at milliseconds: Int, after others: some Sequence<String>) -> String {
        text(max(milliseconds, others.compactMap(time).max().map { $0 + 1 } ?? 0))
    }

    private static func text(_ milliseconds: Int) -> String {
        let date = Date(timeIntervalSince1970: Double(milliseconds / 1000))
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        let day = [parts.year, parts.month, parts.day].map { digits($0) }.joined()
        let clock = [parts.hour, parts.minute, parts.second].map { digits($0) }.joined()
        return "\(day)T\(clock)-\(digits(milliseconds % 1000, 3))"
    }

    private static func digits(_ value: Int?, _ count: Int = 2) -> String {
        let text = String(value ?? 0)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    /// Milliseconds since 1970; nil for a name of another kind.
    private static func time(_ name: String) -> Int? {
        let numbers = name.split { $0 == "T" || $0 == "-" }
        guard numbers.count >= 2, numbers[0].count == 8, numbers[1].count == 6,
            let day = Int(numbers[0]), let clock = Int(numbers[1])
        else { return nil }
        let parts = DateComponents(
            year: day / 10_000, month: day / 100 % 100, day: day % 100,
            hour: clock / 10_000, minute: clock / 100 % 100, second: clock % 100)
        let fraction = numbers.count > 2 ? Int(numbers[2]) ?? 0 : 0
        return calendar.date(from: parts).map { Int($0.timeIntervalSince1970) * 1000 + fraction }
    }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
}
