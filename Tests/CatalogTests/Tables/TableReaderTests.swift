import Foundation
import Testing

@testable import Catalog

@Suite struct TableReaderTests {
    @Test(arguments: [",", ";", "\t", "|"], ["\n", "\r\n"])
    func findsSeparatorAndRecordEnd(separator: String, end: String) throws {
        let rows = [
            ["id", "title", "price"], ["1", "a \"quoted\(separator) lamp\"", "£5"], ["2", "two\nlines", ""],
        ]
        let text = rows.map { $0.map(Self.quoted).joined(separator: separator) + end }.joined()
        let (columns, records) = try TableFile(text).read()
        #expect(columns == rows[0])
        #expect(records.map(\.values) == Array(rows[1...]))
        #expect(records.map(\.problem) == [nil, nil])
        #expect(records.map(\.line) == [2, 3])
        #expect(records.map(\.number) == [1, 2])
    }

    private static func quoted(_ value: String) -> String {
        value.contains { !$0.isLetter && !$0.isNumber }
            ? "\"" + value.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : value
    }

    @Test(arguments: ["\n", "\r\n"])
    func loneCarriageReturnIsData(end: String) throws {
        let text = ["id,title,text", "1,a,first\rsecond\r", "2,b,\"x\ry\""].map { $0 + end }.joined()
        let (_, records) = try TableFile(text).read()
        // The CR before an LF is a part of the record end only where records end in CR LF.
        let last = end == "\n" ? "first\rsecond\r" : "first\rsecond\r"
        #expect(records.map(\.values) == [["1", "a", last], ["2", "b", "x\ry"]])
    }

    @Test func loneLineFeedIsDataBetweenCRLF() throws {
        let (_, records) = try TableFile("id,title\r\n1,one\nmore\r\n2,two\r\n").read()
        #expect(records.map(\.values) == [["1", "one\nmore"], ["2", "two"]])
        #expect(records.map(\.line) == [2, 4])
    }

    @Test func readsClassicMacTables() throws {
        let (columns, records) = try TableFile("id,title\r1,one\r2,two").read()
        #expect(columns == ["id", "title"])
        #expect(records.map(\.values) == [["1", "one"], ["2", "two"]])
    }

    static let text = "id,title\n1,Café “Zoë” – £5\n2,😀 lamp\n"

    @Test(arguments: [
        (Array(text.utf8), "UTF-8"), ([0xEF, 0xBB, 0xBF] + Array(text.utf8), "UTF-8 with mark"),
        (utf16(text, bigEndian: false), "UTF-16 LE"), (utf16(text, bigEndian: true), "UTF-16 BE"),
        ([0xFF, 0xFE] + utf16(text, bigEndian: false), "UTF-16 LE with mark"),
        ([0xFE, 0xFF] + utf16(text, bigEndian: true), "UTF-16 BE with mark"),
    ])
    func findsEncoding(bytes: [UInt8], name: String) throws {
        let (columns, records) = try TableFile(bytes).read()
        #expect(columns == ["id", "title"])
        #expect(records.map(\.values) == [["1", "Café “Zoë” – £5"], ["2", "😀 lamp"]])
    }

