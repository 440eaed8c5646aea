import Foundation
import Testing

import SoukEvaluation
import SoukReports

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Expects text to equal the committed `Fixtures/Snapshots/<name>`; with `SOUK_RECORD_SNAPSHOTS=1` in
/// the environment, writes it there instead, for a person to look at before the commit.
func expectSnapshot(_ text: String, _ name: String, at location: SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["SOUK_RECORD_SNAPSHOTS"] == "1" {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/Snapshots/\(name)")
        try Data(text.utf8).write(to: url)
        return
    }
    let url = try #require(Bundle.module.url(forResource: "Fixtures/Snapshots/\(name)", withExtension: nil))
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(text == expected, "differs from \(name)", sourceLocation: location)
}

/// Whether an XML parser accepts a text.
func isWellFormed(_ xml: String) -> Bool { XMLParser(data: Data(xml.utf8)).parse() }
