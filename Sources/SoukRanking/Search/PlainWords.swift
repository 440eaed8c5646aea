import SoukAnalysis

/// Words as coverage counts them.
package enum PlainWords {
    private static let analyzer = TextAnalyzer()

    package static func of(_ text: String) -> [String] { analyzer.words(text) }
}
