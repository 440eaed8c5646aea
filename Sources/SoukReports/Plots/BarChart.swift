import SoukCatalog
public import SoukEvaluation

/// Named amounts as lying bars, from the top down in the given order.
public struct BarChart: Sendable {
    public var title: String
    public var subtitle: String
    public var bars: [Bar]
    /// The value of a bar that is as long as there is room; nil takes the largest.
    public var full: Double?
    public var width = 720.0

    public struct Bar: Sendable {
        public var name: String
        /// Not negative.
        public var value: Double
        /// Stands at the bar's end.
        public var label: String

        public init(_ name: String, _ value: Double, label: String) {
            self.name = name
            self.value = value
            self.label = label
        }
    }

    public init(title: String, subtitle: String, bars: [Bar], full: Double? = nil) {
        self.title = title
        self.subtitle = subtitle
        self.bars = bars
        self.full = full
    }

    /// F1 of every class, the best first.
    public static func f1(of classes: [ClassMetrics], model: String) -> BarChart {
        BarChart(
            title: "F1 by category, \(model)",
            subtitle: "harmonic mean of precision and recall; number of photos",
            bars: classes.sorted { ($0.f1, $1.name) > ($1.f1, $0.name) }.map {
                Bar(
                    $0.name, $0.f1,
                    label: "\(Figures.decimal($0.f1, places: 2))  (\(Figures.grouped($0.support)))")
            }, full: 1)
    }

    /// How many listings each category has, the largest first.
    public static func counts(title: String, subtitle: String, _ counts: [String: Int]) -> BarChart {
        BarChart(
            title: title, subtitle: subtitle,
            bars: counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map {
                Bar($0.key, Double($0.value), label: Figures.grouped($0.value))
            })
    }

    public func svg() -> String {
        let row = 27.0
        let top = 76.0
        let names = bars.map { Drawing.shortened($0.name, to: 40) }
        let left = 20 + (names.map { Drawing.width(of: $0, size: 13) }.max() ?? 0) + 10
        let room = width - left - 24 - (bars.map { Drawing.width(of: $0.label, size: 13) }.max() ?? 0)
        let values = bars.map { $0.value.isFinite ? max($0.value, 0) : 0 }
        let longest = max(full ?? values.max() ?? 0, 1e-12)
        var drawing = Drawing(width: width, height: top + row * Double(max(bars.count, 1)) + 16)
        drawing.heading(title, subtitle)
        for (index, bar) in bars.enumerated() {
            let y = top + row * Double(index)
            let length = min(values[index] / longest, 1) * room
            drawing.text(names[index], x: left - 10, y: y + 17, anchor: .end)
            drawing.rectangle(x: left, y: y + 3, width: max(length, 1), height: 19, ink: .first, corner: 2)
            drawing.text(bar.label, x: left + length + 8, y: y + 17, ink: .soft)
        }
        if bars.isEmpty { drawing.text("no data", x: width / 2, y: top + 18, ink: .soft, anchor: .middle) }
        let summary = bars.map { "\($0.name) \($0.label)" }.joined(separator: "; ")
        return drawing.svg(title: title, description: "\(subtitle): \(summary)")
    }
}
