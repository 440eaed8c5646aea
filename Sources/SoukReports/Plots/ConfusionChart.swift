import SoukCatalog
public import SoukEvaluation

/// Which category is taken for which: counts, shaded by the share of the row.
public struct ConfusionChart: Sendable {
    public var title: String
    public var matrix: ConfusionMatrix

    public init(title: String, matrix: ConfusionMatrix) {
        self.title = title
        self.matrix = matrix
    }

    public func svg() -> String {
        let cell = 42.0
        let names = matrix.classes.map { Drawing.shortened($0, to: 40) }
        let turned = matrix.classes.map { Drawing.shortened($0, to: 26) }
        let longest = turned.map { Drawing.width(of: $0, size: 13) * 0.71 }.max() ?? 0
        let left = 20 + (names.map { Drawing.width(of: $0, size: 13) }.max() ?? 0) + 10
        let top = 74 + longest + 12
        let side = cell * Double(names.count)
        var drawing = Drawing(width: max(left + side + longest + 8, 560), height: top + side + 48)
        drawing.heading(
            title, "rows: the seller's category, columns: the model's; photos, shaded by share of the row")
        for (index, name) in names.enumerated() {
            let middle = cell * (Double(index) + 0.5)
            drawing.text(name, x: left - 10, y: top + middle + 4.5, anchor: .end)
            drawing.text(turned[index], x: left + middle + 2, y: top - 8, turned: -45)
        }
        for label in names.indices {
            let shares = matrix.shares(ofLabel: label)
            for predicted in names.indices {
                let x = left + cell * Double(predicted)
                let y = top + cell * Double(label)
                let share = shares[predicted]
                drawing.rectangle(
                    x: x + 1, y: y + 1, width: cell - 2, height: cell - 2, ink: .grid, opacity: 0.45,
                    corner: 3)
                if share > 0 {
                    drawing.rectangle(
                        x: x + 1, y: y + 1, width: cell - 2, height: cell - 2,
                        ink: label == predicted ? .first : .second, opacity: 0.08 + 0.55 * share, corner: 3)
                    drawing.text(
                        Figures.grouped(matrix.counts[label][predicted]), x: x + cell / 2,
                        y: y + cell / 2 + 4.5,
                        size: 12.5, anchor: .middle, bold: label == predicted)
                }
            }
        }
        drawing.rectangle(
            x: left + 1, y: top + side + 20, width: 12, height: 12, ink: .first, opacity: 0.63, corner: 2)
        drawing.text("right", x: left + 19, y: top + side + 30.5, size: 12, ink: .soft)
        drawing.rectangle(
            x: left + 65, y: top + side + 20, width: 12, height: 12, ink: .second, opacity: 0.63, corner: 2)
        drawing.text("mistaken", x: left + 83, y: top + side + 30.5, size: 12, ink: .soft)
        return drawing.svg(title: title, description: summary)
    }

    private var summary: String {
        let total = matrix.counts.joined().reduce(0, +)
        let right = matrix.counts.indices.reduce(0) { $0 + matrix.counts[$1][$1] }
        return
            "\(matrix.classes.count) categories; \(Figures.grouped(right)) of \(Figures.grouped(total)) photos on the diagonal"
    }
}

extension Drawing {
    /// Cut to a number of characters.
    static func shortened(_ text: String, to limit: Int) -> String {
        text.count <= limit ? text : text.prefix(limit - 1) + "…"
    }
}
