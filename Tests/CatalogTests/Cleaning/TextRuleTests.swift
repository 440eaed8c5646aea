import Testing

@testable import SoukCatalog

@Suite("Rules for texts")
struct TextRuleTests {
    private func apply(_ text: String, _ rule: (inout Scalars) -> Bool) -> String {
        var scalars = Array(text.unicodeScalars)
        let before = scalars
        let changed = rule(&scalars)
        #expect(changed == (scalars != before))
        return String(scalars)
    }

    @Test(
        "entities become characters",
        arguments: [
            ("6&quot; pipe", "6\" pipe"), ("Home &amp; Garden", "Home & Garden"), ("&amp;amp;quot;", "\""),
            ("&pound;5 &euro;6", "£5 €6"), ("caf&eacute; &Omega; &hearts;", "café Ω ♥"),
            ("&#163;5 &#xA3;6", "£5 £6"),
            ("&#146;", "’"), ("&nbsp", "\u{A0}"), ("R&D", "R&D"), ("AT&T;", "AT&T;"), ("a && b", "a && b"),
            ("&", "&"),
            ("&#99999999;", "\u{FFFD}"), ("&#xD800;", "\u{FFFD}"), ("&#;", "&#;"),
            ("&copyright", "&copyright"),
        ])
    func entities(_ text: String, _ expected: String) {
        #expect(apply(text, Entities.decode) == expected)
    }

    @Test(
        "tags go, other angle brackets stay",
        arguments: [
            ("<b>Oak</b> table", "Oak table"), ("one<br>two<br/>three", "one\ntwo\nthree"),
            ("<p class=\"x>y\">Oak</p>", "\nOak\n"),
            ("a<script>alert(1 < 2)</script>b", "a b"), ("a<STYLE>p{}</Style >b", "a b"),
            ("<!-- note -->Oak", "Oak"),
            ("<a href='https://example.com'>link</a>", " link "), ("3 < 5 and 7 > 2", "3 < 5 and 7 > 2"),
            ("I <3 it", "I <3 it"),
            ("a<b and c>d", "a<b and c>d"), ("< call me >", "< call me >"), ("<<<>", "<<<>"), ("<br", "<br"),
            ("<script>never closed", " never closed"),
        ])
    func tags(_ text: String, _ expected: String) {
        #expect(apply(text, Tags.remove) == expected)
    }

    @Test(
        "text in the wrong encoding is put right, good text stays",
        arguments: [
            ("donâ€™t", "don’t"), ("Â£5", "£5"), ("cafÃ©", "café"), ("cafÃƒÂ©", "café"),
            ("â€œnewâ€\u{9D}", "“new”"), ("â€œnewâ€", "“new”"),
            ("20Â°C", "20°C"), ("âœ… done", "✅ done"), ("ðŸ˜€", "😀"), ("don\u{92}t", "don’t"),
            ("â\u{80}\u{99}", "’"), ("¬£5", "£5"),
            ("caf√©", "café"), ("don‚Äôt", "don’t"), ("50¡C to 200¡C", "50°C to 200°C"), ("-20˚C", "-20°C"),
            ("30∞C", "30°C"),
            ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"), ("CAFÉ”", "CAFÉ”"), ("CAFÉ…", "CAFÉ…"), ("NÃO é", "NÃO é"),
            ("château", "château"), ("¡Hola!", "¡Hola!"),
            ("¬¬¬", "¬¬¬"), ("5º piso", "5º piso"), ("naïve Åse Ärger", "naïve Åse Ärger"),
            ("“é” – ‘à’", "“é” – ‘à’"),
        ])
    func encoding(_ text: String, _ expected: String) {
        #expect(apply(text, Mojibake.mend) == expected)
    }

