import Testing

@testable import SoukCatalog

/// Laws of the draw, on random catalogues.
struct SplitPlannerTests {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func keepsGroupsTogether(seed: UInt64) {
        let items = randomItems(seed: seed)
        let parts = SplitPlanner(seed: 42).plan(items)
        let byGroup = Dictionary(grouping: zip(items, parts)) { $0.0.group }
        #expect(byGroup.values.allSatisfy { Set($0.map(\.1)).count == 1 })
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func givesEachPartItsShareOfEachCategory(seed: UInt64) {
        let items = randomItems(seed: seed)
        let parts = SplitPlanner(seed: seed).plan(items)
        for (category, members) in Dictionary(grouping: items.indices, by: { items[$0].category }) {
            let groups = Dictionary(grouping: members) { items[$0].group }
            let largest = groups.values.map(\.count).max() ?? 0
            for part in SplitPart.allCases {
                let count = members.count { parts[$0] == part }
                let expected = part.share * Double(members.count)
                #expect(
                    abs(Double(count) - expected) <= Double(largest),
                    "\(category) \(part) of \(members.count)")
            }
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func dependsOnNeitherOrderNorGroupNumbers(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let items = randomItems(seed: seed)
        let parts = byID(items, SplitPlanner(seed: 7).plan(items))
        let shuffled = items.shuffled(using: &generator).map { item in
            var item = item
            item.group = 100_000 - item.group
            return item
        }
        #expect(byID(shuffled, SplitPlanner(seed: 7).plan(shuffled)) == parts)
        #expect(byID(items, SplitPlanner(seed: 8).plan(items)) != parts)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func leavesEarlierPartsAsTheyAre(seed: UInt64) {
        var items = randomItems(seed: seed)
        let cut = items.count / 2
        let known = Set(items[..<cut].map(\.group))
        let early = items.indices.filter { known.contains(items[$0].group) }
        for (index, part) in zip(early, SplitPlanner(seed: 42).plan(early.map { items[$0] })) {
            items[index].part = part
        }
        let parts = SplitPlanner(seed: 42).plan(items)
        #expect(early.allSatisfy { parts[$0] == items[$0].part })
        for part in SplitPart.allCases {
            let share = Double(parts.count { $0 == part }) / Double(parts.count)
            #expect(abs(share - part.share) < 0.05)
        }
    }

    @Test(arguments: 3..<12)
    func opensEveryPartFromThreeGroupsOn(groups: Int) {
        let items = (0..<groups).map { SplitPlanner.Item(id: "l\($0)", group: $0, category: "c") }
        #expect(Set(SplitPlanner(seed: 42).plan(items)) == Set(SplitPart.allCases))
    }

    @Test func opensEveryPartBesideOneGreatGroup() {
        let great = (0..<40).map { SplitPlanner.Item(id: "great\($0)", group: 0, category: "c") }
        let small = (1..<3).map { SplitPlanner.Item(id: "small\($0)", group: $0, category: "c") }
        #expect(Set(SplitPlanner(seed: 42).plan(great + small)) == Set(SplitPart.allCases))
    }

    /// A listing that glues two groups together moves what it must towards training, never out of it.
    @Test(arguments: [
        ([SplitPart.train, .test, nil], SplitPart.train),
        ([.validation, .test, nil], .validation),
        ([.test, nil, nil], .test),
    ])
    func gluedGroupsMoveTowardsTraining(earlier: [SplitPart?], expected: SplitPart) {
        let items = earlier.enumerated().map { index, part in
            SplitPlanner.Item(id: "l\(index)", group: 0, category: "c", part: part)
        }
        #expect(SplitPlanner(seed: 42).plan(items) == Array(repeating: expected, count: 3))
    }

    /// The same on every platform and with every compiler.
    @Test func drawsWhatItAlwaysDrew() {
        let items = (0..<12).map { SplitPlanner.Item(id: "listing-\($0)", group: $0, category: "c\($0 % 2)") }
        let letters = SplitPlanner(seed: 42).plan(items).map { String($0.rawValue.prefix(2)) }
        #expect(letters.joined(separator: " ") == "va tr te tr tr va tr tr tr te tr tr")
        var generator = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in generator.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }

    private func byID(_ items: [SplitPlanner.Item], _ parts: [SplitPart]) -> [String: SplitPart] {
        Dictionary(uniqueKeysWithValues: zip(items.map(\.id), parts))
    }

    /// A few hundred listings in groups of 1 to 6, of 5 categories.
    private func randomItems(seed: UInt64) -> [SplitPlanner.Item] {
        var generator = SplitMix64(seed: seed)
        var items: [SplitPlanner.Item] = []
        for group in 0..<200 {
            let category = "category \(Int.random(in: 0..<5, using: &generator))"
            let size = Bool.random(using: &generator) ? 1 : Int.random(in: 1...6, using: &generator)
            for _ in 0..<size {
                items.append(.init(id: "\(generator.next())", group: group, category: category))
            }
        }
        return items
    }
}
