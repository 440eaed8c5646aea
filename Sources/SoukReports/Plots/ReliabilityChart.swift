import SoukCatalog
public import SoukEvaluation

/// What the model says against what is true: bars on the diagonal mean honest probabilities.
public struct ReliabilityChart: Sendable {
    public var title: String
    public var curve: ReliabilityCurve
    public var calibrationError: Double
    public var width = 480.0

    public init(title: String, curve: ReliabilityCurve, calibrationError: Double) {
        self.title = title
        self.curve = curve
        self.calibrationError = calibrationError
    }

    public func svg() -> String {
        let left = 64.0
        let side = width - left - 28
        let top = 76.0
        let bottom = top + side
        let strip = 64.0
        let total = Double(max(curve.bins.reduce(0) { $0 + $1.count }, 1))
        let fullest = Double(max(curve.bins.map(\.count).max() ?? 1, 1))
        var drawing = Drawing(width: width, height: bottom + strip + 72)
        drawing.heading(
            title,
            "share that is right, by confidence; calibration error \(Figures.decimal(calibrationError, places: 3))"
        )
        for mark in stride(from: 0.0, through: 1.0, by: 0.2) {
            let y = bottom - mark * side
            let x = left + mark * side
            drawing.line(from: (left, y), to: (left + side, y), ink: mark == 0 ? .axis : .grid)
            drawing.text(
                Figures.percent(mark, places: 0), x: left - 8, y: y + 4, size: 12, ink: .soft, anchor: .end)
            drawing.text(
                Figures.percent(mark, places: 0), x: x, y: bottom + strip + 36, size: 12, ink: .soft,
                anchor: .middle)
        }
        for bin in curve.bins {
            let x = left + bin.lower * side
            let width = (bin.upper - bin.lower) * side
            drawing.rectangle(
                x: x + 1, y: bottom - bin.accuracy * side, width: width - 2, height: bin.accuracy * side,
                ink: .first, opacity: 0.3)
            drawing.circle(
                x: left + bin.confidence * side, y: bottom - bin.accuracy * side,
                radius: 2.5 + 5 * (Double(bin.count) / fullest).squareRoot(), ink: .first)
            let height = Double(bin.count) / fullest * (strip - 14)
            drawing.rectangle(
                x: x + 1, y: bottom + strip + 14 - height, width: width - 2, height: height, ink: .soft,
                opacity: 0.6)
        }
        drawing.line(from: (left, bottom), to: (left + side, top), ink: .second, width: 1.5, dashed: true)
        drawing.text(
            "honest", x: left + 0.03 * side, y: bottom - 0.06 * side, size: 12, ink: .second, bold: true,
            turned: -45)
        drawing.line(from: (left, bottom + strip + 14), to: (left + side, bottom + strip + 14), ink: .axis)
        drawing.text("photos", x: left - 8, y: bottom + strip + 12, size: 12, ink: .soft, anchor: .end)
        drawing.text(
            "confidence of the prediction", x: left + side, y: bottom + strip + 58, size: 12, ink: .soft,
            anchor: .end)
        let summary = curve.bins.map {
            "\(Figures.percent($0.confidence, places: 0)) sure, \(Figures.percent($0.accuracy, places: 0)) right, \(Figures.percent(Double($0.count) / total, places: 0)) of photos"
        }
        return drawing.svg(title: title, description: summary.joined(separator: "; "))
    }

}
