import Foundation

/// Text inside addresses.
enum PathText {
    /// Percent-encoded for a path segment or a query's value.
    static func encoded(_ text: String) -> String { PercentCoding.encode(text) }

    static func listing(_ id: String) -> String { "/listings/\(encoded(id))" }

    static func photo(_ id: String, _ ordinal: Int, small: Bool = false) -> String {
        "/photos/\(encoded(id))/\(ordinal)" + (small ? "?size=64" : "")
    }

    /// An address on this site to go back to; `/` for anything that leads elsewhere.
    static func local(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
        else { return "/" }
        return text
    }
}
