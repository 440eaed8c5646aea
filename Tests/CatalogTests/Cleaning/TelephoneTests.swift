import Testing

@testable import SoukCatalog

@Suite("Telephone numbers and e-mail addresses")
struct TelephoneTests {
    private func masked(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        _ = EmailAddresses.mask(&scalars)
        _ = TelephoneNumbers.mask(&scalars)
        return String(scalars)
    }

    @Test(
        "numbers are masked",
        arguments: [
            ("Call 07700 900123", "Call [phone]"),
            ("07700900123", "[phone]"),
            ("07700 900 123.", "[phone]."),
            ("0 7 7 0 0 9 0 0 1 2 3 please", "[phone] please"),
            ("0-7-7-0-0-9-0-0-1-2-3", "[phone]"),
            ("Text07700 900123Thanks", "Text[phone] Thanks"),
            ("Call o7700 900123", "Call [phone]"),
            ("📞07700 900123🔥", "📞[phone]🔥"),
            ("*07700 900123*", "*[phone]*"),
            ("Leeds,07700 900123", "Leeds,[phone]"),
            ("07700 900123 / 07700 900456", "[phone] / [phone]"),
            ("07700900123.07700900456", "[phone].[phone]"),
            ("0113 496 012307700900123", "[phone] [phone]"),
            ("07700 900123 2 chairs", "[phone] 2 chairs"),
            ("020 7946 0000", "[phone]"),
            ("(020) 7946 0000", "[phone]"),
            ("0113-496-0123", "[phone]"),
            ("01632 960123", "[phone]"),
            ("01632 96012", "[phone]"),
            ("0808 157 0192", "[phone]"),
            ("+44 7700 900123", "[phone]"),
            ("+44 (0)7700 900123", "[phone]"),
            ("+447700900123", "[phone]"),
            ("0044 7700 900123", "[phone]"),
            ("447700900123", "[phone]"),
            ("+1 (212) 555-0123", "[phone]"),
            ("(212) 555-0123", "[phone]"),
            ("212-555-0123", "[phone]"),
            ("+49 30 901820123", "[phone]"),
            ("+91 98765 43210", "[phone]"),
            ("whatsapp 98765 43210", "whatsapp [phone]"),
            ("０７７００ ９００１２３", "[phone]"),
            ("ring 07700\u{A0}900123", "ring [phone]"),
        ])
    func numbers(_ text: String, _ expected: String) {
        #expect(masked(text) == expected)
    }

    @Test(
        "what is no number of a telephone stays",
        arguments: [
            "£1,234.00", "£07700", "25 February 2022", "01.02.2022 12:30", "01/02/2022", "2006-2011",
            "2018-2019 season",
            "1985 1990 1995 2000", "Size 120 x 60 x 75 cm", "190-200-210", "420 330 600",
            "1400mm 850mm 760mm",
            "EAN 5012345678900", "EAN: 0012345678905", "ISBN 9780306406157", "0306406152",
            "Model 0190198457325",
            "Model number: 07123456789", "Part no 01234567890", "0.75 l", "0-12 months",
            "12-18 months, 18-24 months",
            "10C 064-006.687", "74 6977 1", "VAT GB 295 3521 84", "1,000,000", "1 000 000 km", "0123",
            "Wi-Fi 6 (802.11ax)",
            "16-18-18-36", "RTX 3080 12GB", "9000-28000 rpm", "3.99 4.99 5.99 6.99", "1/2/3/4/5/6/7/8/9/10",
        ])
    func others(_ text: String) {
        #expect(masked(text) == text)
    }

    @Test(
        "addresses are masked",
        arguments: [
            ("Mail jo@example.com", "Mail [email]"),
            ("jo.bloggs+sofa@mail.example.co.uk.", "[email]."),
            ("jo@example.comThanks", "[email]Thanks"),
            ("jo @ example.com", "[email]"),
            ("jo(at)example.com", "[email]"),
            ("jo [at] example.com today", "[email] today"),
            ("(jo@example.com)", "([email])"),
            ("Lights @ £9 each", "Lights @ £9 each"),
            ("on my page: @oakandpine", "on my page: @oakandpine"),
            ("230VAC @50Hz", "230VAC @50Hz"),
            ("@", "@"),
        ])
    func addresses(_ text: String, _ expected: String) {
        #expect(masked(text) == expected)
    }
}
