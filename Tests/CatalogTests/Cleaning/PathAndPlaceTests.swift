import Foundation
import Testing

@testable import SoukCatalog

@Suite("Category paths and places")
struct PathAndPlaceTests {
    @Test(
        "paths are read in the forms of many shops",
        arguments: [
            (
                "Home & Garden / Dining, Living Room / Mirrors",
                ["Home & Garden", "Dining, Living Room", "Mirrors"]
            ),
            ("Home > Lamps", ["Home", "Lamps"]), ("Home >> Lamps >> Oak", ["Home", "Lamps", "Oak"]),
            ("Home>Lamps", ["Home", "Lamps"]),
            ("Home | Lamps", ["Home", "Lamps"]), ("Home›Lamps", ["Home", "Lamps"]),
            ("[\"Clothing >> Women >> Shorts\"]", ["Clothing", "Women", "Shorts"]),
            ("['Home', 'Lamps']", ["Home", "Lamps"]),
            ("[\"Home\", \"Lamps, Oak\"]", ["Home", "Lamps, Oak"]),
            ("[Home > Lamps, Attic > Lamps]", ["Home", "Lamps"]),
            ("Home &amp; Garden / Lamps", ["Home & Garden", "Lamps"]),
            (" / Home /  / Lamps / ", ["Home", "Lamps"]),
            ("TV/Video", ["TV/Video"]), ("Clothing/Women/Dresses", ["Clothing", "Women", "Dresses"]),
            ("", []), ("[]", []),
            ("  ", []), ("A / B / C / D / E / F / G / H / I / J", ["A", "B", "C", "D", "E", "F", "G", "H"]),
        ])
    func paths(_ text: String, _ expected: [String]) {
        #expect(CategoryPath(text).levels == expected)
    }

    @Test(
        "locations are town and county",
        arguments: [
            ("Otley, West Yorkshire", "Otley", "West Yorkshire"), ("Aberdeen", "Aberdeen", nil),
            ("Hackney, London, UK", "Hackney", "London"),
            ("Otley LS21 3AB", "Otley", nil), ("LS21 3AB", "Leeds", nil), ("ls213ab", "Leeds", nil),
            ("Otley, LS21", "Otley", nil),
            ("Hyde Park, Leeds, West Yorkshire", "Hyde Park, Leeds", "West Yorkshire"), ("", "", nil),
            (" , ", "", nil),
            ("London", "London", nil), ("M6 motorway", "M6 motorway", nil),
        ] as [(String, String, String?)])
    func locations(_ text: String, _ town: String, _ county: String?) {
        let location = LocationText(text)
        #expect(location.town == town)
        #expect(location.county == county)
    }

    @Test("coordinates stand for themselves")
    func coordinates() {
        #expect(LocationText("51.41, -0.83").coordinates == Coordinates(latitude: 51.41, longitude: -0.83))
        #expect(Coordinates(latitude: 91, longitude: 0) == nil)
        #expect(Coordinates(latitude: 0, longitude: 0) == nil)
        #expect(Coordinates(latitude: .nan, longitude: 0) == nil)
    }

    @Test(
        "names of places fold",
        arguments: [
            ("King's Lynn", "kings lynn"), ("Stoke-on-Trent", "stoke on trent"), ("Zürich", "zurich"),
            ("Łódź", "lodz"), ("  A  b ", "a b"), ("東京", ""),
        ])
    func folding(_ name: String, _ key: String) {
        #expect(PlaceName.key(name) == key)
    }

    /// A small gazetteer: two Newports, a city with a quarter, a town that has a longer name.
    private func gazetteer() throws -> Gazetteer {
        let lines = [
            "kingston upon thames\tKingston upon Thames\tGB\tENG\t51.41\t-0.3\t10000",
            "london\tLondon\tGB\tENG\t51.51\t-0.13\t8900000",
            "newport\tNewport\tGB\tENG\t50.7\t-1.29\t25000", "newport\tNewport\tGB\tWLS\t51.59\t-3\t160000",
            "newport\tNewport\tUS\tRI\t41.49\t-71.31\t24000",
            "saint ives\tSaint Ives\tGB\tENG\t50.21\t-5.48\t9900",
        ]
        let header = "# key\tname\tcountry\tdivision\tlatitude\tlongitude\tpopulation\n"
        let text = header + lines.joined(separator: "\n") + "\n"
        return try Gazetteer(url: temporaryTable(text.utf8, name: "places.tsv"))
    }

    @Test("the county tells which Newport, the quarter falls back to its city")
    func places() throws {
        let gazetteer = try gazetteer()
        #expect(gazetteer.place(town: "Newport", county: "Isle of Wight", country: "GB")?.latitude == 50.7)
        #expect(gazetteer.place(town: "NEWPORT", country: "GB")?.latitude == 51.59)
        #expect(gazetteer.place(town: "Newport", county: "RI", country: "US")?.latitude == 41.49)
        #expect(gazetteer.place(town: "Newport", county: "Norfolk", country: "GB") == nil)
        #expect(gazetteer.place(town: "Kingston", county: "London", country: "GB")?.latitude == 51.41)
        #expect(gazetteer.match(town: "St. Ives", county: "Cornwall", country: "GB")?.isCity == false)
        #expect(gazetteer.match(town: "Nowhere Green", county: "London", country: "GB")?.isCity == true)
        #expect(gazetteer.place(town: "Nowhere", county: "Norfolk", country: "GB") == nil)
        #expect(gazetteer.place(town: "", country: "GB") == nil)
        #expect(gazetteer.place(town: "Aaaa") == nil)
        #expect(gazetteer.place(town: "zzzz") == nil)
    }

    @Test("a missing or foreign file is refused with a remedy")
    func files() throws {
        #expect(throws: CatalogError.self) { try Gazetteer(url: URL(fileURLWithPath: "/nowhere/places.tsv")) }
        let other = try temporaryTable("id,title\n".utf8)
        #expect(throws: CatalogError.self) { try Gazetteer(url: other) }
    }

    @Test(
        "the bundled gazetteer knows British towns",
        .enabled(if: Gazetteer.bundled() != nil, "needs Scripts/bootstrap"))
    func bundled() throws {
        let gazetteer = try #require(Gazetteer.bundled())
        for (town, county, latitude) in [
            ("Wokingham", "Berkshire", 51.41), ("Hull", "East Yorkshire", 53.74),
            ("Richmond", "North Yorkshire", 54.4), ("Richmond", "London", 51.46),
        ] {
            let found = try #require(gazetteer.place(town: town, county: county, country: "GB")?.latitude)
            #expect(abs(found - latitude) < 0.05, "\(town), \(county)")
        }
    }
}
