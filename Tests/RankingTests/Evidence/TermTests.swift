import Testing

@testable import SoukRanking

@Suite struct TermTests {
    private static func spelled(_ text: String) -> [String] { Term.read(text).map(\.text) }

    @Test(
        arguments: [
            ("4 ft. x 8 ft. Panels", ["4", "ft", "x", "8", "ft", "panel"]),
            ("4-foot pipe", ["4", "ft", "pipe"]), ("4' x 8'", ["4", "ft", "x", "8", "ft"]),
            ("60\" TV", ["60", "in", "tv"]), ("1,000 lb. hoist", ["1000", "lb", "hoist"]),
            ("3/4 in. by 1.5in", ["3/4", "in", "by", "1.5", "in"]), ("", []), ("🛋️ — !", []),
            ("Crème brûlée", ["crem", "brule"]), ("in a box", ["in", "a", "box"]),
        ] as [(String, [String])])
    func reading(_ text: String, _ expected: [String]) { #expect(Self.spelled(text) == expected) }

    @Test(arguments: [
        ["panel", "panels"], ["box", "boxes"], ["battery", "batteries"],
        ["fit", "fitting", "fitted", "fits"],
        ["brush", "brushes"], ["glass", "glasses"], ["light", "lights", "lighting"],
    ])
    func formsOfAWordAreOne(_ forms: [String]) {
        #expect(Set(forms.map(LightStemmer.stem)).count == 1)
    }

    @Test(arguments: [("bus", "but"), ("ring", "r"), ("red", "r"), ("glass", "glas"), ("sofa", "sof")])
    func differentWordsStayApart(_ a: String, _ b: String) {
        #expect(LightStemmer.stem(a) != LightStemmer.stem(b))
    }

    @Test func unitsNeedTheirNumberWhereTheyAreWords() {
        #expect(Term.read("in")[0].kind == .function)
        #expect(Term.read("5 in")[1].kind == .unit)
        #expect(Term.read("foot stool")[0].kind == .word)
    }

    @Test func longTextsAreCut() {
        #expect(Term.read(String(repeating: "sofa ", count: 100_000)).count < 1_000)
    }
}

@Suite struct TermMatcherTests {
    private func strength(_ query: String, _ title: String) -> Double {
        var matcher = TermMatcher(Array(Term.read(query).prefix(1)))
        return matcher.match(Term.read(title)).strengths[0]
    }

    @Test(arguments: [
        ("sofas", "Corner Sofa", 1.0), ("leather", "Lether sofa", 0.8), ("lether", "Leather sofa", 0.8),
        ("wardrobe", "Wadrrobe", 0.0), ("footstool", "Foot stool", 0.8), ("screw", "Screwdriver", 0.6),
        ("board", "Skateboard", 0.5), ("cat", "Car", 0.0), ("sofa", "Lamp", 0.0), ("5", "55", 0.0),
    ])
    func strengths(_ query: String, _ title: String, _ expected: Double) {
        if expected > 0 || query.count < 5 {
            #expect(strength(query, title) == expected)
        } else {
            #expect(strength(query, title) < 1)
        }
    }

    @Test(arguments: [
        ("abc", "abc", true), ("abc", "abd", true), ("abc", "acb", true), ("abc", "ab", true),
        ("abc", "abxc", true), ("abc", "cba", false), ("abc", "a", false), ("", "a", true), ("", "", true),
        ("abcd", "badc", false),
    ])
    func oneSlip(_ a: String, _ b: String, _ expected: Bool) {
        #expect(TermMatcher.isOneSlip(Array(a.utf8), Array(b.utf8)) == expected)
        #expect(TermMatcher.isOneSlip(Array(b.utf8), Array(a.utf8)) == expected)
    }
}
