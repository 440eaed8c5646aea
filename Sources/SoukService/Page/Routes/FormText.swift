import Foundation

/// Forms and queries as browsers write them: `name=value&name=value`.
enum FormText {
    /// In their order, repeated names included; at most 500.
    static func items(_ text: String) -> [(name: String, value: String)] {
        text.split(separator: "&").prefix(500).compactMap { part in
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = halves.first.flatMap(decoded) else { return nil }
            return (name, halves.count == 2 ? decoded(halves[1]) ?? "" : "")
        }
    }

    /// nil for what is no UTF-8.
    private static func decoded(_ text: Substring) -> String? {
        text.replacing("+", with: " ").removingPercentEncoding
    }
}

/// A form that was sent.
struct SentForm: Sendable {
    private let items: [(name: String, value: String)]

    init(_ text: String) { items = FormText.items(text) }

    subscript(name: String) -> String? { items.first { $0.name == name }?.value }

    /// All names and values, in their order.
    var all: [String] { items.flatMap { [$0.name, $0.value] } }

    func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }
}
