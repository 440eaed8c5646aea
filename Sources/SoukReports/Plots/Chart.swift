import SoukCatalog

/// Lines over a common axis, for example loss over epochs.
public struct Chart: Sendable {
    public var title: String
    public var x: Axis
    /// Its label stands below the title.
    public var y: Axis
    public var series: [Series]
    /// Upright lines where something changed, for example when layers were unfrozen.
    public var stages: [Mark] = []
    /// A point of a series worth naming, for example the best epoch.
    public var highlight: Highlight?
    public var width = 720.0
    public var height = 400.0

    public struct Series: Sendable {
        public var name: String
        public var points: [Point]
        public var showsPoints: Bool

        /// Points that are not finite interrupt the line.
        public init(_ name: String, _ points: [Point], showsPoints: Bool = false) {
            self.name = name
            self.points = points
            self.showsPoints = showsPoints
        }
    }

    public struct Point: Sendable, Equatable {
        public var x: Double
        public var y: Double

        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }

        var isFinite: Bool { x.isFinite && y.isFinite }
    }

    public struct Mark: Sendable {
        public var x: Double
        public var label: String

        public init(x: Double, label: String) {
            self.x = x
            self.label = label
        }
    }

    public struct Highlight: Sendable {
        public var point: Point
        public var label: String
        public var series: Int

        public init(_ point: Point, label: String, series: Int = 0) {
            self.point = point
            self.label = label
            self.series = series
        }
    }

    public init(title: String, x: Axis, y: Axis, series: [Series]) {
        self.title = title
        self.x = x
        self.y = y
        self.series = series
    }

    /// The chart as a picture of its own.
    public func svg() -> String {
        var drawing = Drawing(width: width, height: height)
        drawing.heading(title, y.label)
        legend(on: &drawing)
        let plot = Plot(self)
        plot.grid(on: &drawing)
        for stage in stages { plot.stage(stage, on: &drawing) }
        for (index, line) in series.enumerated() {
            plot.line(line, ink: Ink.series[index % Ink.series.count], on: &drawing)
        }
        if let highlight { plot.highlight(highlight, on: &drawing) }
        if !series.contains(where: { $0.points.contains(where: \.isFinite) }) {
            drawing.text("no data", x: width / 2, y: height / 2, ink: .soft, anchor: .middle)
        }
        return drawing.svg(title: title, description: summary)
    }

    /// What the picture shows, for those who cannot see it.
    var summary: String {
        let ends = series.compactMap { line -> String? in
            guard let last = line.points.last(where: \.isFinite) else { return nil }
            return "\(line.name) ends at \(Figures.decimal(last.y, places: 3))"
        }
        return ([y.label] + ends + [highlight?.label].compactMap { $0 }).joined(separator: "; ")
    }

    private func legend(on drawing: inout Drawing) {
        guard series.count > 1 else { return }
        var left = 20.0
        for (index, line) in series.enumerated() {
            let ink = Ink.series[index % Ink.series.count]
            drawing.line(from: (left, 74), to: (left + 18, 74), ink: ink, width: 3)
            drawing.text(line.name, x: left + 24, y: 78.5, size: 13)
            left += 24 + Drawing.width(of: line.name, size: 13) + 24
        }
    }
}
