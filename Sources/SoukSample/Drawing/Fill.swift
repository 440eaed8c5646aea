/// How a shape is filled; all shading comes from the upper left, in every drawing.
enum Fill: Hashable, Sendable {
    case flat(Colour)
    /// A face in soft light: lighter at the upper left.
    case soft(Colour)
    /// From top to bottom.
    case down(Colour, Colour)
    /// From left to right.
    case across(Colour, Colour)
    /// An upright cylinder.
    case pillar(Colour)
    /// A lying cylinder.
    case roll(Colour)
    /// A sphere.
    case ball(Colour)
    /// A spot that fades out.
    case spot(Colour)

    /// The gradient element of this id, or nil for a flat colour.
    func gradient(id: String) -> String? {
        switch self {
        case .flat: nil
        case .soft(let c):
            Self.linear(id, "0", "0", "0.7", "1", [(0, c.lighter(0.22)), (0.45, c), (1, c.darker(0.22))])
        case .down(let a, let b): Self.linear(id, "0", "0", "0", "1", [(0, a), (1, b)])
        case .across(let a, let b): Self.linear(id, "0", "0", "1", "0", [(0, a), (1, b)])
        case .pillar(let c): Self.linear(id, "0", "0", "1", "0", Self.round(c))
        case .roll(let c): Self.linear(id, "0", "0", "0", "1", Self.round(c))
        case .ball(let c):
            "<radialGradient id=\"\(id)\" cx=\"0.36\" cy=\"0.3\" r=\"0.78\">"
                + Self.stops([(0, c.lighter(0.5)), (0.4, c), (1, c.darker(0.35))]) + "</radialGradient>"
        case .spot(let c):
            "<radialGradient id=\"\(id)\"><stop offset=\"0.1\" stop-color=\"\(c.css)\"/>"
                + "<stop offset=\"0.6\" stop-color=\"\(c.css)\" stop-opacity=\"0.4\"/><stop offset=\"1\" stop-color=\"\(c.css)\" stop-opacity=\"0\"/></radialGradient>"
        }
    }

    private static func round(_ c: Colour) -> [(Double, Colour)] {
        [(0, c.darker(0.12)), (0.28, c.lighter(0.32)), (0.62, c), (1, c.darker(0.34))]
    }

    private static func linear(
        _ id: String, _ x1: String, _ y1: String, _ x2: String, _ y2: String, _ colours: [(Double, Colour)]
    ) -> String {
        "<linearGradient id=\"\(id)\" x1=\"\(x1)\" y1=\"\(y1)\" x2=\"\(x2)\" y2=\"\(y2)\">"
            + stops(colours) + "</linearGradient>"
    }

    private static func stops(_ colours: [(Double, Colour)]) -> String {
        colours.map { "<stop offset=\"\($0.0)\" stop-color=\"\($0.1.css)\"/>" }.joined()
    }
}
