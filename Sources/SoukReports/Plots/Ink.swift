/// The few colours of a chart. A drawing carries the light ones; a page's style sheet may replace
/// them by class, so that one picture serves both looks.
enum Ink: String, CaseIterable {
    case ground, text, soft, axis, grid, first, second, third, fourth

    static let series: [Ink] = [.first, .second, .third, .fourth]

    var light: String {
        switch self {
        case .ground: "#ffffff"
        case .text: "#1b2330"
        case .soft: "#5a6472"
        case .axis: "#98a1ad"
        case .grid: "#e6e9ee"
        case .first: "#1f6fb2"
        case .second: "#c6511a"
        case .third: "#2a8757"
        case .fourth: "#8350a6"
        }
    }

    var dark: String {
        switch self {
        case .ground: "#171c24"
        case .text: "#e8ebf0"
        case .soft: "#a3adba"
        case .axis: "#6b7684"
        case .grid: "#2b323d"
        case .first: "#6cb2ee"
        case .second: "#f2935c"
        case .third: "#6cc795"
        case .fourth: "#c39be0"
        }
    }

    var fill: String { "class=\"fill-\(rawValue)\" fill=\"\(light)\"" }
    var stroke: String { "class=\"stroke-\(rawValue)\" stroke=\"\(light)\"" }

    /// Style rules that turn drawings dark; they win over the colours in the drawing.
    static var darkRules: String {
        allCases.map { ".fill-\($0.rawValue){fill:\($0.dark)}.stroke-\($0.rawValue){stroke:\($0.dark)}" }
            .joined()
    }
}
