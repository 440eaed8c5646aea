/// How long ago, as a buyer would say it.
enum AgeText {
    /// - Parameters: both in seconds since 1970.
    static func of(_ time: Int?, now: Int) -> String? {
        guard let time else { return nil }
        let (seconds, overflow) = now.subtractingReportingOverflow(time)
        guard !overflow else { return nil }
        let minutes = max(0, seconds) / 60
        return switch minutes {
        case 0..<2: "just now"
        case 2..<60: "\(minutes) minutes ago"
        case 60..<1440: count(minutes / 60, "hour")
        case 1440..<2880: "yesterday"
        case 2880..<20_160: "\(minutes / 1440) days ago"
        case 20_160..<86_400: "\(minutes / 10_080) weeks ago"
        case 86_400..<525_600: count(max(2, minutes / 43_800), "month")
        default: count(minutes / 525_600, "year")
        }
    }

    private static func count(_ number: Int, _ unit: String) -> String {
        "\(number) \(unit)\(number == 1 ? "" : "s") ago"
    }
}
