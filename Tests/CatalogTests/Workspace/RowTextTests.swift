import Testing

@testable import SoukCatalog

/// Rows are kept in the form that the general encoder writes.
struct RowTextTests {
    @Test func rowsAreWrittenAsTheEncoderWrites() {
        let control = String(String.UnicodeScalarView((0..<0x30).compactMap { Unicode.Scalar($0) }))
        for value in ["", "a", "\"\\/", control, "é😀\u{2028}", "line\r\nend\t", "\u{7F}"] {
            let fields = [(name: "x \(value)", value: value), (name: "id", value: "1")]
            #expect(JSONText.pairs(fields) == JSONText.encode(fields.map { [$0.name, $0.value] }))
        }
        #expect(JSONText.pairs([]) == "[]")
    }
}
