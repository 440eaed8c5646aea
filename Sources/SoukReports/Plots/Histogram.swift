public import SoukCatalog

/// Counts of values between edges, as standing columns; the edges need not be evenly spaced and
/// are drawn evenly, so 1-2-5 edges look logarithmic.
public struct Histogram: Sendable {
    public var title: String
    public var subtitle: String
    public var xLabel: String
    public var columns: [Column]
    public var width = 720.0
    public var height = 340.0

    public struct Column: Sendable, Equatable {
        /// Where the column begins, in words.
        public var from: String
        public var count: Int

        public init(from: String, count: Int) {
            self.from = from
            self.count = count
        }
    }

    public init(title: String, subtitle: String, xLabel: String, columns: [Column]) {
        self.title = title
        self.subtitle = subtitle
        self.xLabel = xLabel
        self.columns = columns
    }

    /// Prices in minor units between 0, 1, 2, 5, 10, 20, … major units, up to the largest.
    public static func prices(_ amounts: [Int], currency: Currency?, title: String, subtitle: String)
        -> Histogram
    {
        let largest = amounts.max() ?? 0
        let scale = Money(0, currency).scale
        var edges = [0, scale]
        while let last = edges.last, last <= largest {
            let isTwo = String(last).first == "2"
            let (next, overflow) =
                isTwo
                ? (last / 2).multipliedReportingOverflow(by: 5)
                : last.multipliedReportingOverflow(by: 2)
            if overflow { break }
            edges.append(next)
        }
        var counts = [Int](repeating: 0, count: edges.count)
        for amount in amounts {
            counts[(edges.firstIndex { $0 > amount } ?? edges.count).advanced(by: -1).clamped(from: 0)] += 1
        }
        let columns = zip(edges, counts).map { edge, count in
            Column(
                from: Money(0, currency).text().replacing("0", with: short(edge / scale)), count: count)
        }
        let last = columns.lastIndex { $0.count > 0 } ?? 0
        return Histogram(
            title: title, subtitle: subtitle, xLabel: "asking price, from … (each column to the next mark)",
            columns: Array(columns.prefix(last + 1)))
    }

    public func svg() -> String {
        let y = Axis("", format: .count, range: 0...Double(max(columns.map(\.count).max() ?? 0, 1)) * 1.02)
            .fitted(to: [], marks: 4)
        let left = 20 + (y.marks.map { Drawing.width(of: y.words($0), size: 12) }.max() ?? 0) + 8
        let right = width - 28
        let top = 76.0
        let bottom = height - 52
        let step = (right - left) / Double(max(columns.count, 1))
        var drawing = Drawing(width: width, height: height)
        drawing.heading(title, subtitle)
        for mark in y.marks {
            let line = bottom - y.position(mark) * (bottom - top)
            drawing.line(from: (left, line), to: (right, line), ink: .grid)
            drawing.text(y.words(mark), x: left - 8, y: line + 4, size: 12, ink: .soft, anchor: .end)
        }
        for (index, column) in columns.enumerated() {
            let x = left + step * Double(index)
            let length = y.position(Double(column.count)) * (bottom - top)
            drawing.rectangle(
                x: x + 1.5, y: bottom - length, width: step - 3, height: length, ink: .first, corner: 2)
            drawing.text(column.from, x: x, y: bottom + 20, size: 12, ink: .soft, anchor: .middle)
        }
        drawing.line(from: (left, bottom), to: (right, bottom), ink: .axis)
        drawing.text(xLabel, x: right, y: bottom + 40, size: 12, ink: .soft, anchor: .end)
        let summary = columns.map { "from \($0.from): \(Figures.grouped($0.count))" }.joined(separator: "; ")
        return drawing.svg(title: title, description: "\(subtitle): \(summary)")
    }

    /// `500`, `2k`, `5M`.
    private static func short(_ amount: Int) -> String {
        switch amount {
        case 1_000_000_000...: "\(amount / 1_000_000_000)G"
        case 1_000_000...: "\(amount / 1_000_000)M"
        case 1_000...: "\(amount / 1_000)k"
        default: "\(amount)"
        }
    }
}

extension Int {
    fileprivate func clamped(from smallest: Int) -> Int { Swift.max(self, smallest) }
}
