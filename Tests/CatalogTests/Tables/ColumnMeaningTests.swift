import Foundation
import SoukTestSupport
import Testing

import SoukCatalog

/// What a column means is decided on the whole column, and every doubt is told.
@Suite("What columns mean")
struct ColumnMeaningTests {
    // MARK: Numbers

    @Test("a decimal comma in some cells tells what a point is in others")
    func decimalComma() throws {
        let text = """
            Art.-Nr;Bezeichnung;Preis;Kategorie
            1;Tisch aus Eiche;1.200,00;Möbel
            2;Stuhl;49,90;Möbel
            3;Schrank;1.450;Möbel
            4;Regal;2.100;Möbel
            """
        for mapping in [
            nil, #"{"id":"Art.-Nr","title":"Bezeichnung","price":"Preis","category":"Kategorie"}"#,
        ] {
            let table = try ReadTable(bytes: text.utf8, mapping: mapping)
            #expect(table.amounts() == [120_000, 4990, 145_000, 210_000])
            #expect(table.records.allSatisfy { $0.verdict == .ok })
            #expect(table.listings.map(\.title) == ["Tisch aus Eiche", "Stuhl", "Schrank", "Regal"])
            #expect(table.understood.mapping.decimal == ",")
        }
    }

    @Test(
        "number columns",
        arguments: [
            (["49.90", "1,450", "12.5"], [4990, 145_000, 1250], [false, false, false]),
            (["49.90", "1.450", "19.90"], [4990, 145, 1990], [false, true, false]),
            (["12.5", "12.345", "7.25"], [1250, 1235, 725], [false, false, false]),
            (["1.450", "2.100"], [145_000, 210_000], [true, true]),
            (
                ["49,90", "49.90", "1.450", "12,50"], [4990, 4990, 145_000, 1250],
                [false, false, true, false]
            ),
            (["1.234.567", "3.500", "20"], [123_456_700, 350_000, 2000], [false, false, false]),
            (["1 200,50", "1 450", "1.300"], [120_050, 145_000, 130_000], [false, false, false]),
            (["£1,234.00", "£1.450", "£0.99"], [123_400, 145, 99], [false, true, false]),
        ] as [([String], [Int], [Bool])])
    func numbers(_ cells: [String], _ amounts: [Int], _ doubts: [Bool]) throws {
        let rows = cells.enumerated().map { "\($0);Thing \($0);\"\($1)\"" }.joined(separator: "\n")
        let table = try ReadTable("id;title;price\n" + rows + "\n")
        #expect(table.amounts() == amounts)
        #expect(table.records.map { $0.rules.contains(.priceInDoubt) } == doubts)
        #expect(table.records.map { $0.verdict.repairs.isEmpty } == doubts.map { !$0 })
    }

    @Test("what a spreadsheet leaves of long numbers is named")
    func scientific() throws {
        let prices = try ReadTable(
            "id,title,price\n1,Sit-on mower,1.23E+03\n2,Hand mower,1230\n3,Roller,4E+2\n4,Pin,5E-01\n5,Crane,9.9E+400\n"
        )
        #expect(prices.amounts() == [123_000, 123_000, 40_000, 50, nil])
        #expect(prices.records[0].verdict.repairs.first?.contains("spreadsheet") == true)
        #expect(prices.records[4].rules.contains(.priceUnreadable))
        let ids = try ReadTable(
            "item_id,title,price\n2.65E+11,Record player,40\n3,65E+12,x\n1E+15,Tuner,10\n007,Spy camera,20\n7,Tripod,15\n0007,Flash,5\n2E5,Lamp,3\n"
        )
        #expect(ids.listings.map(\.id).contains("007") && ids.listings.map(\.id).contains("0007"))
        #expect(ids["2.65E+11"]?.rules.contains(.idLost) == true)
        #expect(ids["1E+15"]?.verdict.repairs.first?.contains("spreadsheet") == true)
        #expect(ids["2E5"]?.rules.contains(.idLost) == false)
        #expect(ids["7"]?.verdict == .ok)
        let column = ids.understood.columns.first { $0.field == "id" }
        #expect(column?.outcome.contains("2.65E+11") == true)
    }

