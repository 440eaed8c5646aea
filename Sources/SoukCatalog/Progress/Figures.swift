import Foundation

/// How figures are written for people; the same in every locale.
public enum Figures {
    /// `62.4 %`.
    public static func percent(_ share: Double, places: Int = 1) -> String {
        decimal(share * 100, places: places) + " %"
    }

    /// `1.234`; `-` for what is no finite number.
    public static func decimal(_ value: Double, places: Int) -> String {
        value.isFinite ? String(format: "%.\(places)f", value) : "-"
    }

    /// `6,100`.
    public static func grouped(_ count: Int) -> String {
        let digits = String(count.magnitude)
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return count < 0 ? "-" + result : result
    }

    /// `1 listing`, `6,100 listings`.
    public static func count(_ count: Int, _ noun: String) -> String {
        "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }

    /// `0:34`, `12:05`, `1:02:09`.
    public static func duration(seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "-" }
        let whole = Int(seconds.rounded())
        let (hours, minutes, rest) = (whole / 3_600, whole / 60 % 60, whole % 60)
        return hours > 0
            ? String(format: "%d:%02d:%02d", hours, minutes, rest) : String(format: "%d:%02d", minutes, rest)
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
