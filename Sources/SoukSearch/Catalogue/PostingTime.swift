import Foundation

/// Reads the times that tables hold.
enum PostingTime {
    /// Seconds since 1970: from such seconds or milliseconds, or an ISO 8601 date with or without time
    /// (UTC unless it says otherwise); nil for anything else.
    static func seconds(_ text: String) -> Int? {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if let number = Double(text) {
            switch number {
            case 1e8..<1e11: return Int(number)
            case 1e11..<1e14: return Int(number / 1000)
            default: return nil
            }
        }
        let time = text.replacingOccurrences(of: " ", with: "T", options: [], range: text.range(of: " "))
        let plain = Date.ISO8601FormatStyle(timeZone: .gmt)
        let styles = [
            plain, Date.ISO8601FormatStyle(includingFractionalSeconds: true, timeZone: .gmt),
            plain.year().month().day().dateTimeSeparator(.standard).time(includingFractionalSeconds: false),
            plain.year().month().day().dateTimeSeparator(.standard).time(includingFractionalSeconds: true),
            plain.year().month().day(),
        ]
        return styles.lazy.compactMap { try? Date(time, strategy: $0) }.first
            .map { Int($0.timeIntervalSince1970) }
    }
}
