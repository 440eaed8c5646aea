import Foundation
import Testing

import SoukCatalog

@Suite("Table reader")
struct TableReaderTests {
    private func read(
        _ bytes: some Sequence<UInt8>, name: String = "table.csv", encoding: TextEncoding? = nil
    ) throws -> (
        columns: [String], records: [TableRecord]
    ) {
        let url = try temporaryTable(bytes, name: name)
        defer { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }
        var reader = try TableReader(url: url, encoding: encoding)
        var records: [TableRecord] = []
        while let record = try reader.next() { records.append(record) }
        #expect(reader.bytesRead == reader.totalBytes)
        return (reader.columns, records)
    }

    private func values(_ records: [TableRecord]) -> [[String]] { records.map { $0.fields.map(\.value) } }

    @Test("the separator that Excel states is taken, and its line is no header", arguments: ["\n", "\r\n"])
    func statedSeparator(_ end: String) throws {
        let (columns, records) = try read(
            ["sep=;", "id;title,price", "1;Lamp, oak", ""].joined(separator: end).utf8)
        #expect(columns == ["id", "title,price"])
        #expect(values(records) == [["1", "Lamp, oak"]])
        #expect(records.first?.line == 3)
    }

    @Test("separators are found out", arguments: [",", ";", "\t", "|"])
    func separators(_ separator: String) throws {
        let rows = ["id#title#price", "1#Oak, lamp; old | tall\tone#£5", "2#Chair#£6"].map { row in
            row.split(separator: "#").map { "\"\($0)\"" }.joined(separator: separator)
        }
        let (columns, records) = try read(rows.joined(separator: "\n").utf8)
        #expect(columns == ["id", "title", "price"])
        #expect(values(records) == [["1", "Oak, lamp; old | tall\tone", "£5"], ["2", "Chair", "£6"]])
    }

