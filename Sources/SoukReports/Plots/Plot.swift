/// The part of a line chart inside its axes.
struct Plot {
    let x: Scale
    let y: Scale
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let xLabel: String

    init(_ chart: Chart) {
        let points = chart.series.flatMap(\.points).filter(\.isFinite)
        let y = chart.y.fitted(to: points.map(\.y), marks: 5)
        self.y = y
        x = chart.x.fitted(to: points.map(\.x), marks: 10)
        let widest = y.marks.map { Drawing.width(of: y.words($0), size: 12) }.max() ?? 0
        left = 20 + widest + 8
        right = chart.width - 28
        top = (chart.series.count > 1 ? 100 : 76) + (chart.stages.isEmpty ? 0 : 20)
        bottom = chart.height - 52
        xLabel = chart.x.label
    }

    func place(_ point: Chart.Point) -> (x: Double, y: Double) {
        (left + x.position(point.x) * (right - left), bottom - y.position(point.y) * (bottom - top))
    }

    func grid(on drawing: inout Drawing) {
        for mark in y.marks {
            let height = place(.init(x: x.low, y: mark)).y
            drawing.line(from: (left, height), to: (right, height), ink: .grid)
            drawing.text(y.words(mark), x: left - 8, y: height + 4, size: 12, ink: .soft, anchor: .end)
        }
        drawing.line(from: (left, bottom), to: (right, bottom), ink: .axis)
        for mark in x.marks {
            let across = place(.init(x: mark, y: y.low)).x
            drawing.line(from: (across, bottom), to: (across, bottom + 5), ink: .axis)
            drawing.text(x.words(mark), x: across, y: bottom + 20, size: 12, ink: .soft, anchor: .middle)
        }
        drawing.text(xLabel, x: right, y: bottom + 40, size: 12, ink: .soft, anchor: .end)
    }

    func stage(_ mark: Chart.Mark, on drawing: inout Drawing) {
        let across = place(.init(x: mark.x, y: y.low)).x
        guard across.isFinite, across >= left - 1, across <= right + 1 else { return }
        drawing.line(from: (across, top - 18), to: (across, bottom), ink: .axis, dashed: true)
        let fits = across + 6 + Drawing.width(of: mark.label, size: 12) < right + 20
        drawing.text(
            mark.label, x: fits ? across + 6 : across - 6, y: top - 9, size: 12, ink: .soft,
            anchor: fits ? .start : .end)
    }

    func line(_ series: Chart.Series, ink: Ink, on drawing: inout Drawing) {
        for run in series.points.split(whereSeparator: { !$0.isFinite }) {
            let places = run.map(place)
            if places.count > 1 { drawing.polyline(places, ink: ink) }
            if series.showsPoints || places.count == 1 {
                for point in places { drawing.circle(x: point.x, y: point.y, radius: 3, ink: ink) }
            }
        }
    }

    func highlight(_ highlight: Chart.Highlight, on drawing: inout Drawing) {
        guard highlight.point.isFinite else { return }
        let (across, height) = place(highlight.point)
        let ink = Ink.series[highlight.series % Ink.series.count]
        drawing.circle(x: across, y: height, radius: 7, ink: .ground)
        drawing.circle(x: across, y: height, radius: 5, ink: ink)
        let width = Drawing.width(of: highlight.label, size: 12)
        let fits = across + width / 2 < right
        let above = height - 14 > top + 10
        drawing.text(
            highlight.label, x: fits ? max(across, left + width / 2) : right,
            y: above ? height - 14 : height + 24,
            size: 12, anchor: fits ? .middle : .end, bold: true, halo: true)
    }
}
