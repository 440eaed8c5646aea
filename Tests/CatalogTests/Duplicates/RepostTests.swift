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

    /// b shares a photo with a, and another with c, which have none in common: no three make a group.
    @Test func groupsAreTight() {
        let subjects = subjects(
            [("Red sofa", "one"), ("Red sofa", "two"), ("Red sofa", "three")],
            photos: [(0, "p"), (1, "p"), (1, "q"), (2, "q")])
        #expect(reposts(subjects) == [1, 1, nil])
        #expect(Set(DuplicateFinder().groups(subjects)).count == 1)
    }
}