    // MARK: Rows

    @Test("rows without their empty last cells are filled up, broken ones are not")
    func shortRows() throws {
        let table = try ReadTable(
            """
            id,title,description,price,category,colour,notes
            1,Desk,Pine desk,30,Furniture,brown,scratched
            2,Chair,Dining chair,10,Furniture
            3,Lamp,Brass lamp,15,Lighting,
            4,Vase,"Blue, tall",5,Decor,blue,
            5,Clock,Mantel clock,25,Decor,,,,,
            6,Stool
            seven words,of a torn description
            8
            9,Shelf,Oak,not for us,Decor
            """)
        #expect(table.listings.map(\.id) == ["1", "2", "3", "4", "5", "6"])
        #expect(table["2"]?.verdict.repairs == ["line 3: 5 of 7 cells, the last 2 are taken as empty"])
        #expect(table["3"]?.verdict.repairs == ["line 4: 6 of 7 cells, the last one is taken as empty"])
        #expect(table["6"]?.listing?.price == nil)
        #expect(table.records.filter(\.verdict.isRejected).count == 3)
    }

    @Test(
        "quotes escaped by a backslash are a dialect",
        arguments: [
            (
                "id,title,text\n1,\"5\\\" pipe\",\"say \\\"hi\\\", twice\"\n2,b,c\n",
                ["5\" pipe", "say \"hi\", twice"]
            ),
            ("id,title,text\n1,\"a\\\\b\",\"x\\\"\"\n2,\"c \\\" d\",e\n", ["a\\b", "x\""]),
            ("id;title;text\n1;\"a\\\";b\";c\n2;d;e\n", ["a\";b", "c"]),
            ("id,title,text\n1,\"C:\\\",\"a \"\"b\"\"\"\n2,d,e\n", ["C:\\", "a \"b\""]),
        ])
    func escapes(_ text: String, _ expected: [String]) throws {
        let records = try records(text)
        #expect(records.first?.fields.dropFirst().map(\.value) == expected)
        #expect(records.dropFirst().first?["id"] == "2")
    }

