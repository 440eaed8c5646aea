import SoukAnalysis
import Testing

@Suite struct TextAnalyzerTests {
    let analyzer = TextAnalyzer()

    private func forms(_ text: String) -> Set<String> { Set(analyzer.tokens(text).map(\.form)) }

    @Test(
        arguments: [
            ("Red, LEATHER  sofa!", ["red", "leather", "sofa"]),
            ("WH-1000XM4", ["wh", "1000", "xm", "4"]), ("RTX3070 Ti", ["rtx", "3070", "ti"]),
            ("205/55 R16", ["205", "55", "r", "16"]), ("men's women’s", ["men", "women"]),
            ("groß Weiß Straße", ["gross", "weiss", "strasse"]), ("Łódź Ærø", ["lodz", "aero"]),
            ("ÅNGSTRÖM Dıyarbakır İzmir", ["angstrom", "diyarbakir", "izmir"]),
            ("ｆｕｌｌ　ｗｉｄｔｈ １２", ["full", "width", "12"]), ("Cafe\u{301} café", ["cafe", "cafe"]),
            ("1,000 2.50 4.0 1.2.3", ["1000", "2.5", "4", "1", "2", "3"]),
            ("c# F# c++ .NET node.js", ["c#", "f#", "c++", ".net", "node", "js"]),
            ("Galaxy S20+", ["galaxy", "s", "20", "plus"]), ("自転車", ["自", "転", "車"]),
            ("½ 2½", ["0.5", "2.5"]), ("Ёлка Чай", ["елка", "чай"]), ("٣ हिन्दी", ["3", "हिन्दी"]),
            ("soft\u{AD}hyphen", ["softhyphen"]), ("Bosch™", ["bosch"]), ("", []), ("🛋️ !", []),
        ] as [(String, [String])])
    func words(_ text: String, _ expected: [String]) {
        #expect(analyzer.words(text) == expected)
        let words = analyzer.tokens(text).filter { $0.kind == .word }
        #expect(words.map(\.form) == expected)
        #expect(words.map(\.position) == Array(expected.indices))
    }

    @Test(arguments: [
        ("DVDs", "dvd"), ("CDs", "cd"), ("TVs", "tv"), ("LPs", "lp"), ("PCs", "pc"), ("sofas", "sofa"),
    ])
    func initialsHaveAPlural(_ many: String, _ one: String) {
        let stems = [many, one].map { analyzer.stem(analyzer.words($0)[0]) }
        #expect(stems[0] == stems[1])
    }

    @Test(
        arguments: [
            ("WH-1000XM4", ["wh1000xm4", "1000xm4", "xm4", "wh1000"]), ("DHP484Z", ["dhp484", "dhp484z"]),
            ("51-16-8-238-375", ["51168238375", "8238375"]), ("51 16 8 238 375", ["51168238375"]),
            ("00630212", ["630212"]), ("wi-fi T-shirt O'Neill", ["wifi", "tshirt", "oneill"]),
            ("a/c AT&T B & Q", ["ac", "att", "bq"]), ("asp.net node.js", [".net", "aspnet", "nodejs"]),
            ("120 x 60", ["120x60"]), ("120×60", ["120x60"]), ("PS5 4K", ["ps5", "4k"]),
            ("二手苹果手机", ["手机", "苹果"]), ("จักรยานสีแดง", ["จักรยาน"]),
        ] as [(String, [String])])
    func wholes(_ text: String, _ expected: [String]) {
        #expect(forms(text).isSuperset(of: expected), "\(forms(text))")
    }

    @Test(
        arguments: [
            ("50in", "127cm"), ("50\"", "127cm"), ("50 inch", "127cm"), ("50-inch", "127cm"),
            ("50”", "127cm"),
            ("127 cm", "127cm"), ("1.27m", "127cm"), ("18V", "18v"), ("18 volt", "18v"), ("4.0Ah", "4000mah"),
            ("4 ah", "4000mah"), ("4000mAh", "4000mah"), ("2TB", "2000000mb"), ("500 ml", "500ml"),
            ("0.5 litre", "500ml"), ("6ft", "183cm"), ("6'", "183cm"), ("3/4 in", "1.9cm"),
            ("1 1/2 inch", "3.8cm"),
            ("2½ inch", "6.4cm"), ("two seater", "2seater"), ("2-seater", "2seater"), ("1.5kW", "1500w"),
        ])
    func measures(_ text: String, _ form: String) {
        let measures = analyzer.tokens(text).filter { $0.kind == .measure }
        #expect(measures.map(\.form) == [form])
        #expect(measures.first?.bytes == 0..<text.utf8.count)
    }

    @Test func bothSidesOfADimensionHaveItsUnit() {
        #expect(forms("120 x 60 cm").isSuperset(of: ["120cm", "60cm", "120x60"]))
        #expect(!forms("5 in stock").contains("13cm") && !forms("2 in 1").contains("5.1cm"))
    }

    @Test(
        arguments: [
            ["scarf", "scarves", "scarfs"], ["knife", "knives"], ["foot", "feet"], ["mouse", "mice"],
            ["man", "men", "mens"], ["lens", "lenses"], ["chair", "chairs"], ["battery", "batteries"],
            ["colour", "color", "colours", "colors"], ["shelf", "shelves"], ["box", "boxes"],
        ])
    func stems(_ forms: [String]) {
        #expect(Set(forms.map(analyzer.stem)).count == 1, "\(forms.map(analyzer.stem))")
    }

    @Test func codesAndOtherScriptsAreTheirOwnStems() {
        for form in ["xm4", "4s", "css", "xs", "c#", "елки", "手机", "as"] {
            #expect(analyzer.stem(form) == form)
        }
    }

    /// Whatever is written, tokens lie within it, words in order of position.
    @Test func anyTextIsCut() {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            "a", "Z", "9", "-", "\"", "'", " ", ".", "/", "&", "+", "#", "é", "\u{301}", "ß", "手", "ｶﾞ", "ไ",
            "½",
            "\u{0}", "\u{10FFFF}", "🛋️", "\u{200D}", "in", "x", "ﷺ",
        ]
        for _ in 0..<500 {
            let text = (0..<Int.random(in: 0...24, using: &random)).map { _ in pieces.randomElement() ?? "" }
                .joined()
            let tokens = analyzer.tokens(text)
            let words = tokens.filter { $0.kind == .word }
            #expect(words.map(\.position) == Array(words.indices))
            for token in tokens {
                #expect(token.bytes.lowerBound >= 0 && token.bytes.upperBound <= text.utf8.count)
                #expect(!token.form.isEmpty && token.position + token.width <= words.count, "\(text)")
            }
        }
    }
}
