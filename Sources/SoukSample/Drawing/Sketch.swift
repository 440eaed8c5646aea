/// An SVG picture in the making. Things for sale are drawn in a frame of 200 by 200 units around the
/// origin, y downwards; what stands on the ground has its feet at y = 100.
struct Sketch: Sendable {
    private(set) var body = ""
    private var fills: [Fill: String] = [:]
    private var definitions = ""

    mutating func box(
        _ x: Double, _ y: Double, _ w: Double, _ h: Double, r: Double = 3, _ fill: Fill, alpha: Double = 1
    ) {
        let corner = r > 0 ? " rx=\"\(r)\"" : ""
        body +=
            "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(max(w, 0))\" height=\"\(max(h, 0))\"\(corner)\(paint(fill, alpha))/>"
    }

    mutating func oval(_ x: Double, _ y: Double, _ rx: Double, _ ry: Double, _ fill: Fill, alpha: Double = 1)
    {
        body +=
            "<ellipse cx=\"\(x)\" cy=\"\(y)\" rx=\"\(max(rx, 0))\" ry=\"\(max(ry, 0))\"\(paint(fill, alpha))/>"
    }

    mutating func disc(_ x: Double, _ y: Double, _ r: Double, _ fill: Fill, alpha: Double = 1) {
        oval(x, y, r, r, fill, alpha: alpha)
    }

    mutating func ring(
        _ x: Double, _ y: Double, _ r: Double, width: Double, _ colour: Colour, alpha: Double = 1
    ) {
        body += "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(r)\"\(pen(colour, width, alpha))/>"
    }

    /// A filled shape from SVG path data.
    mutating func shape(_ path: String, _ fill: Fill, alpha: Double = 1) {
        body += "<path d=\"\(path)\"\(paint(fill, alpha))/>"
    }

    /// A drawn line from SVG path data, with round ends.
    mutating func line(_ path: String, _ colour: Colour, width: Double, alpha: Double = 1) {
        body += "<path d=\"\(path)\"\(pen(colour, width, alpha))/>"
    }

    /// Draws under an SVG transform.
    mutating func group(_ transform: String, _ draw: (inout Sketch) -> Void) {
        body += "<g transform=\"\(transform)\">"
        draw(&self)
        body += "</g>"
    }

    mutating func turned(_ degrees: Double, x: Double = 0, y: Double = 0, _ draw: (inout Sketch) -> Void) {
        group("rotate(\(degrees) \(x) \(y))", draw)
    }

    /// The words of a label, centred; shapes only, so that no font is needed: each word is a bar.
    mutating func writing(_ x: Double, _ y: Double, _ widths: [Double], height: Double, _ colour: Colour) {
        for (row, width) in widths.enumerated() {
            box(
                x - width / 2, y + Double(row) * height * 1.9, width, height, r: height / 2, .flat(colour),
                alpha: 0.85)
        }
    }

    /// The finished document.
    func document(width: Int, height: Int) -> String {
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
            + "viewBox=\"0 0 \(width) \(height)\"><defs>\(definitions)</defs>\(body)</svg>"
    }

    private func pen(_ colour: Colour, _ width: Double, _ alpha: Double) -> String {
        " fill=\"none\" stroke=\"\(colour.css)\" stroke-width=\"\(width)\" stroke-linecap=\"round\" "
            + "stroke-linejoin=\"round\"" + (alpha < 1 ? " opacity=\"\(alpha)\"" : "")
    }

    private mutating func paint(_ fill: Fill, _ alpha: Double) -> String {
        let opacity = alpha < 1 ? " fill-opacity=\"\(alpha)\"" : ""
        if case .flat(let colour) = fill { return " fill=\"\(colour.css)\"\(opacity)" }
        return " fill=\"url(#\(id(of: fill)))\"\(opacity)"
    }

    private mutating func id(of fill: Fill) -> String {
        if let known = fills[fill] { return known }
        let id = "f\(fills.count)"
        definitions += fill.gradient(id: id) ?? ""
        fills[fill] = id
        return id
    }
}