    @Test(
        "record ends",
        arguments: [
            ("id,text,n\n1,a\rb\r,x\n2,c,y\n", [["1", "a\rb\r", "x"], ["2", "c", "y"]]),
            ("id,text,n\r\n1,a\rb\r,x\r\n2,c,y\r\n", [["1", "a\rb\r", "x"], ["2", "c", "y"]]),
            ("id,text\n1,ends in CR\r\n2,b\n3,c\n", [["1", "ends in CR\r"], ["2", "b"], ["3", "c"]]),
            ("id,text\r\n1,ends in CR\r\r\n2,b\r\n", [["1", "ends in CR\r"], ["2", "b"]]),
            ("id,text\r\n1,a\nb\r\n2,c\r\n", [["1", "a\nb"], ["2", "c"]]),
            (
                "id,text,n\r\n1,a,x\n2,b,y\r\n3,c,z\r\n",
                [["1", "a", "x"], ["2", "b", "y"], ["3", "c", "z"]]
            ),
            ("id,text\r1,a\r2,b\r", [["1", "a"], ["2", "b"]]),
            (
                "id,text\n1,\"a\nb\r\nc\rd\"\n2,\"say \"\"hi\"\"\"",
                [["1", "a\nb\r\nc\rd"], ["2", "say \"hi\""]]
            ),
            ("id,text\n\n1,a\n\n\n2,\n", [["1", "a"], ["2", ""]]),
            ("id,text\n1,\"\"\n2,\"\"\"\"\n", [["1", ""], ["2", "\""]]),
        ] as [(String, [[String]])])
    func recordEnds(_ text: String, _ expected: [[String]]) throws {
        let records = try read(text.utf8).records
        #expect(
            values(records).map { $0.map { Array($0.utf8) } } == expected.map { $0.map { Array($0.utf8) } })
    }

    @Test("ragged rows are kept with a problem and their line")
    func ragged() throws {
        let records = try read("id,text,n\n1,a\n2,b,x,y,z\n3,\"two\nlines\",x\n4,c,x\n".utf8).records
        #expect(records.map(\.line) == [2, 3, 4, 6])
        #expect(records.map(\.number) == [1, 2, 3, 4])
        #expect(records.map { $0.problem != nil } == [true, true, false, false])
        #expect(records[0]["n"] == nil)
        #expect(records[1]["extra 2"] == "z")
        #expect(records[0].problem == "2 fields, expected 3")
        #expect(records.map(\.isRagged) == [true, true, false, false])
        #expect(try read("id,text\n1,a,,\n".utf8).records.map(\.isRagged) == [false])
    }

    @Test(
        "a stray quote does not eat the table",
        arguments: [
            "id,text,n\n1,\"never closed,x\n2,b,y\n3,c,z\n",
            "id,text,n\n1,\"never closed,x\n2,\"b\",y\n3,\"c\",z\n",
            "id,text,n\n1,\"never closed,x\n2,b,y\n3,5\" pipe,z\n",
            "id,text,n\r\n1,\"never closed,x\r\n2,b,y\r\n3,c,z\r\n",
            "id,text,n\n1,5\" pipe,x\n2,b,y\n3,c,z\n",
            "id,text,n\n1,\"5\" pipe\",x\n2,b,y\n3,c,z\n",
        ])
    func strayQuotes(_ text: String) throws {
        let records = try read(text.utf8).records
        #expect(records.count == 3)
        #expect(records.map { $0["id"] } == ["1", "2", "3"])
        #expect(records.map { $0["n"] } == ["x", "y", "z"])
    }

    @Test("two stray quotes far apart do not eat what is between")
    func distantQuotes() throws {
        let between = (2...6).map { "\($0),b,y\n" }.joined()
        let records = try read(("id,text,n\n1,\"open,x\n" + between + "7,5\",z\n").utf8).records
        #expect(records.map { $0["id"] } == (1...7).map(String.init))
        let listed = try read("id,text,n\n1,\"oak, lamp\nbrass, old\",x\n".utf8).records
        #expect(values(listed) == [["1", "oak, lamp\nbrass, old", "x"]])
    }

    @Test("encodings are found out")
    func encodings() throws {
        let text = "id,title\n1,Café £5 – “ok”\n2,Größe 😀\n"
        let latin = "id,title\n1,Café £5\n2,Größe\n"
        let utf16 = Array(text.utf16)
        let little = utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let big = utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
        let wide = [["1", "Café £5 – “ok”"], ["2", "Größe 😀"]]
        for bytes in [
            Array(text.utf8), [0xEF, 0xBB, 0xBF] + text.utf8, little, big, [0xFF, 0xFE] + little,
            [0xFE, 0xFF] + big,
        ] {
            let (columns, records) = try read(bytes)
            #expect(columns == ["id", "title"])
            #expect(values(records) == wide)
        }
        #expect(
            try values(read(latin.unicodeScalars.map { UInt8($0.value) }).records) == [
                ["1", "Café £5"], ["2", "Größe"],
            ])
        #expect(
            try values(read(Array("id,title\n1,".utf8) + [0x93, 0x80, 0x94, 10]).records) == [["1", "“€”"]])
    }

    @Test("UTF-8 with some bytes of Windows-1252 is read as both")
    func mixedEncoding() throws {
        let bytes = Array("id,title\n1,Café – über\n2,don".utf8) + [0x92] + Array("t é\n".utf8)
        #expect(try values(read(bytes).records) == [["1", "Café – über"], ["2", "don’t é"]])
    }

    @Test("large tables are read over the borders of chunks", arguments: ["\n", "\r\n"])
    func chunks(_ end: String) throws {
        var text = "id,title,text\(end)"
        for number in 0..<18_000 {
            text +=
                "\(number),\"Lamp \"\"\(number)\"\"\nbrass\",é\(String(repeating: "x", count: number % 97))\(end)"
        }
        let wide: [UInt8] = [0xFF, 0xFE] + Array(text.utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        for bytes in [Array(text.utf8), wide] {
            let records = try read(bytes).records
            #expect(records.count == 18_000)
            #expect(records.allSatisfy { $0.problem == nil })
            #expect(records.last?["title"] == "Lamp \"17999\"\nbrass")
            #expect(records.last?.line == 2 + 17_999 * 2)
        }
    }

    @Test("headers without names, with repeated names, with 10,000 columns")
    func headers() throws {
        #expect(
            try read(",id, title ,title\n0,1,a,b\n".utf8).columns == ["column 1", "id", "title", "title 2"])
        #expect(try read("id,title\n".utf8).records.isEmpty)
        let wide = (0..<10_000).map { "c\($0)" }.joined(separator: ",")
        let (columns, records) = try read((wide + "\n" + wide + "\n").utf8)
        #expect(columns.count == 10_000)
        #expect(records.first?.fields.count == 10_000)
        #expect(try read("title\nOak lamp\nChair\n".utf8).records.count == 2)
    }

    @Test("a record without an end is cut, the next ones are read")
    func overlong() throws {
        let bytes =
            Array("id,title\n1,".utf8) + [UInt8](repeating: 0x78, count: 17 << 20) + Array("\n2,b\n".utf8)
        let records = try read(bytes).records
        #expect(records.count == 2)
        #expect(records[0].problem?.contains("cut") == true)
        #expect(values([records[1]]) == [["2", "b"]])
        let quoted =
            Array("id,title\n1,\"".utf8) + [UInt8](repeating: 0x78, count: 17 << 20) + Array("\n2,b\n".utf8)
        #expect(try read(quoted).records.last?["title"] == "b")
    }

    @Test(
        "files that are no tables are refused with a remedy",
        arguments: [
            [], Array("PK\u{3}\u{4}xyz".utf8), [0x1F, 0x8B, 8, 0], [0xFF, 0xD8, 0xFF, 0xE0],
            Array("%PDF-1.7".utf8),
            (0...255).map { UInt8($0 & 0x1F) }, Array("\n\n\n".utf8), Array("[1, 2]".utf8),
            Array("PAR1".utf8),
        ] as [[UInt8]])
    func refused(_ bytes: [UInt8]) throws {
        let name = bytes.first == UInt8(ascii: "[") ? "table.json" : "table.csv"
        let url = try temporaryTable(bytes, name: name)
        let error = #expect(throws: CatalogError.self) { try TableReader(url: url) }
        guard case .table(_, _, _, let remedy) = error else {
            Issue.record("\(String(describing: error)) is no error of a table")
            return
        }
        #expect(!remedy.isEmpty)
    }

    @Test("a missing file and a folder are refused")
    func missing() throws {
        #expect(throws: CatalogError.self) {
            try TableReader(url: URL(fileURLWithPath: "/nowhere/table.csv"))
        }
        #expect(throws: CatalogError.self) { try TableReader(url: FileManager.default.temporaryDirectory) }
    }

    @Test("JSON Lines: values become text, bad lines are kept")
    func jsonLines() throws {
        let text = """
            {"id": 1, "title": "Oak lamp", "price": 12.5, "sold": false, "images": ["a.jpg", "b.jpg"], "note": null}

            {"id": 2, "title": "Chair", "size": {"w": 1}}
            {"id": 3, "title":
            [1, 2]
            """
        let (columns, records) = try read(text.utf8, name: "table.jsonl")
        #expect(columns == ["id", "images", "note", "price", "size.w", "sold", "title"])
        #expect(records.count == 4)
        #expect(records[0]["images"] == "[\"a.jpg\",\"b.jpg\"]")
        #expect(records[0]["price"] == "12.5")
        #expect(records[0]["sold"] == "false")
        #expect(records[0]["note"] == "")
        #expect(records[1]["size.w"] == "1")
        #expect(records.map { $0.problem != nil } == [false, false, true, true])
        #expect(records.map(\.line) == [1, 3, 4, 5])
        #expect(try read(text.utf8, name: "table.txt").records.count == 4)
    }

    @Test(
        "JSON with brackets too many comes to an end",
        arguments: [
            "[{\"id\": 1}}, {\"id\": 2}]", "[{\"id\": 1}}", "[{\"id\": 1},\n}}}\n{\"id\": 2}]",
            "{\n\"id\": 1}\n}\n",
            "{\"items\": [{\"id\": 1}} ]}",
        ])
    func strayBrackets(_ text: String) throws {
        let url = try temporaryTable(text.utf8, name: "table.json")
        defer { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }
        var reader = try TableReader(url: url)
        var records: [TableRecord] = []
        while records.count <= text.utf8.count, let record = try reader.next() { records.append(record) }
        #expect(records.first?["id"] == "1")
        #expect(records.count <= text.utf8.count)
        #expect(records.contains { $0.problem != nil })
    }

    @Test("any table that is written by RFC 4180 is read back", arguments: 0..<40)
    func roundTrip(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let pieces = ["a", "é", ",", "\"", "\n", "\r", ";", "\t", " ", "😀", "|", "x1", ""]
        let width = Int.random(in: 2...6, using: &random)
        let rows = (0..<Int.random(in: 1...30, using: &random)).map { _ in
            (0..<width).map { column in
                column == 0
                    ? "r"
                    : (0..<Int.random(in: 0...8, using: &random)).map { _ in
                        pieces.randomElement(using: &random) ?? ""
                    }.joined()
            }
        }
        let end = seed % 2 == 0 ? "\n" : "\r\n"
        let header = (0..<width).map { "c\($0)" }
        let text = ([header] + rows).map { row in
            row.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }.joined(separator: ",")
                + end
        }.joined()
        let records = try read(text.utf8).records
        #expect(values(records).map { $0.map { Array($0.utf8) } } == rows.map { $0.map { Array($0.utf8) } })
    }

    @Test("any bytes give records or an error, and no byte is lost on the way", arguments: 0..<60)
    func garbage(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let alphabet: [UInt8] = [10, 13, 34, 44, 59, 65, 66, 67, 0xC3, 0xA9, 0xFF]
        let body = (0..<Int.random(in: 0...4000, using: &random)).map { _ in
            alphabet.randomElement(using: &random) ?? 65
        }
        let records = try read(Array("id,title\n".utf8) + body, encoding: .utf8).records
        let letters = records.flatMap(\.fields).flatMap { $0.value.utf8 }.filter { (65...67).contains($0) }
            .count
        #expect(letters == body.filter { (65...67).contains($0) }.count)
    }
}
