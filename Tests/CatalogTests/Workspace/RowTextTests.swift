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

    @Test(arguments: [
        [], [""], ["a"], ["\"", "\\"], ["a\",\"b", ","], ["\u{301}e", "😀"], ["]", "["], ["\u{1}", "x"],
        ["a", "", "b"],
    ])
    func textsAreWrittenAndReadAsTheEncoderWrites(_ texts: [String]) {
        let written = JSONText.encode(texts)
        #expect("[\(written)]" == JSONText.encode([texts]))
        #expect(JSONText.strings(written).map { Array($0.utf8) } == texts.map { Array($0.utf8) })
    }

    @Test(arguments: ["", "[", "]", "[\"", "[\"]", "[\"a]", "[\"a\"\"b\"]", "[1]", "{}", "null"])
    func whatIsNoListOfTextsIsNone(_ text: String) { #expect(JSONText.strings(text) == []) }

    @Test func listsWithBlanksAreRead() { #expect(JSONText.strings(" [ \"a\" , \"b\" ] ") == ["a", "b"]) }
}
