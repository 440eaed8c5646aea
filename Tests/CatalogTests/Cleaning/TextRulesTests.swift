import Testing

@testable import Catalog

@Suite struct TextRulesTests {
    @Test(arguments: [
        ("Lamp | in Melrose, Scottish Borders | Gumtree", "Lamp"),
        ("Brass | copper lamp | in Melrose, Scottish Borders | Gumtree", "Brass | copper lamp"),
        ("Lamp   with\nshade", "Lamp with shade"), ("Lamp in a box", "Lamp in a box"),
        ("A | B", "A | B"), ("Caf&eacute; &amp; bar sign", "Café & bar sign"),
    ])
    func titles(raw: String, clean: String) {
        #expect(CleaningFixture.title(raw) == clean)
    }

    @Test(arguments: [
        ("3 < 5 and 7 > 2", "3 < 5 and 7 > 2"), ("R&B; AT&T", "R&B; AT&T"), ("a <3 b", "a <3 b"),
        ("<p>One</p><p>Two<br/>Three</p>", "One\n\nTwo\nThree"), ("<b>Bold</b> text", "Bold text"),
        ("3 &lt; 5 &quot;q&quot; &#8364;5 &#x41;", "3 < 5 \"q\" €5 A"), ("&amp;pound;5", "£5"),
        ("<script>alert(1)</script>Text", "Text"), ("fish &amp; chips", "fish & chips"),
    ])
    func markup(raw: String, clean: String) {
        let found = CleaningFixture.description(raw)?.replacing("\n\n", with: "\n")
        #expect(found == clean.replacing("\n\n", with: "\n"))
    }

    @Test(arguments: [
        ("itâ€™s", "it’s"), ("Â£5", "£5"), ("CafÃ©", "Café"), ("â€œaâ€\u{9D}", "“a”"), ("5 â€“ 6", "5 – 6"),
        ("ðŸ˜€", "😀"), ("“CAFÉ” É™", "“CAFÉ” É™"), ("Português: não", "Português: não"),
        ("50\u{A1}C to 200\u{A1}C", "50°C to 200°C"), ("-20~-18˚C", "-20~-18°C"), ("don\u{FFFD}t", "don’t"),
        ("e\u{301}te\u{301}", "été"), ("a\u{200B}b\u{FEFF}c", "abc"), ("a\u{0}b\u{7}c", "abc"),
        ("👩\u{200D}🔧 tools", "👩\u{200D}🔧 tools"), ("❤️", "❤️"),
    ])
    func characters(raw: String, clean: String) {
        let found = CleaningFixture.description(raw)
        #expect(found.map { Array($0.unicodeScalars) } == Array(clean.unicodeScalars))
    }

    @Test(arguments: [
        ("one\rtwo\r\nthree\nfour", "one\ntwo\nthree\nfour"), ("  a \t b\u{A0}c  ", "a b c"),
        ("a\n\n\n\n\nb", "a\n\nb"), ("\u{2028}a\u{2028}b", "a\nb"), (" \n ", ""),
    ])
    func whiteSpace(raw: String, clean: String) {
        #expect(CleaningFixture.description(raw) == clean)
    }

    @Test(arguments: [
        (
            "Oak mirror. Posted by Pat in Dining, Living Room Furniture, Mirrors, Clocks & Ornaments in Melrose. 25 February 2022Size 45x45cm",
            "Oak mirror. Size 45x45cm"
        ),
        ("Lamp. Posted by Jo in Home & Garden, Other in Melrose. 3 May 2021", "Lamp."),
        ("Lamp. Posted by Jo in Home & Garden, Other in Melrose. 25. February 2022", "Lamp."),
        ("Lamp. Posted by Jo in Home & Garden, Other in Melrose. February 25, 2022", "Lamp."),
        ("Lamp. Posted by Jo in Men's Clothing, Coats & Jackets in Melrose. ", "Lamp."),
        ("Posted by Jo in Home & Garden in Melrose. 3 May 2021 Good lamp", "Good lamp"),
        ("Will be posted by Royal Mail in a box.\nThanks", "Will be posted by Royal Mail in a box.\nThanks"),
    ])
    func boilerplate(raw: String, clean: String) {
        #expect(CleaningFixture.description(raw) == clean)
    }

    @Test func untouchedTextIsOk() {
        let cleaned = CleaningFixture.clean([
            "title": "Lamp", "description": "A lamp.\nOf brass.", "price": "£5",
        ])
        #expect(cleaned.verdict == .ok)
        #expect(cleaned.rules.isEmpty)
    }

    @Test func cleaningAnythingIsTotalAndSettles() {
        var generator = SeededGenerator(seed: 5)
        let pieces: [String] = [
            "<b", "</", "&#", "&amp;", "Â", "â€", "Ã", "\u{FFFD}", "\r", "\u{200D}", "Posted by ", " in ",
            ". 5 May 2020",
            "07700 900123", "+44", "(0", "@", "a@b.co", "£", "1,2", " | ", "Gumtree", "😀", "\u{301}", "٣",
            "[\"", ">>",
            "\u{0}", "𝟘", "x", " ", "-", ".", "0",
        ]
        for _ in 0..<1500 {
            let text = (0..<Int.random(in: 0..<14, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? pieces.randomElement(using: &generator) ?? ""
                    : Unicode.Scalar(UInt32.random(in: 0..<0x11_0000, using: &generator)).map { String($0) }
                        ?? ""
            }.joined()
            let values = Dictionary(uniqueKeysWithValues: CleaningFixture.columns.map { ($0, text) })
            guard let once = CleaningFixture.clean(values).listing else { continue }
            #expect(!once.title.isEmpty)
            let spaces = once.description.unicodeScalars.filter { $0.properties.isWhitespace }
            #expect(spaces.allSatisfy { $0 == " " || $0 == "\n" })
        }
    }
}
