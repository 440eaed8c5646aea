import SoukCatalog
import Testing

struct TimestampTests {
    @Test(arguments: [
        ("2026-02-03T09:30:00Z", 1_770_111_000), ("2026-02-03T10:30:00+01:00", 1_770_111_000),
        ("2026-02-03T09:30:00.25Z", 1_770_111_000), ("2026-02-03t04:00:00-05:30", 1_770_111_000),
        ("1970-01-01T00:00:00Z", 0), ("1971-05-06T07:08:09Z", 42_361_689),
        ("2024-02-29T00:00:00Z", 1_709_164_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
    ])
    func timesAreRead(_ text: String, _ seconds: Int) {
        #expect(Timestamp.seconds(text) == seconds)
        #expect(Timestamp.seconds(inTable: text) == seconds)
    }

    /// Days that no calendar has, times out of range, and what is no RFC 3339.
    @Test(arguments: [
        "", "now", "2026-02-03", "2026-02-03 09:30:00Z", "2026-02-03T09:30:00", "2026-02-30T00:00:00Z",
        "2025-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-13-03T09:30:00Z", "2026-00-03T09:30:00Z",
        "2026-02-00T09:30:00Z", "2026-02-03T24:00:00Z", "2026-02-03T09:60:00Z", "2026-02-03T09:30:61Z",
        "2026-02-03T09:30:00.Z", "2026-02-03T09:30:00+24:00", "2026-02-03T09:30:00Zulu",
        "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
        "99999-01-01T00:00:00Z", "1770111000", "-2026-02-03T09:30:00Z", "2026-2-3T9:30:00Z",
    ])
    func otherTimesAreNot(_ text: String) { #expect(Timestamp.seconds(text) == nil) }

    @Test(
        arguments: [
            ("1767323045", 1_767_323_045), ("1767323045.75", 1_767_323_045),
            ("1767323045000", 1_767_323_045), (" 2026-01-02T03:04:05Z ", 1_767_323_045),
            ("2026-01-02 03:04:05", 1_767_323_045), ("2026-01-02T04:04:05+0100", 1_767_323_045),
            ("2026-01-02T03:04:05.250", 1_767_323_045), ("2026-01-02", 1_767_312_000),
            ("253402300799999", 253_402_300_799),
            ("1971", nil), ("20260102", nil), ("12", nil), ("253402300800000", nil), ("-5", nil),
            ("yesterday", nil), ("", nil), ("2026-13-45", nil), ("2026-02-30", nil), ("nan", nil),
            ("inf", nil), ("1e300", nil), ("1e9", nil), ("0x6000000000", nil),
            ("99999999999999999999", nil),
        ] as [(String, Int?)])
    func timesInTables(text: String, expected: Int?) {
        #expect(Timestamp.seconds(inTable: text) == expected)
    }

    @Test func timesComeBack() {
        #expect(Timestamp.text(1_770_111_000) == "2026-02-03T09:30:00Z")
        var generator = SplitMix64(seed: 4)
        for _ in 0..<2000 {
            let seconds = Int.random(in: Timestamp.range, using: &generator)
            #expect(Timestamp.seconds(Timestamp.text(seconds)) == seconds)
        }
    }
}
