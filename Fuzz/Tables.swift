import Foundation

@testable import SoukCatalog

extension FuzzTarget {
    private static let csv = "id;title;price;posted\n1;\"Desk; oak\";30,50;01.02.2026\n2;Café chair;12;\n"

    /// Text of any dialect and encoding, as an import reads it: found out, cut into records, cleaned.
    static let tables = FuzzTarget(
        name: "tables",
        seeds: {
            try fixtures("CatalogTests/Fixtures/Shops", ["csv", "tsv", "txt", "json", "jsonl", "xml"])
                .map { Array($0.prefix(4_096)) } + [
                    Array(csv.utf8), [0xEF, 0xBB, 0xBF] + Array(csv.utf8),
                    Array(csv.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
                    Array("id\ttitle\r\n1\tA \"lamp\"\r\n".utf8), Array("id|title\n1|Lamp\n".utf8),
                ]
        },
        read: { bytes in
            // The first byte says what the file is called.
            let names = ["table.csv", "table.json", "table.jsonl", "table.xml"]
            guard let first = bytes.first else { return }
            try withFile(bytes, names[Int(first) % names.count]) { try read($0, of: bytes.count) }
        })

    /// Workbooks, archives and compressed tables.
    static let workbooks = FuzzTarget(
        name: "workbooks",
        seeds: {
            [
                workbook, ZipBytes.archive([("readme.md", "hello"), ("data/table.csv", csv)]),
                ZipBytes.archive([("b.csv", csv), ("a.csv", csv)]), try ZipBytes.gzip(text: csv),
                ZipBytes.archive(name: "t.csv", gzip: try ZipBytes.gzip(text: csv)),
            ]
        },
        read: { bytes in try withFile(bytes, "table.xlsx") { try read($0, of: bytes.count) } })

    private static func read(_ url: URL, of length: Int) throws {
        let profile = try TableProfile(url: url, given: .init(), options: .init())
        var table = try ListingTable(url: url, separated: profile.separated)
        let cleaner = ListingCleaner()
        var count = 0
        while let record = try table.next() {
            count += 1
            // A compressed table may be longer than its file.
            require(count <= length * ArchiveStream.growthLimit, "more records than bytes")
            let cleaned = cleaner.clean(record, mapping: profile.mapping, forms: profile.forms)
            require(
                (cleaned.listing == nil) == cleaned.verdict.isRejected, "a listing and its verdict disagree")
        }
    }

    private static let workbook = ZipBytes.archive([
        ("[Content_Types].xml", "<Types/>"),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Goods\" sheetId=\"2\" r:id=\"rId2\"/></sheets></workbook>"
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId2\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>"
        ),
        (
            "xl/worksheets/sheet2.xml",
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is>"
                + "<t>title</t></is></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>1</v></c>"
                + "<c r=\"C2\" s=\"1\"><v>44927</v></c></row></sheetData></worksheet>"
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>id</t></si><si><r><t>Oak </t></r><r><t>desk</t></r></si></sst>"
        ),
        (
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
                + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
        ),
    ])

    /// What is clean is not cleaned again.
    static let cleaning = FuzzTarget(
        name: "cleaning",
        seeds: {
            [
                "Sofa | eBay | Etsy\u{0}&lt;b&gt;Call 07700 900123&lt;/b&gt;\u{0}Home > Seating\u{0}Leeds\u{0}£1,200",
                "Caf\u{C3}\u{A9} t\u{C3}\u{A4}ble\u{0}mail me at a@b.example\u{0}[\"A\", \"B\"]\u{0}LS1 4AP\u{0}12.50 €",
            ].map { Array($0.utf8) }
        },
        read: { bytes in
            let texts = bytes.split(separator: 0, omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            func text(_ place: Int) -> String { place < texts.count ? texts[place] : "" }
            let cleaner = ListingCleaner()
            let draft = ListingDraft(
                title: text(0), description: text(1), price: text(4), category: text(2), town: text(3))
            guard let once = cleaner.clean(draft, id: "1").listing else { return }
            let again = ListingDraft(title: once.title, description: once.description)
            guard let twice = cleaner.clean(again, id: "1").listing else {
                fatalError("the clean listing is refused")
            }
            require(
                twice.title == once.title,
                "\(once.title.debugDescription) became \(twice.title.debugDescription)")
            require(
                twice.description == once.description,
                "\(once.description.debugDescription) became \(twice.description.debugDescription)")
        })
}
