import Foundation

/// How figures are written for people; the same in every locale.
public enum Figures {
    private static let plain = Locale(identifier: "en_GB")

    /// `62.4 %`.
    public static func percent(_ share: Double, places: Int = 1) -> String {
        decimal(share * 100, places: places) + " %"
    }

    /// `1.234`; `-` for what is no finite number.
    public static func decimal(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return "-" }
        return FloatingPointFormatStyle<Double>(locale: plain).precision(.fractionLength(places))
            .grouping(.never).format(value)
    }

    /// `6,100`.
    public static func grouped<Count: BinaryInteger>(_ count: Count) -> String {
        IntegerFormatStyle<Count>(locale: plain).format(count)
    }

    /// `1 listing`, `6,100 listings`.
    public static func count(_ count: Int, _ noun: String) -> String {
        "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// `0:34`, `12:05`, `1:02:09`.
    public static func duration(seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "-" }
        let time = Duration.seconds(seconds.rounded())
        let pattern: Duration.TimeFormatStyle.Pattern =
            time < .seconds(3_600) ? .minuteSecond : .hourMinuteSecond
        return time.formatted(.time(pattern: pattern).locale(plain))
    }

    /// Text from a table, safe to print: control characters, which could steer a terminal, become U+FFFD.
    public static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            result.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
        }
        return String(result)
    }

    /// `812` or, when small, `3.4`.
    static func rate(_ rate: Double) -> String {
        rate < 9.95 ? decimal(rate, places: 1) : grouped(Int(min(rate, 1e15).rounded()))
    }
}