    @Test(
        "invisible characters go, joiners that matter stay",
        arguments: [
            ("a\u{200B}b\u{200E}\u{FEFF}c\u{AD}", "abc"), ("a\u{0}b\u{7}", "ab"),
            ("👩\u{200D}🍳", "👩\u{200D}🍳"), ("a\u{200D}b", "ab"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("\u{F0D8} oak", "• oak"), ("x\u{FFFC}y\u{E123}", "xy"),
            ("1️⃣ tab\there", "1️⃣ tab\there"),
        ])
    func invisibles(_ text: String, _ expected: String) {
        #expect(Array(apply(text, Invisibles.remove).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(
        "lost characters are guessed or become spaces",
        arguments: [
            ("don\u{FFFD}t", "don’t"), ("(cover)\u{FFFD}Length", "(cover) Length"),
            ("it\u{FFFD}s 5\u{FFFD}", "it’s 5 "),
        ])
    func lost(_ text: String, _ expected: String) {
        #expect(apply(text, LostCharacters.replace) == expected)
    }

    @Test(
        "white space is plain",
        arguments: [
            ("  a \t b\u{A0}c ", "a b c", "a b c"), ("a\rb\r\nc\nd", "a\nb\nc\nd", "a b c d"),
            ("a\r\r\r\rb", "a\n\nb", "a b"),
            ("a \u{2028} b", "a\nb", "a b"), ("\r\n", "", ""), ("", "", ""),
        ])
    func whiteSpace(_ text: String, _ lines: String, _ line: String) {
        #expect(apply(text) { WhiteSpace.collapse(&$0, keepsLines: true) } == lines)
        #expect(apply(text) { WhiteSpace.collapse(&$0, keepsLines: false) } == line)
    }

    @Test(
        "the boilerplate goes wherever it stands, what is glued to it stays",
        arguments: [
            (
                "Oak lamp. Posted by Jo in Dining, Living Room Furniture, Lamps & Shades in Otley. 25 February 2022",
                "Oak lamp."
            ),
            (
                "Oak lamp. Posted by Jo in Dining, Living Room Furniture, Lamps & Shades in Otley. 25 February 2022Size 45x45cm",
                "Oak lamp. Size 45x45cm"
            ),
            ("Posted by Jo in Lamps & Shades in Otley. 5 May 2021 Lamp", "Lamp"),
            ("Lamp . Posted by Jo in Lamps & Shades in Otley. 25. February 2022", "Lamp."),
            ("Lamp. Posted by Jo in Lamps & Shades in Otley. February 25, 2022", "Lamp."),
            ("Lamp. Posted by Jo in Lamps & Shades in Otley  9 October 2021", "Lamp."),
            ("Lamp. Posted by Jo.Otley. 25 February 2022", "Lamp."),
            ("Lamp. Posted by Jo in Otley. ", "Lamp."),
            ("Lamp. Posted by Jo in Lamps & Shades in Otley. ", "Lamp."),
            ("Lamp. Posted by Jo in Other Things, Odds in Elsewhere.", "Lamp."),
            (
                "One. Posted by Jo in Lamps & Shades in Otley. 1 May 2022\nTwo. Posted by Al in Lamps & Shades in Otley. 2 May 2022",
                "One.\nTwo."
            ),
            ("Can be posted by Royal Mail in two days", "Can be posted by Royal Mail in two days"),
            ("Posted by Royal Mail. Bought in 2020", "Posted by Royal Mail. Bought in 2020"),
        ])
    func boilerplate(_ text: String, _ expected: String) {
        let rule = Boilerplate(
            categoryPath: ["Home & Garden", "Dining, Living Room Furniture", "Lamps & Shades"], town: "Otley")
        #expect(apply(text) { rule.remove(&$0) } == expected)
    }

    @Test(
        "the site's name and the town come off a title",
        arguments: [
            ("Oak lamp | in Otley, West Yorkshire | Gumtree", "Oak lamp"),
            ("Lamp | brass | in Otley | Gumtree", "Lamp | brass"),
            ("Oak lamp - eBay", "Oak lamp"), ("Oak lamp | Flipkart.com", "Oak lamp"),
            ("Oak lamp | in Otley", "Oak lamp"), ("Sofa | eBay | Etsy", "Sofa"),
            ("Sofa | in Otley | eBay | in Otley | Etsy", "Sofa"),
            ("Oak lamp | in Otley, West Yorkshire | Lampland", "Oak lamp"),
            ("Piano | 88 keys | Pedal", "Piano | 88 keys | Pedal"), ("Sofa - grey", "Sofa - grey"),
            ("Lamp | in good order", "Lamp | in good order"),
            ("| in Otley | Gumtree", ""), ("Gumtree", "Gumtree"), ("Oak lamp | Lampland", "Oak lamp"),
        ])
    func titles(_ text: String, _ expected: String) {
        var scalars = Array(text.unicodeScalars)
        _ = TitleSuffix(siteName: "Lampland").remove(&scalars, location: "Otley, West Yorkshire")
        #expect(String(scalars).trimmingWhitespace() == expected)
    }
}
