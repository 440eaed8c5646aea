import Foundation
import Testing

@testable import SoukCatalog

/// What a page may fold, and what splits keep together, where a shop's terms and logo are everywhere.
struct RepostTests {
    private static let terms = """
        We are a small family shop and post every working day before two in the afternoon by tracked second class. \
        Returns are welcome within thirty days, please keep the packing. Small marks are to be expected.
        """
    private static let things = [
        "Denim jacket, medium", "Cast iron casserole", "Box of jigsaw puzzles", "Brass desk lamp",
        "Child scooter, green", "Walnut wall clock", "Acoustic guitar", "Garden hose reel",
    ]

    private func subjects(
        _ texts: [(String, String)], photos: [(Int, String)] = [], sellers: [Int: String] = [:]
    ) -> DuplicateSubjects {
        DuplicateSubjects(
            ids: texts.indices.map { "l\($0)" },
            texts: texts.map { DuplicateText(title: $0.0, description: $0.1) },
            context: texts.indices.map { "\($0)" },
            photos: photos.map {
                .init(listing: $0.0, contentHash: $0.1, perceptualHash: StableHash.hash($0.1.utf8))
            }, sellers: texts.indices.map { sellers[$0] })
    }

    /// The same photo and title for another price: a used one beside a new one.
    @Test(arguments: [
        (6500, 10_500, false), (3800, 3900, true), (10_000, 12_500, true), (10_000, 12_501, false),
    ])
    func pricesFarApartAreOtherOffers(one: Int, other: Int, isRepost: Bool) {
        var pair = subjects(
            [("Wireless headset", "Fairly used, with cable"), ("Wireless headset", "Brand new in its box")],
            photos: [(0, "headset"), (1, "headset")])
        pair.prices = [Price(amount: one, currency: "GBP"), Price(amount: other, currency: "GBP")]
        #expect((reposts(pair)[1] != nil) == isRepost)
        pair.prices[1]?.currency = "EUR"
        #expect(reposts(pair)[1] == nil)
        pair.prices[1] = nil
        #expect(reposts(pair)[1] != nil)
    }

    /// Labels of people beside what the catalogue folds and keeps together.
    @Test func labelledPairs() throws {
        let folder = try TemporaryFolder()
        let workspace = try Workspace(at: folder.url.appendingPathComponent("w"), create: true)
        let text = "Solid oak desk with two drawers and a few marks for collection from the first floor only"
        let rows = [
            "id,title,description", "a,Oak desk,\(text)", "b,Oak desk,\(text)",
            "c,Oak desk,\(text) and thanks",
            "d,Brass lamp,A lamp of brass with a long cord and a green shade for a desk or a shelf",
        ]
        let table = folder.url.appendingPathComponent("t.csv")
        try Data(rows.joined(separator: "\n").utf8).write(to: table)
        _ = try Importer(workspace: workspace).run(ImportRequest(listings: table))
        let labels = folder.url.appendingPathComponent("labels.csv")
        func figures(_ lines: [String]) throws -> PairFigures {
            try Data((["listing,other,verdict"] + lines).joined(separator: "\n").utf8).write(to: labels)
            return try workspace.pairFigures(labels: labels)
        }
        let found = try figures(["a,b,same", "a,c,same", "a,d,different", "a,x,same"])
        #expect(found.pairs == 3 && found.unknown == 1)
        #expect(found.reposts.precision == 1 && found.reposts.recall == 0.5)
        #expect(found.related.precision == 1 && found.related.recall == 1)
        #expect(try figures(["a,b,different"]).reposts.precision == 0)
        #expect(try figures(["a,d,different"]).reposts.precision == nil)
        #expect(throws: CatalogError.self) { try figures(["a,b,perhaps"]) }
    }

    private func reposts(_ subjects: DuplicateSubjects) -> [Int?] {
        RepostFinder(subjects, photoDistance: 8).members().map { $0?.group }
    }

    @Test(arguments: [4, 6, 8]) func aShopsTermsGlueNothing(count: Int) {
        let subjects = subjects(Self.things.prefix(count).map { ($0, "\($0). \(Self.terms)") })
        #expect(Set(DuplicateFinder().groups(subjects)).count == count)
        #expect(reposts(subjects).allSatisfy { $0 == nil })
    }

