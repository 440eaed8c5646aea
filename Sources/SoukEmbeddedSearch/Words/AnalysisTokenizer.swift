import GRDB
import SoukAnalysis

/// Hands the tokens of the text analysis to an FTS5 table.
final class AnalysisTokenizer: FTS5CustomTokenizer {
    static let name = "souk"
    /// Tokens are the same in all languages.
    private let analyzer = TextAnalyzer()

    init(db: Database, arguments: [String]) throws {}

    func tokenize(
        context: UnsafeMutableRawPointer?, tokenization: FTS5Tokenization, pText: UnsafePointer<CChar>?,
        nText: CInt, tokenCallback: @escaping FTS5TokenCallback
    ) -> CInt {
        let text = String(
            decoding: UnsafeRawBufferPointer(start: pText, count: pText == nil ? 0 : Int(nText)),
            as: UTF8.self)
        var position = -1
        for token in analyzer.tokens(text) {
            let flags: FTS5TokenFlags = token.position == position ? [.colocated] : []
            position = token.position
            var form = token.form
            let code = form.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    tokenCallback(
                        context, flags.rawValue, $0.baseAddress, CInt($0.count),
                        CInt(clamping: token.bytes.lowerBound), CInt(clamping: token.bytes.upperBound))
                }
            }
            if code != 0 { return code }
        }
        return 0
    }
}
