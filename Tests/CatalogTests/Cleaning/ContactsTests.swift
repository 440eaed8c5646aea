import Testing

@testable import Catalog

@Suite struct ContactsTests {
    @Test(arguments: [
        "07700 900123", "07700900123", "0 7 7 0 0 9 0 0 1 2 3", "0-7-7-0-0-9-0-0-1-2-3", "+44 7700 900123",
        "+44 (0)7700 900123", "0044 7700 900123", "447700900123", "020 7946 0018", "(020) 7946 0018",
        "01632 960123",
        "(01632) 960 123", "0131 496 0123", "0800 123456", "077-009-001-23", "07700.900.123",
        "+33 6 12 34 56 78",
        "+1 212 555 0100", "(212) 555-0100", "212-555-0100", "0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣", "07 70 09 00 12 3",
    ])
    func telephoneNumbers(number: String) {
        #expect(CleaningFixture.description("Call \(number) please") == "Call [phone] please")
        #expect(CleaningFixture.description("Call \(number)") == "Call [phone]")
    }

    @Test func numbersThatTouchWordsAndNumbers() {
        #expect(CleaningFixture.description("AB1 2CD07700 900123Items")?.contains("900123") == false)
        #expect(CleaningFixture.description("07700 900123 / 07700 900456") == "[phone] / [phone]")
        #expect(CleaningFixture.description("0131 496012307700900123")?.contains("900123") == false)
    }

    @Test(arguments: [
        "£1,234,567", "£100 200 300", "Size 110 - 117cm (43 - 46in)", "EAN: 0770090028412",
        "EAN 5012345678900",
        "ISBN 0140328726", "ISBN 978-0-14-032872-1", "Model no 48755123456", "1920x1080", "12/02/2022",
        "2019-2020",
        "Alternator 2006-2011", "01.02.2022 12:30", "10 20 30 40 50 60", "0 10 20 30 40 50", "0.1 - 9.9 ml",
        "W208 x D66 x H225 cm", "Company number 10547286", "9000-28000 rpm", "850 900 1800 1900 MHz",
        "timings 16-18-18-36", "GSM 850/900/1800", "1-5-10-20-50", "50-100-200-300-500 g",
        "1980 1990 2000 2010",
        "Part 0123456789012345",
    ])
    func otherNumbersStay(text: String) {
        #expect(CleaningFixture.description(text) == text)
    }

    @Test(arguments: [
        ("Write to jo.lamp+x@example.co.uk.", "Write to [email]."), ("jo @ example.com", "[email]"),
        ("3 @ £10 each", "3 @ £10 each"), ("insta: @lampshop", "insta: @lampshop"),
        ("230V @50Hz.", "230V @50Hz."),
        ("a@b", "a@b"),
    ])
    func emailAddresses(raw: String, clean: String) {
        #expect(CleaningFixture.description(raw) == clean)
    }

    @Test func contactsAreKeptOnRequest() {
        var options = CleaningOptions()
        options.keepContacts = true
        let text = "Call 07700 900123 or jo@example.com"
        #expect(CleaningFixture.description(text, options: options) == text)
    }
}
