import Foundation
import Testing

import SoukEvaluation
@testable import SoukReports

@Suite struct HTMLTests {
    @Test func textIsEscapedAndMarkupIsNot() {
        let name = "<script>\"x\" & 'y'</script>"
        let inner: HTML = "<b>\(name)</b>"
        let outer: HTML = "<p title=\"\(name)\">\(inner)\([inner, inner])\(6_100)</p>"
        #expect(
            inner.markup == "<b>&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt;</b>")
        #expect(!outer.markup.contains("<script"))
        #expect(outer.markup.components(separatedBy: "<b>").count == 4)
        #expect(outer.markup.hasSuffix("6,100</p>"))
        #expect(isWellFormed(outer.markup))
    }

    @Test(
        arguments: [
            ([0xFF, 0xD8, 0xFF, 0xE0], "data:image/jpeg;base64,"),
            ([0x89, 0x50, 0x4E, 0x47], "data:image/png;base64,"),
            (Array("GIF89a".utf8), "data:image/gif;base64,"),
            (Array("RIFF0000WEBPVP8 ".utf8), "data:image/webp;base64,"),
            (Array("<svg onload='x'>".utf8), "no picture"), ([], "no picture"),
        ] as [([UInt8], String)])
    func photosAreEmbeddedByTheirRealType(_ bytes: [UInt8], _ expected: String) {
        let html = ReportPhoto(bytes: bytes, caption: "a \"red\" chair").html.markup
        #expect(html.contains(expected))
        #expect(!html.contains("onload"))
        if expected.hasPrefix("data:") { #expect(html.contains("alt=\"a &quot;red&quot; chair\"")) }
        #expect(isWellFormed(html))
    }

    @Test func tablesAlignInText() {
        let table = ReportTable(
            caption: "c",
            columns: [.init(title: "name"), .init(title: "n", isNumber: true), .init(title: "note")],
            rows: [.init(cells: ["a", "1,000", ""]), .init(cells: ["longer", "2", "yes"])])
        #expect(table.text == "  name        n  note\n  a       1,000\n  longer      2  yes")
    }
}
