/// Draws one thing into a frame of 200 by 200 units around the origin.
typealias Art = @Sendable (inout Sketch, inout Look) -> Void

/// A kind of thing that people sell: how it looks, what it is called, where it is filed, what it costs.
struct ItemKind: Sendable {
    let nouns: [String]
    /// Where sellers file it: the first is usual, the others happen.
    let paths: [[String]]
    /// The median asking price, in pounds.
    let price: Double
    let pose: Pose
    /// How far the drawing reaches, in units.
    let width, height: Double
    let paints: [Paint]
    let makers: [String]
    let facts: [String]
    let draw: Art

    /// How a thing rests, which decides what is behind it.
    enum Pose: Sendable { case floor, worktop, flat, wall }

    /// Lists are written as one text with `|` between the parts, paths with `/` between the levels.
    init(
        _ nouns: String, at paths: [String], price: Double, _ pose: Pose, _ width: Double, _ height: Double,
        _ paints: [Paint], by makers: String, _ facts: String, _ draw: @escaping Art
    ) {
        self.nouns = nouns.split(separator: "|").map(String.init)
        self.paths = paths.map { $0.split(separator: "/").map { $0.trimmed } }
        self.price = price
        self.pose = pose
        self.width = width
        self.height = height
        self.paints = paints
        self.makers = makers.split(separator: "|").map(String.init)
        self.facts = facts.split(separator: "|").map(String.init)
        self.draw = draw
    }

    /// The top-level category under which it is usually filed.
    var category: String { paths[0][0] }

    static let all: [ItemKind] =
        home + sport + clothes + appliances + phones + computers + kids + media + instruments + tools
        + office + gaming + other
}

extension Substring {
    fileprivate var trimmed: String {
        var rest = self
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
