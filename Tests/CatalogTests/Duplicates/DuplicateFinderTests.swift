import Testing

@testable import SoukCatalog

/// What counts as the same listing, and what does not.
struct DuplicateFinderTests {
    private static let long = """
        Solid oak dining table with six chairs, a few scratches on one leg, seats eight people easily, \
        from a smoke free home, collection from the first floor, cash please
        """

    @Test(arguments: [
        // Case, punctuation and white space do not matter.
        (("Oak table", long), ("OAK TABLE!", long.uppercased().replacing(" ", with: "  ")), true),
        // A few words changed in a long text.
        (("Oak table", long), ("Oak table", long.replacing("a few scratches", with: "some scratches")), true),
        (("Oak table", long), ("Oak table bargain", long + " thanks"), true),
        // The same thing said differently is not found by text.
        (
            ("Oak table", long), ("Table of oak", "Six chairs come with it, ring me, no time wasters please"),
            false
        ),
        // Short generic texts glue nothing.
        (("Sofa", "Collection only"), ("Sofa", "Collection only"), false),
        (("Sofa", ""), ("Sofa", ""), false),
        (("", ""), ("", ""), false),
        (
            ("Bike", "Good condition. Collection only please."),
            ("Lamp", "Good condition. Collection only please."), false
        ),
    ])
    func judgesTexts(a: (String, String), b: (String, String), alike: Bool) {
        let groups = DuplicateFinder().groups(subjects([a, b]))
        #expect((groups[0] == groups[1]) == alike)
    }

    @Test func shortTextsCountWithTheSamePriceAndTown() {
        var subjects = subjects([
            ("Sofa", "Collection only"), ("Sofa", "Collection only"), ("Sofa", "Collection only"),
        ])
        subjects.context = ["5000 York", "5000 York", "5000 Leeds"]
        #expect(DuplicateFinder().groups(subjects) == [0, 0, 1])
    }

    @Test(arguments: [
        ("a", "a", 0, true), ("a", "b", 0, true), ("a", "b", 3, true), ("a", "b", 8, true),
        ("a", "b", 9, false),
        ("a", "b", 32, false), ("a", "a", 32, true),
    ])
    func judgesPhotos(hash: String, other: String, bits: Int, alike: Bool) {
        var subjects = subjects([("Red chair", "nice"), ("Blue lamp", "old")])
        let base: UInt64 = 0x9A5C_3E17_D042_8BF6
        subjects.photos = [
            .init(listing: 0, contentHash: hash, perceptualHash: base),
            .init(listing: 1, contentHash: other, perceptualHash: base ^ (1 << UInt64(bits) - 1)),
        ]
        let groups = DuplicateFinder().groups(subjects)
        #expect((groups[0] == groups[1]) == alike)
    }

    @Test func groupsFollowChains() {
        var subjects = subjects((0..<5).map { ("Thing \($0)", "") })
        subjects.photos = [(0, "x"), (3, "x"), (3, "y"), (4, "y")].enumerated().map { index, photo in
            .init(listing: photo.0, contentHash: photo.1, perceptualHash: StableHash.hash("\(index)".utf8))
        }
        #expect(DuplicateFinder().groups(subjects) == [0, 1, 2, 0, 0])
    }

    private func subjects(_ texts: [(String, String)]) -> DuplicateSubjects {
        DuplicateSubjects(
            ids: texts.indices.map { "l\($0)" },
            texts: texts.map { DuplicateText(title: $0.0, description: $0.1) },
            context: texts.indices.map { "\($0)" }, photos: [], sellers: texts.map { _ in nil })
    }
}
