import Foundation

/// Times as the API writes them: RFC 3339, in whole seconds, UTC.
enum Timestamp {
    /// Seconds since 1970; nil for what is no time between 1970 and 9999.
    static func seconds(_ text: String) -> Int? {
        guard text.utf8.count <= 40, let date = try? Date(text, strategy: .iso8601) else {
            return fractional(text)
        }
        return checked(date)
    }

    static func text(_ seconds: Int) -> String {
        Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    }

    private static func fractional(_ text: String) -> Int? {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        guard text.utf8.count <= 40, let date = try? Date(text, strategy: style) else { return nil }
        return checked(date)
    }

    private static func checked(_ date: Date) -> Int? {
        let seconds = date.timeIntervalSince1970
        return seconds >= 0 && seconds < 253_402_300_800 ? Int(seconds) : nil
    }
}
