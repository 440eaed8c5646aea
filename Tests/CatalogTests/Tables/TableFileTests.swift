import Foundation
import Testing

import SoukCatalog

/// Tables as they lie around: compressed, in archives, as workbooks, in encodings from before Unicode.
@Suite("Table files")
struct TableFileTests {
    private static let csv = "id,title,price\n1,Desk,30\n2,Café chair,12.50\n"

    private func values(_ table: ReadTable) -> [[String?]] {
        table.listings.map { [$0.id, $0.title, $0.price.map { String($0.amount) }] }
    }

    private static let expected = [["1", "Desk", "3000"], ["2", "Café chair", "1250"]]

    private func error(_ bytes: [UInt8], name: String = "table.csv") throws -> String {
        let url = try temporaryTable(bytes, name: name)
        defer { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }
        do {
            var reader = try TableReader(url: url)
            while try reader.next() != nil {}
            return ""
        } catch { return "\(error)" }
    }

    @Test func compressedTables() throws {
        let gzip = try ZipBytes.gzip(text: Self.csv)
        #expect(values(try ReadTable(bytes: gzip, name: "table.csv.gz")) == Self.expected)
        #expect(values(try ReadTable(bytes: gzip, name: "table.csv")) == Self.expected)
        let lines = try ZipBytes.gzip(text: #"{"id": 1, "title": "Desk", "price": 30}"# + "\n")
        #expect(try ReadTable(bytes: lines, name: "a.jsonl.gz").listings.map(\.title) == ["Desk"])
        #expect(
            try ReadTable(
                bytes: try ZipBytes.gzip(text: "[{\"id\": 1, \"title\": \"Desk\"}]"), name: "a.json.gz"
            ).listings.count == 1)
    }

    @Test func zippedTables() throws {
        let one = ZipBytes.archive([
            ("readme.md", "hello"), ("data/table.csv", Self.csv), ("__MACOSX/._table.csv", "x"),
        ])
        #expect(values(try ReadTable(bytes: one, name: "tables.zip")) == Self.expected)
        let two = ZipBytes.archive([("b.csv", "id,title,price\n3,Lamp,7\n"), ("a.csv", Self.csv)])
        #expect(try ReadTable(bytes: two, name: "tables.zip").listings.map(\.id) == ["1", "2", "3"])
        let packed = ZipBytes.archive(name: "t.csv", gzip: try ZipBytes.gzip(text: Self.csv))
        #expect(values(try ReadTable(bytes: packed, name: "tables.zip")) == Self.expected)
        let unlike = ZipBytes.archive([("a.csv", Self.csv), ("b.csv", "id,name\n1,a\n")])
        #expect(try error(unlike, name: "t.zip").contains("different columns"))
        #expect(try error(ZipBytes.archive([("photo.jpg", "x")]), name: "t.zip").contains("no table"))
        #expect(try error(Array(one.prefix(60)), name: "t.zip").contains("archive"))
    }

    private func workbook(_ rows: String, texts: String = "", styles: String = "") -> [UInt8] {
        ZipBytes.archive([
            ("[Content_Types].xml", "<Types/>"),
            (
                "xl/workbook.xml",
                "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Hidden\" state=\"hidden\" r:id=\"rId1\"/>"
                    + "<sheet name=\"Goods\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/>"
                    + "<Relationship Id=\"rId2\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>"
            ),
            ("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>"),
            ("xl/worksheets/sheet2.xml", "<worksheet><sheetData>\(rows)</sheetData></worksheet>"),
            ("xl/sharedStrings.xml", "<sst>\(texts)</sst>"),
            (
                "xl/styles.xml",
                "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
                    + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs>\(styles)</styleSheet>"
            ),
        ])
    }