    private func records(_ text: String) throws -> [TableRecord] {
        let url = try temporaryTable(text.utf8)
        defer { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }
        var reader = try TableReader(url: url)
        var records: [TableRecord] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    /// One record tells the dialect, too.
    @Test(arguments: [
        ("id,title,text\n1,\"5\\\" pipe\",b", ["5\" pipe", "b"]),
        ("id,title,text\n1,\"5\\\" pipe\",b\n", ["5\" pipe", "b"]),
        ("id,title,text\n1,\"say \\\"hi\\\"\",\"x, y\"\n", ["say \"hi\"", "x, y"]),
        ("id;title;text\n1;\"a \\\"b; c\\\"\";d\n", ["a \"b; c\"", "d"]),
        ("id,title,text\n1,\"5\"\" pipe\",\"C:\\\"\n", ["5\" pipe", "C:\\"]),
    ])
    func escapesInOneRecord(_ text: String, _ expected: [String]) throws {
        #expect(try records(text).map { $0.fields.dropFirst().map(\.value) } == [expected])
    }

    /// The time for twice the quotes is about twice as long: 16 KB took minutes once.
    @Test(
        "hostile rows are read in linear time",
        arguments: [",\"x", ",\"", "\"\"", ",\"x\"y", "\\\"", ",\"x\n\"", "|\"x;"])
    func linear(_ piece: String) throws {
        func seconds(_ count: Int) throws -> Double {
            let text = "id,title\n1,a\n2" + String(repeating: piece, count: count) + "\n3,c\n"
            let url = try temporaryTable(text.utf8)
            defer { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }
            return try ProcessorTime.measure {
                var reader = try TableReader(url: url)
                while try reader.next() != nil {}
            }
        }
        _ = try seconds(2000)
        let (small, large) = (try seconds(8000), try seconds(64_000))
        #expect(large < max(small, 0.01) * 40 && large < 20)
    }

    @Test(
        "hostile texts are cleaned in linear time",
        arguments: ["&", "<", "&#", "@a.", "07700 ", "<a ", "Ã", "> ", "€ 1,", "&amp;"])
    func linearCleaning(_ piece: String) throws {
        func seconds(_ count: Int) throws -> Double {
            let text = String(repeating: piece, count: count)
            let record = TableRecord(
                number: 1, line: 2,
                fields: [
                    ("id", "1"), ("title", text), ("description", text), ("price", text), ("category", text),
                ])
            return ProcessorTime.measure {
                _ = ListingCleaner().clean(
                    record, mapping: .recognise(["id", "title", "description", "price", "category"]))
            }
        }
        _ = try seconds(1000)
        let (small, large) = (try seconds(4000), try seconds(32_000))
        #expect(large < max(small, 0.005) * 40 && large < 30)
    }

    // MARK: JSON

    @Test("nested values are found by their paths")
    func nested() throws {
        let text = """
            {"id": 7281650912345678901234, "title": "Oak sideboard", "price": {"amount": "120.00", "currency": "GBP", "strikethrough": "180.00"}, "location": {"city": "Leeds", "latitude": 53.8, "longitude": -1.55}, "category": {"id": "807311116002614", "name": "Furniture"}, "photos": [{"id": "p1", "image": {"uri": "https://sc.example/v/side-1.jpg?x=1", "width": 960.5}}, {"id": "p2", "image": {"uri": "https://sc.example/v/side-2.jpg?x=1"}}]}
            {"id": "fb2", "title": "Kids' bike", "price": {"currency": "GBP", "amount": "35.00"}, "location": {"city": "York"}, "category": {"name": "Bicycles"}, "photos": [{"image": {"uri": "https://sc.example/v/bike.jpg"}}]}
            {"id": "fb3", "title": "Free sofa", "price": {"amount": "0.00", "currency": "GBP"}, "location": null, "category": ["Furniture", "Sofas"], "photos": ["sofa.jpg"]}
            {"id": "fb4", "title": "Lamp", "price": 19.99, "location": "Hull", "category": "Lighting", "photos": null}
            """
        let table = try ReadTable(text, name: "items.jsonl")
        #expect(table.listings.map(\.id) == ["7281650912345678901234", "fb2", "fb3", "fb4"])
        #expect(table.amounts() == [12_000, 3500, 0, 1999])
        #expect(
            table.listings.map(\.categoryPath) == [
                ["Furniture"], ["Bicycles"], ["Furniture", "Sofas"], ["Lighting"],
            ])
        #expect(table.listings.map(\.place?.town) == ["Leeds", "York", nil, "Hull"])
        #expect(table.listings[0].place?.latitude == 53.8)
        #expect(table.listings[0].photoNames.count == 2)
        #expect(
            table.listings.map { $0.photoNames.first } == [
                "https://sc.example/v/side-1.jpg?x=1", "https://sc.example/v/bike.jpg", "sofa.jpg", nil,
            ])
        let flat = try ReadTable(
            "id,title,price.amount,price.currency,location.city,photos.0.image.uri\nF1,Teak bench,45.00,EUR,Leeds,a.jpg\n"
        )
        #expect(flat.listings[0].price == Price(amount: 4500, currency: "EUR"))
        #expect(flat.listings[0].place?.town == "Leeds")
        #expect(flat.listings[0].photoNames == ["a.jpg"])
    }

    @Test(
        "arrays and wrapped lists",
        arguments: [
            #"[{"id": 1, "title": "A", "price": 1.125}, {"id": 2, "title": "B", "price": 2}]"#,
            "[\n  {\n    \"id\": 1,\n    \"title\": \"A\",\n    \"price\": 1.125\n  },\n  {\"id\": 2, \"title\": \"B\", \"price\": 2}\n]\n",
            #"{"total": 2, "next": null, "products": [{"id": 1, "title": "A", "price": 1.125}, {"id": 2, "title": "B", "price": 2}], "x": []}"#,
            "{\"meta\": {\"a\": [1]},\n\"items\": [\n{\"id\": 1, \"title\": \"A\", \"price\": 1.125},\n{\"id\": 2, \"title\": \"B\", \"price\": 2}]}",
            "{\n\"id\": 1, \"title\": \"A\", \"price\": 1.125\n}\n{\n\"id\": 2, \"title\": \"B\", \"price\": 2\n}\n",
        ])
    func arrays(_ text: String) throws {
        let table = try ReadTable(text, name: "table.json")
        #expect(table.listings.map(\.id) == ["1", "2"])
        #expect(table.amounts() == [113, 200])
    }

    @Test("a list that breaks off says so")
    func brokenArray() throws {
        let table = try ReadTable(#"[{"id": 1, "title": "A"}, {"id": 2, "title": "B"#, name: "table.json")
        #expect(table.listings.map(\.id) == ["1"])
        #expect(table.records[1].verdict.isRejected)
    }

    // MARK: Categories

    @Test("separators of categories are the column's")
    func categories() throws {
        let cells = [
            "Home & Garden > Furniture", "Home &amp; Garden &gt; Furniture", "TV/DVD/Blu-ray",
            "Movies/Series",
            "Men/Women/Unisex shoes", "CD's / Vinyl", "A/C & heating",
            "Mobile Phones > Apple > iPhone 12 / 12 Pro",
            "Pens -> Ink", "Toys › Lego", "Root > > Leaf", ">", "Books > Fiction, Home & Garden > Lamps",
            "Vehicles > Care, Cleaning > Wax", "[\"Books\",\"Fiction\"]",
        ]
        let rows = cells.enumerated().map { "\($0);Item \($0);\"\($1.replacing("\"", with: "\"\""))\"" }
        let table = try ReadTable("id;title;category\n" + rows.joined(separator: "\n") + "\n")
        let paths = table.listings.map(\.categoryPath)
        #expect(paths[0] == ["Home & Garden", "Furniture"] && paths[1] == paths[0])
        #expect(paths[2...6].allSatisfy { $0.count == 1 })
        #expect(paths[7] == ["Mobile Phones", "Apple", "iPhone 12 / 12 Pro"])
        #expect(
            paths[8] == ["Pens", "Ink"] && paths[9] == ["Toys", "Lego"] && paths[10] == ["Root", "Leaf"])
        #expect(paths[11].isEmpty)
        #expect(paths[12] == ["Books", "Fiction"])
        #expect(table.listings[12].otherCategoryPaths == [["Home & Garden", "Lamps"]])
        #expect(paths[13] == ["Vehicles", "Care, Cleaning", "Wax"])
        #expect(paths[14] == ["Books", "Fiction"])
        #expect(table.records[5].rules.contains(.categoryInDoubt))
        #expect(!table.records[2].rules.contains(.categoryInDoubt))
    }

    @Test(
        "a bare slash parts levels where the column is a tree",
        arguments: [
            (["Gear/Bags", "Gear/Watches", "Gear/Bags/Duffle"], [2, 2, 3]),
            (["TV/DVD", "Chairs", "Tables", "Lamps"], [1, 1, 1, 1]),
            (["Home / TV/DVD", "Home / Lamps"], [2, 2]),
            (["A|B", "A|C"], [2, 2]), (["Men/Women", "Cats/Dogs", "Art"], [1, 1, 1]),
            (["Shop/Audio/TV/DVD racks", "Shop/Audio/Amps", "Shop/Home"], [3, 3, 2]),
        ] as [([String], [Int])])
    func slashes(_ cells: [String], _ depths: [Int]) throws {
        let rows = cells.enumerated().map { "\($0),Item \($0),\($1)" }
        let table = try ReadTable("id,title,category\n" + rows.joined(separator: "\n") + "\n")
        #expect(table.listings.map(\.categoryPath.count) == depths)
    }

    @Test("spellings of a category are one, the most frequent shows")
    func spellings() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("t.csv")
        let cells = [
            "Home & Garden > Furniture", "Home &amp; Garden > Furniture", "Home and Garden > furniture",
            "home & garden > furniture", "Home & Garden>Furniture ", "HOME & GARDEN > FURNITURE",
            "Books > Sci-Fi",
            "Books > SciFi", "Books > Sci-Fi", "C++ > C", "C# > C",
        ]
        let rows = cells.enumerated().map { "\($0),Item \($0) \(UUID().uuidString),\"\($1)\"" }
        try Data(("id,title,category\n" + rows.joined(separator: "\n") + "\n").utf8).write(to: file)
        let workspace = try Workspace(at: folder.url.appendingPathComponent("w"), create: true)
        _ = try Importer(workspace: workspace).run(ImportRequest(listings: file))
        #expect(try workspace.categories() == ["Books", "C#", "C++", "Home & Garden"])
        var paths: Set<[String]> = []
        try workspace.forEachListing { paths.insert($0.listing.categoryPath) }
        #expect(paths.contains(["Home & Garden", "Furniture"]) && paths.contains(["Books", "Sci-Fi"]))
        #expect(!paths.contains(["Books", "SciFi"]))
        let hash = try workspace.contentHash()
        _ = try Importer(workspace: workspace).run(ImportRequest(listings: file))
        #expect(try workspace.contentHash() == hash)
    }

    // MARK: Dates, stock

    @Test("dates and stock are read by their column")
    func datesAndStock() throws {
        let table = try ReadTable(
            """
            id,title,listed_at,status
            1,A,03/04/2026,active
            2,B,25/04/2026,sold
            3,C,9999-12-31,reserved
            4,D,2026-02-30,draft
            5,E,1971-01-01,mysterious
            6,F,,
            """)
        func posted(_ id: String) -> String? {
            ListingAttributes(table[id]?.listing?.attributes ?? [:])[.postedAt]
        }
        #expect(posted("1") == "2026-04-03T00:00:00Z" && posted("2") == "2026-04-25T00:00:00Z")
        #expect(posted("3") == nil && posted("4") == nil && posted("5") == nil && posted("6") == nil)
        #expect(table["3"]?.rules.contains(.dateUnreadable) == true)
        #expect(table["1"]?.rules.contains(.dateInDoubt) == false)
        #expect(table.records.map(\.lifecycle) == [.onSale, .sold, .reserved, .withdrawn, nil, nil])
        #expect(table["5"]?.rules.contains(.availabilityUnknown) == true)
        let unclear = try ReadTable("id,title,date\n1,A,03/04/2026\n")
        #expect(unclear.records[0].rules.contains(.dateInDoubt))
    }

    // MARK: What was understood

    @Test("the understanding names columns, gaps and currencies, and its mapping reads the same")
    func understanding() throws {
        let text = """
            ref;titel;preis;rubrik;lager;notes
            1;Stuhl;49,90;Möbel > Stühle;12;x
            2;Schrank;1.450;;3;
            3;;auf Anfrage;Möbel > Tische;1;
            4;Tisch;£20;Möbel > Tische;0;
            """
        let table = try ReadTable(text)
        let understood = table.understood
        #expect(understood.columns.map(\.field) == [nil, "title", "price", "category", nil, nil])
        #expect(understood.columns.map(\.filled) == [4, 3, 4, 3, 4, 1])
        #expect(understood.columns[2].outcome.contains("decimal mark ,"))
        #expect(understood.columns[2].example == "49,90")
        #expect(understood.unusedColumns == ["ref", "lager", "notes"])
        #expect(understood.listings.withoutTitle == 1 && understood.listings.rejected == 1)
        #expect(understood.listings.withoutCategory == 1 && understood.listings.withoutPhoto == 3)
        #expect(understood.listings.currencies == ["": 2, "GBP": 1])
        #expect(understood.columns.allSatisfy { ($0.confidence ?? 1) > 0.5 })
        let again = try ReadTable(bytes: text.utf8, mapping: understood.mapping.json)
        #expect(again.listings == table.listings)
        #expect(again.understood.columns[2].confidence == 1)
    }
}
