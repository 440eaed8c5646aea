import SoukCatalog
import SoukTestSupport
import Testing

/// What the gazetteer offers to whoever types a name.
struct PlacesTests {
    @Test(arguments: [("Leedz", ["Leeds"]), ("Brsitol", ["Bristol"]), ("Lon", []), ("Xyzzy", []), ("", [])])
    func similarNames(typed: String, expected: [String]) throws {
        let gazetteer = try #require(SmallGazetteer.shared)
        #expect(gazetteer.similarNames(to: typed, country: "GB") == expected)
    }

    @Test func townsAreFoundByExactNameOnly() throws {
        let gazetteer = try #require(SmallGazetteer.shared)
        #expect(gazetteer.town(named: "LEEDS", country: "GB")?.population == 536_280)
        #expect(gazetteer.town(named: "Saint Albans", country: "GB")?.name == "St Albans")
        #expect(gazetteer.town(named: "Brown", country: "GB") == nil)
        #expect(gazetteer.town(named: "North Leeds", country: "GB") == nil)
    }

    @Test(arguments: [
        ("sofa", "sofa", 2, 0), ("sofa", "soaf", 2, 1), ("sofa", "sfoa", 1, 1), ("sofa", "sofas", 1, 1),
        ("kitten", "sitting", 3, 3), ("", "ab", 2, 2),
    ])
    func editDistance(one: String, other: String, limit: Int, expected: Int) {
        #expect(EditDistance.between(one, other, limit: limit) == expected)
        #expect(EditDistance.between(other, one, limit: limit) == expected)
        if expected > 0 { #expect(EditDistance.between(one, other, limit: expected - 1) == nil) }
    }
}