    @Test func workbooks() throws {
        let texts =
            "<si><t>id</t></si><si><t>title</t></si><si><r><t>Oak </t></r><r><t>desk</t></r><rPh><t>x</t></rPh></si>"
        let rows = """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>price</t></is></c>
            <c r="D1" t="str"><v>date</v></c></row>
            <row r="2"><c r="A2"><v>265000000001</v></c><c r="B2" t="s"><v>2</v></c><c r="C2"><v>1.125</v></c><c r="D2" s="1"><v>46351</v></c></row>
            <row r="3"/>
            <row r="5"><c r="A5"><v>2.65E+11</v></c><c r="B5" t="inlineStr"><is><t>Lamp &amp; shade</t></is></c><c r="C5"><f>1+1</f><v>1450</v></c></row>
            <row r="6"><c r="B6" t="inlineStr"><is><t>No id</t></is></c><c r="C6" t="b"><v>1</v></c></row>
            """
        let table = try ReadTable(bytes: workbook(rows, texts: texts), name: "goods.xlsx")
        #expect(table.understood.layout.contains("sheet \"Goods\""))
        #expect(table.listings.map(\.title) == ["Oak desk", "Lamp & shade", "No id"])
        #expect(table.listings.prefix(2).map(\.id) == ["265000000001", "265000000000"])
        #expect(table.amounts() == [113, 145_000, nil])
        #expect(ListingAttributes(table.listings[0].attributes)[.postedAt] == "2026-11-25T00:00:00Z")
        #expect(try error(workbook(""), name: "empty.xlsx").contains("empty"))
        let wide = "<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>"
        #expect(try error(workbook(wide), name: "wide.xlsx").contains("columns"))
    }

