import SoukCatalog

/// A picture in SVG, element by element; lengths in pixels, the origin at the upper left.
struct Drawing {
    var width: Double
    var height: Double
    private var elements: [String] = []

    enum Anchor: String { case start, middle, end }

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    mutating func line(
        from start: (x: Double, y: Double), to end: (x: Double, y: Double), ink: Ink, width: Double = 1,
        dashed: Bool = false
    ) {
        elements.append(
            "<line x1=\"\(n(start.x))\" y1=\"\(n(start.y))\" x2=\"\(n(end.x))\" y2=\"\(n(end.y))\" "
                + "\(ink.stroke) stroke-width=\"\(n(width))\"\(dashed ? " stroke-dasharray=\"4 4\"" : "")/>")
    }

    mutating func polyline(
        _ points: [(x: Double, y: Double)], ink: Ink, width: Double = 2.25, dashed: Bool = false
    ) {
        let path = points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ")
        elements.append(
            "<polyline points=\"\(path)\" fill=\"none\" \(ink.stroke) stroke-width=\"\(n(width))\" "
                + "stroke-linejoin=\"round\" stroke-linecap=\"round\"\(dashed ? " stroke-dasharray=\"2 5\"" : "")/>"
        )
    }

    mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, ink: Ink, opacity: Double = 1, corner: Double = 0
    ) {
        elements.append(
            "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(max(width, 0)))\" height=\"\(n(max(height, 0)))\" "
                + (corner > 0 ? "rx=\"\(n(corner))\" " : "")
                + "\(ink.fill)\(opacity < 1 ? " fill-opacity=\"\(n(opacity))\"" : "")/>")
    }

    mutating func circle(x: Double, y: Double, radius: Double, ink: Ink) {
        elements.append("<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\" \(ink.fill)/>")
    }

    mutating func text(
        _ text: String, x: Double, y: Double, size: Double = 13, ink: Ink = .text, anchor: Anchor = .start,
        bold: Bool = false, halo: Bool = false, turned degrees: Double = 0
    ) {
        let classes = "fill-\(ink.rawValue)" + (halo ? " stroke-\(Ink.ground.rawValue)" : "")
        elements.append(
            "<text x=\"\(n(x))\" y=\"\(n(y))\" font-size=\"\(n(size))\" class=\"\(classes)\" fill=\"\(ink.light)\""
                + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")
                + (bold ? " font-weight=\"600\"" : "")
                + (halo ? " paint-order=\"stroke\" stroke=\"\(Ink.ground.light)\" stroke-width=\"4\"" : "")
                + (degrees == 0 ? "" : " transform=\"rotate(\(n(degrees)) \(n(x)) \(n(y)))\"")
                + ">\(Markup.escape(text))</text>")
    }

    /// Title and subtitle in the upper left corner.
    mutating func heading(_ title: String, _ subtitle: String, x: Double = 20) {
        text(title, x: x, y: 32, size: 17, bold: true)
        text(subtitle, x: x, y: 53, size: 13, ink: .soft)
    }

    /// The finished picture, on a ground of its own.
    func svg(title: String, description: String) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(width)) \(n(height))" width="\(n(width))" \
        height="\(n(height))" role="img" aria-label="\(Markup.escape(title + ": " + description))" \
        font-family="Helvetica Neue, Helvetica, Arial, sans-serif">
        <rect width="\(n(width))" height="\(n(height))" rx="8" \(Ink.ground.fill)/>
        \(elements.joined(separator: "\n"))
        </svg>

        """
    }

    /// About how wide a text is: fonts differ, so leave some air.
    static func width(of text: String, size: Double) -> Double { Double(text.count) * size * 0.55 }

    /// At most two places, no trailing zeros; not finite becomes 0, which no caller intends.
    private func n(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let text = Figures.decimal(value, places: 2)
        let trimmed = text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed()
        let short = text.hasSuffix(".00") ? String(text.dropLast(3)) : String(trimmed)
        return short == "-0" || short.isEmpty ? "0" : short
    }
}
