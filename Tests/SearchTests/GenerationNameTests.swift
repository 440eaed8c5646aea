import SoukSearch
import Testing

struct GenerationNameTests {
    @Test func namesSortByAge() {
        var kept: [String] = []
        var names: [String] = []
        for number in 0..<50 {
            // Several in one millisecond, the older ones are removed in between, and the clock goes back once.
            let time = 1_800_000_000_995 + (number < 30 ? number / 10 : -5_000)
            let name = GenerationName.next(at: time, after: kept)
            names.append(name)
            kept = Array(names.suffix(5))
        }
        #expect(Set(names).count == 50 && names == names.sorted())
        #expect(names.first == "20270115T080000-995")
        #expect(GenerationName.next(at: 1_800_000_000_000, after: ["mine"]) == "20270115T080000-000")
    }
}