    private static func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap {
            bigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
        }
    }

    @Test func readsWindows1252() throws {
        let bytes = Array("id,title\n1,Caf".utf8) + [0xE9, 0x20, 0x93, 0x94, 0x80, 0xA3] + Array("5\n".utf8)
        #expect(try TableFile(bytes).read().records.map(\.values) == [["1", "Café “”€£5"]])
    }

    @Test func oneBadByteDoesNotSpoilUTF8() throws {
        let bytes = Array("id,title\n1,“lamp” ".utf8) + [0xFF] + Array("\n".utf8)
        #expect(try TableFile(bytes).read().records.map(\.values) == [["1", "“lamp” \u{FFFD}"]])
    }

    @Test func raggedRowsAreKeptWithTheirLines() throws {
        let (_, records) = try TableFile("id,title,price\n1,a\n2,b,3\n\n3,c,4,5\n4,d,6\n").read()
        #expect(
            records.map(\.values) == [["1", "a"], ["2", "b", "3"], ["3", "c", "4", "5"], ["4", "d", "6"]])
        #expect(records.map(\.line) == [2, 3, 5, 6])
        #expect(records.map { $0.problem != nil } == [true, false, true, false])
        #expect(records[2].fields[3].name == "column 4")
    }

    @Test(arguments: [
        "1,\"never closed,5\n2,b,6\n3,c,7\n", "1,\"never closed,5\n2,\"b\",6\n3,\"c\",7\n",
        "1,\"never closed,5\n2,\"\",6\n3,\"c\",7\n", "1,\"never closed\n2,b,6\n3,c,7\n",
        "1,\"a \"b\n2,\"b\",6\n3,c,7\n",
    ])
    func anOpenQuoteTakesNoOtherRows(rows: String) throws {
        let (_, records) = try TableFile("id,title,price\n" + rows).read()
        #expect(records.map(\.number) == [1, 2, 3])
        try #require(records.map { $0["id"] } == ["1", "2", "3"])
        #expect(records[0].problem != nil)
        #expect(records[1].problem == nil && records[2].problem == nil)
    }

    @Test func straysInsideAFieldAreText() throws {
        let (_, records) = try TableFile("id,title,price\n1,5\" pipe,2\n2,\"the \"big\" one\",3\n").read()
        #expect(records.map(\.values) == [["1", "5\" pipe", "2"], ["2", "the \"big\" one", "3"]])
        #expect(records.map(\.problem) == [nil, nil])
    }

    @Test func manyOpenQuotesLoseNothing() throws {
        let rows = (1...2000).map { $0 % 3 == 0 ? "\($0),\"open,x" : "\($0),\"fine\",x" }
        let (_, records) = try TableFile("id,title,price\n" + rows.joined(separator: "\n")).read()
        #expect(records.map { $0["id"] } == (1...2000).map { "\($0)" })
    }

    @Test func namesAreMadeUnique() throws {
        let (columns, records) = try TableFile(",id,price,price\n0,1,2,3\n").read()
        #expect(columns == ["", "id", "price", "price (2)"])
        #expect(records[0]["price (2)"] == "3")
    }

    @Test func readsNULsWideTablesAndSeparatorLines() throws {
        let nul = try TableFile("id,title\n1,a\0b and more text for the statistics\n").read()
        #expect(nul.records[0]["title"] == "a\0b and more text for the statistics")
        let names = (0..<10_000).map { "c\($0)" }.joined(separator: ",")
        let wide = try TableFile("\(names)\n\(names)\n").read()
        #expect(wide.columns.count == 10_000)
        #expect(wide.records[0].problem == nil)
        let announced = try TableFile("sep=;\nid;title\n1;a, b\n").read()
        #expect(announced.columns == ["id", "title"])
        #expect(announced.records[0].line == 3)
    }

    @Test func headerOnlyHasNoRecords() throws {
        for text in ["id,title", "id,title\n", "id,title\r\n"] {
            let (columns, records) = try TableFile(text).read()
            #expect(columns == ["id", "title"])
            #expect(records.isEmpty)
        }
    }

    @Test(
        arguments: [
            [], Array(" \n\n".utf8), [0x50, 0x4B, 3, 4, 20, 0], [0x1F, 0x8B, 8], (0...255).map { UInt8($0) },
            Array("[{\"id\": 1}]".utf8), Array("\"id,title\n1,a\n".utf8),
        ] as [[UInt8]])
    func refusesWhatIsNoTable(bytes: [UInt8]) throws {
        let file = try TableFile(bytes)
        let error = #expect(throws: CatalogError.self) { _ = try TableReader(url: file.url) }
        guard case .table(_, _, let reason, let remedy) = error else {
            Issue.record("expected a table error, found \(String(describing: error))")
            return
        }
        #expect(!reason.isEmpty && !remedy.isEmpty)
    }

    @Test func refusesMissingFilesAndFolders() {
        let nowhere = FileManager.default.temporaryDirectory.appendingPathComponent("souk-no-such-table.csv")
        #expect(throws: CatalogError.self) { _ = try TableReader(url: nowhere) }
        #expect(throws: CatalogError.self) {
            _ = try TableReader(url: FileManager.default.temporaryDirectory)
        }
    }

    @Test func skipsRecordsThatAreTooLong() throws {
        var bytes = Array("id,title\n1,".utf8)
        bytes += repeatElement(UInt8(ascii: "x"), count: 40 << 20)
        bytes += Array("\n2,b\n".utf8)
        let (_, records) = try TableFile(bytes).read()
        #expect(records.count == 2)
        #expect(records[0].problem?.contains("16 MiB") == true)
        #expect(records[1].values == ["2", "b"])
        #expect(records[1].line == 3)
    }

    @Test func readsJSONLines() throws {
        let text = """
            {"id": 7, "title": "Café \\"A\\" \\ud83d\\ude00", "images": ["a.jpg", "b.jpg"], "price": 12.50}
            {"id": 8, "title": null, "extra": {"a": [1, {"b": "}"}]}}
            {"id": 9, "title": "cut
            not JSON
            {"id": 10, "title": "last"}
            """
        let (columns, records) = try TableFile(text).read()
        #expect(columns == ["id", "title", "images", "price", "extra"])
        #expect(records.map { $0.problem != nil } == [false, false, true, true, false])
        #expect(records[0]["title"] == "Café \"A\" 😀")
        #expect(records[0]["images"] == #"["a.jpg", "b.jpg"]"#)
        #expect(records[0]["price"] == "12.50")
        #expect(records[1]["title"] == nil)
        #expect(records[4].line == 5)
    }

    @Test func anyBytesGiveRecordsOrAnError() throws {
        var generator = SeededGenerator(seed: 11)
        let alphabet = Array("a1,;\"\n\r\t|{}:\\ é\0".utf8) + [0xFF, 0xC3]
        for _ in 0..<400 {
            let length = Int.random(in: 0..<200, using: &generator)
            let bytes = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            let file = try TableFile(bytes)
            do {
                let (_, records) = try file.read()
                #expect(records.map(\.number) == Array(1..<records.count + 1))
                let lines = records.map(\.line)
                #expect(zip(lines, lines.dropFirst()).allSatisfy { $0 <= $1 })
            } catch is CatalogError {}
        }
    }

    @Test(.enabled(if: SharedData.exists))
    func gumtreeHas6100RecordsWithEitherRecordEnd() throws {
        let original = try Data(contentsOf: SharedData.products)
        let crlf = try TableFile(original.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] })
        var left = try TableReader(url: SharedData.products)
        var right = try TableReader(url: crlf.url)
        #expect(left.columns == right.columns)
        var count = 0
        while let a = try left.next(), let b = try right.next() {
            count += 1
            #expect(a.fields.count == 7 && a.problem == nil && b.problem == nil && a.values == b.values)
        }
        #expect(count == 6100)
        #expect(try right.next() == nil)
        #expect(left.bytesRead == left.totalBytes)
    }
}