    @Test(arguments: [4, 8]) func aSharedLogoGluesNothing(count: Int) {
        let texts = Self.things.prefix(count).map { ($0, "as described, ask for details") }
        let photos = (0..<count).flatMap { [($0, "own \($0)"), ($0, "logo")] }
        let subjects = subjects(Array(texts), photos: photos)
        #expect(Set(DuplicateFinder().groups(subjects)).count == count)
        #expect(reposts(subjects).allSatisfy { $0 == nil })
    }

    /// A brand in every title makes the titles no more alike.
    @Test func aBrandInEveryTitle() {
        let texts = Self.things.map { ("Acme & Sons \($0)", "\($0). \(Self.terms)") }
        #expect(Set(DuplicateFinder().groups(subjects(texts))).count == texts.count)
    }

    @Test func aRepostIsFoundAmongAShopsThings() {
        var texts = Self.things.map { ($0, "\($0). \(Self.terms)") }
        texts.append((Self.things[3], "\(Self.things[3]). \(Self.terms)"))
        let subjects = subjects(texts)
        #expect(reposts(subjects)[3] == 1 && reposts(subjects)[8] == 1)
        #expect(reposts(subjects).filter { $0 != nil }.count == 2)
        #expect(DuplicateFinder().groups(subjects)[3] == DuplicateFinder().groups(subjects)[8])
    }

    @Test func whatIsARepostAndWhatIsNot() {
        let long = "Solid oak, seats six, a few scratches on one leg, collection from the first floor"
        func pair(
            _ one: (String, String), _ other: (String, String), photos: [(Int, String)] = [],
            sellers: [Int: String] = [:]
        ) -> RepostFinder.Reason? {
            let subjects = subjects([one, other], photos: photos, sellers: sellers)
            return RepostFinder(subjects, photoDistance: 8).members()[1]?.reason
        }
        #expect(pair(("Oak table", long), ("OAK TABLE!", long)) == .sameText)
        #expect(pair(("Oak table", long), ("Pine table", long)) == nil)
        #expect(pair(("Oak table", long), ("Oak table", long), sellers: [0: "ann", 1: "bob"]) == nil)
        #expect(pair(("Oak table", long), ("Oak table", long), sellers: [0: "ann", 1: "ann"]) == .sameText)
        #expect(pair(("Oak table", long), ("Oak table", long), photos: [(0, "a"), (1, "b")]) == nil)
        #expect(pair(("Oak table", long), ("Oak table", long), photos: [(0, "a")]) == .sameText)
        #expect(pair(("Sofa", "Nice"), ("Sofa", "Good"), photos: [(0, "a"), (1, "a")]) == .samePhoto)
        #expect(pair(("Sofa", "Nice"), ("Chair", "Nice"), photos: [(0, "a"), (1, "a")]) == nil)
        #expect(pair(("Sofa", "Collection only"), ("Sofa", "Collection only")) == nil)
        #expect(pair(("", long), ("", long)) == nil)
    }

    /// One text under photos of two beds: a listing without photos may offer either.
    @Test func aTextOfSeveralThingsTellsNoneOfThem() {
        let text = ("Bed", "Brand new beds, all sizes and colours available here, please send a message")
        #expect(
            reposts(subjects([text, text, text], photos: [(0, "grey"), (1, "blue")])).allSatisfy { $0 == nil }
        )
        #expect(reposts(subjects([text, text, text], photos: [(0, "grey"), (1, "grey")])) == [1, 1, 1])
        #expect(reposts(subjects([text, text], photos: [(0, "grey")])) == [1, 1])
    }

    /// b shares a photo with a, and another with c, which have none in common: no three make a group.
    @Test func groupsAreTight() {
        let subjects = subjects(
            [("Red sofa", "one"), ("Red sofa", "two"), ("Red sofa", "three")],
            photos: [(0, "p"), (1, "p"), (1, "q"), (2, "q")])
        #expect(reposts(subjects) == [1, 1, nil])
        #expect(Set(DuplicateFinder().groups(subjects)).count == 1)
    }
}
