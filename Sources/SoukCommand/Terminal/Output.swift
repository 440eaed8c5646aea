import Foundation
import SoukCatalog

/// Results on standard output, messages on standard error.
enum Output {
    static func line(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n", to: .standardOutput) }

    static func json(_ value: some Encodable) throws {
        line(String(decoding: try JSONEncoder.report.encode(value), as: UTF8.self))
    }

    static func error(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }

    /// JSON on one line.
    static func compact(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }

    /// A result that nobody reads any more is no failure.
    private static func write(_ text: String, to file: FileHandle) {
        do {
            try file.write(contentsOf: Data(text.utf8))
        } catch {
            exit(errno == EPIPE ? 0 : 1)
        }
    }
}
