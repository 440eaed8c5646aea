import Foundation

/// Why the bytes of a file are not what its format asks for; the readers add path and remedy at their edge.
struct Malformed: Error, Equatable {
    var reason: String
    /// The next step, where it differs from the format's usual one.
    var remedy: String?

    init(_ reason: String, remedy: String? = nil) {
        self.reason = reason
        self.remedy = remedy
    }

    func error(at url: URL, remedy usual: String) -> TensorError {
        .file(path: url.path, reason: reason, remedy: remedy ?? usual)
    }

    /// Text from an untrusted file, fit for a message: printable, at most 80 characters.
    static func printable(_ text: String) -> String {
        let printable = text.unicodeScalars.prefix(80).map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                "\\u{\(String(scalar.value, radix: 16))}"
            default: String(scalar)
            }
        }
        return printable.joined() + (text.unicodeScalars.count > 80 ? "…" : "")
    }

    static func quoted(_ text: String) -> String { "'\(printable(text))'" }
}
