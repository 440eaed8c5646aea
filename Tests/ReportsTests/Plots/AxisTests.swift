import Testing

import SoukEvaluation
@testable import SoukReports

@Suite struct AxisTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var values: [Double]
        var format = Axis.Format.number
        var range: ClosedRange<Double>?
        var words: [String]
        var testDescription: String { "\(format) \(values)" }
    }

    @Test(arguments: [
        Case(values: [0.35, 2.1], words: ["0", "0.5", "1.0", "1.5", "2.0", "2.5"]),
        Case(values: [0, 1], words: ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        Case(values: [0, 1.25], words: ["0", "0.25", "0.50", "0.75", "1.00", "1.25"]),
        Case(values: [0.2, 0.7], format: .percent, words: ["20 %", "30 %", "40 %", "50 %", "60 %", "70 %"]),
        Case(values: [1, 6], format: .count, words: ["1", "2", "3", "4", "5", "6"]),
        Case(values: [1, 3], format: .count, words: ["1", "2", "3"]),
        Case(values: [0, 6_100], format: .count, words: ["0", "2,000", "4,000", "6,000"]),
        Case(values: [0, 5e-5], words: ["0", "1e-5", "2e-5", "3e-5", "4e-5", "5e-5"]),
        Case(values: [-3, 7], words: ["-4", "-2", "0", "2", "4", "6", "8"]),
        Case(values: [.nan, 0, .infinity, 1], words: ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        Case(values: [0.3], range: 0...1, words: ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    ])
    func marksAreRound(_ test: Case) {
        let scale = Axis("", format: test.format, range: test.range).fitted(to: test.values, marks: 5)
        #expect(scale.marks.map(scale.words) == test.words)
    }

    @Test(arguments: [[], [2.0], [0, 0], [-5, -5], [1e300, -1e300], [1e-300]])
    func degenerateValuesStillGiveAFiniteScale(_ values: [Double]) {
        for format in [Axis.Format.number, .percent] {
            let scale = Axis("", format: format).fitted(to: values, marks: 5)
            #expect(scale.low < scale.high)
            #expect(scale.marks.count < 20)
            #expect(values.allSatisfy { (-0.001...1.001).contains(scale.position($0)) })
        }
    }
}
