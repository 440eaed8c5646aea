import SoukCatalog

/// A piece of HTML. Literals are markup; interpolated strings are text and get escaped, so that
/// nothing a seller typed can become markup.
struct HTML: ExpressibleByStringInterpolation, Sendable {
    private(set) var markup: String

    init(stringLiteral markup: String) { self.markup = markup }
    init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }
    private init(trusted markup: String) { self.markup = markup }

    /// A picture that `Drawing` made: its texts are escaped already.
    static func svg(_ svg: String) -> HTML { HTML(trusted: svg) }

    static let empty: HTML = ""

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

        mutating func appendLiteral(_ literal: String) { markup += literal }
        mutating func appendInterpolation(_ text: String) { markup += Markup.escape(text) }
        mutating func appendInterpolation(_ count: Int) { markup += Figures.grouped(count) }
        mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
        mutating func appendInterpolation(_ parts: [HTML]) {
            markup += parts.map(\.markup).joined(separator: "\n")
        }
    }
}