    @Test func documentsWithEntitiesAreRefused() throws {
        let bomb =
            "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss><channel><item><title>&b;</title></item></channel></rss>"
        #expect(try error(Array(bomb.utf8), name: "feed.xml").contains("document type"))
        #expect(
            try error(Array("<rss><channel><item><title>a</title>".utf8), name: "feed.xml").contains("XML"))
        #expect(try error(Array("<rss><channel/></rss>".utf8), name: "feed.xml").contains("no item"))
        let deep = "<rss><channel><item>" + String(repeating: "<a>", count: 5000)
        #expect(try error(Array(deep.utf8), name: "feed.xml").contains("XML"))
    }

    private func residentMiB() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) >> 10
    }

    @Test("decompression bombs end in an error, with bounded memory")
    func bombs() throws {
        let zeros = try ZipBytes.gzip("head -c 400000000 /dev/zero")
        let long = String(repeating: "a", count: 4000)
        let lines = try ZipBytes.gzip("(echo id,title; yes 1,\(long) | head -c 400000000)")
        let before = residentMiB()
        #expect(try error(zeros, name: "t.csv.gz").contains("control characters"))
        #expect(try error(lines, name: "t.csv.gz").contains("bomb"))
        #expect(try error(ZipBytes.archive(name: "t.csv", gzip: lines), name: "t.zip").contains("bomb"))
        let open = "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>id</t></is></c></row>"
        let sheet = try ZipBytes.gzip(
            "(echo '\(open)'; yes '<row><c t=\"inlineStr\"><is><t>\(long)</t></is></c></row>' | head -c 400000000)"
        )
        var parts = [
            (
                name: "xl/workbook.xml",
                bytes: Array("<workbook><sheets><sheet name=\"a\"/></sheets></workbook>".utf8)
            )
        ].map {
            (name: $0.name, bytes: $0.bytes, method: 0, size: $0.bytes.count, crc: ZipBytes.crc($0.bytes))
        }
        let trailer = sheet.suffix(8).map { UInt32($0) }
        parts.append(
            (
                name: "xl/worksheets/sheet1.xml", bytes: Array(sheet.dropFirst(10).dropLast(8)), method: 8,
                size: Int(trailer[4] | trailer[5] << 8 | trailer[6] << 16 | trailer[7] << 24),
                crc: trailer[0] | trailer[1] << 8 | trailer[2] << 16 | trailer[3] << 24
            ))
        #expect(try error(ZipBytes.archive(packed: parts), name: "t.xlsx").contains("bomb"))
        #expect(residentMiB() - before < 800)
    }

    // MARK: Encodings

    /// Bytes of a text in an encoding, by iconv.
    private func encode(_ text: String, _ encoding: String) throws -> [UInt8] {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("t")
        try Data(text.utf8).write(to: file)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["iconv", "-f", "UTF-8", "-t", encoding, file.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(data)
    }

    @Test(
        "encodings from before Unicode are told apart by evidence",
        arguments: [
            ("CP1251", ["Велосипед", "Красный велосипед", "Диван угловой, новый"]),
            ("KOI8-R", ["Велосипед", "Красный велосипед", "Диван угловой, новый"]),
            ("CP932", ["自転車", "赤い自転車です", "テーブルと椅子"]),
            ("GB18030", ["自行车", "红色的自行车", "桌子和椅子，九成新"]),
            ("EUC-JP", ["自転車", "赤い自転車です", "テーブルと椅子"]),
            ("CP949", ["자전거", "빨간 자전거입니다", "책상과 의자"]),
            ("BIG5", ["腳踏車", "紅色的腳踏車", "桌子和椅子"]),
            ("CP1250", ["Židle dřevěná", "Stůl, pěkný a čistý", "Skříň z ořechu"]),
            ("CP1250", ["Łóżko drewniane", "Krzesło dębowe", "Świecznik mosiężny"]),
            ("CP1253", ["Ποδήλατο", "Κόκκινο ποδήλατο", "Τραπέζι και καρέκλα"]),
            ("CP1254", ["Ahşap sandalye", "Işıklı ağaç", "Güneş gözlüğü, çok iyi"]),
            ("CP1256", ["دراجة حمراء", "طاولة وكرسي", "خزانة خشب قديمة"]),
            ("CP1255", ["כורסת עור חומה", "שולחן אוכל מעץ", "אופניים לילדים, כמעט חדשים"]),
            ("CP1255", ["ספה", "מנורה", "שטיח כחול"]),
            ("CP1255", ["Samsung Galaxy - טלפון סלולרי", "ארון בגדים 3 דלתות", "מיטה זוגית"]),
            ("CP1257", ["Medinė kėdė, labai graži", "Stalas ąžuolinis", "Šviestuvas žalias"]),
            ("CP1257", ["Koka krēsls, ļoti labs", "Galds no ozola, vecs", "Šūpuļkrēsls bērniem"]),
            ("CP1251", ["Дерев’яний стіл", "Велосипед дитячий, як новий", "Шафа кутова"]),
            ("CP1251", ["Дървен стол", "Зимно яке, почти ново", "Лампа за бюро"]),
            ("CP1252", ["Größe fünf, schön", "Chaise à l’ancienne", "Café table – £5"]),
            ("CP1252", ["Niño en bicicleta", "Sillón pequeño", "Mesa de jardín"]),
        ] as [(String, [String])])
    func encodings(_ name: String, _ titles: [String]) throws {
        let rows = titles.enumerated().map { "\($0 + 1),\"\($1)\",\($0 + 5)" }.joined(separator: "\n")
        let bytes = try encode("id,title,price\n" + rows + "\n", name)
        let table = try ReadTable(bytes: bytes)
        #expect(table.listings.map(\.title) == titles)
        #expect(table.records.allSatisfy { $0.verdict == .ok })
        let stated = try ReadTable(bytes: bytes, options: TableOptions(encoding: TextEncoding(name: name)))
        #expect(stated.listings.map(\.title) == titles)
    }

    @Test("an encoding that cannot be told is an error that names the suspects")
    func unclear() throws {
        let message = try error(
            Array("id,title\n1,".utf8) + [0xFF, 0xFE, 0x98, 0x81, 0x8D, 0xA0, 0xFF, 0x81] + Array("\n".utf8))
        #expect(message.contains("encoding") && message.contains("Windows-1251"))
    }
}
