/// The text exposition format of Prometheus, version 0.0.4.
enum PrometheusText {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    static func render(_ registry: MetricsRegistry) -> String {
        var text = ""
        var family = ""
        for (key, series) in registry.all {
            if key.name != family {
                family = key.name
                if let help = ServiceMetrics.help[family] { text += "# HELP \(family) \(help)\n" }
                text += "# TYPE \(family) \(series.kind.rawValue)\n"
            }
            text += lines(key, series)
        }
        return text
    }

    private static func lines(_ key: MetricsRegistry.Key, _ series: Series) -> String {
        let values = series.values
        guard series.kind == .histogram else {
            return "\(key.name)\(braced(key.labels)) \(number(values.sum))\n"
        }
        var text = ""
        var total = 0
        for (count, end) in zip(values.buckets, Series.buckets.map(number) + ["+Inf"]) {
            total += count
            let labels = key.labels.isEmpty ? "le=\"\(end)\"" : key.labels + ",le=\"\(end)\""
            text += "\(key.name)_bucket\(braced(labels)) \(total)\n"
        }
        text += "\(key.name)_sum\(braced(key.labels)) \(number(values.sum))\n"
        return text + "\(key.name)_count\(braced(key.labels)) \(total)\n"
    }

    private static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
        return "\(value)"
    }

    /// Letters, digits, `_` and `:`; anything else becomes `_`.
    static func name(_ text: String) -> String {
        let allowed = text.unicodeScalars.map { scalar -> Character in
            let isAllowed = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            return isAllowed || scalar == "_" || scalar == ":" ? Character(scalar) : "_"
        }
        let text = String(allowed)
        return text.first?.isNumber ?? true ? "_" + text : text
    }

    static func labels(_ labels: [(String, String)]) -> String {
        labels.map { label, value in "\(name(label))=\"\(escaped(value))\"" }.joined(separator: ",")
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
