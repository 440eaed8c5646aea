package import SoukAnalysis

/// The numbers of a text: measures by what they measure, numbers of a series by the word before them (`iphone 14`,
/// `xm4`, `size 10`), and others.
package struct Measures: Equatable {
    private var measures: [MeasureQuantity: Set<Double>] = [:]
    private var series: [String: Set<String>] = [:]
    private var plain: Set<String> = []
    /// All numbers, as written.
    private var numbers: Set<String> = []

    package var isEmpty: Bool { measures.isEmpty && numbers.isEmpty }

    /// - Parameter tokens: of one text, in order.
    package init(_ tokens: [WordToken]) {
        guard tokens.contains(where: { $0.kind == .measure || Self.isNumber($0) }) else { return }
        var measured: Set<Int> = []
        for token in tokens where token.kind == .measure {
            guard let measure = Measure(form: token.form) else { continue }
            measures[measure.quantity, default: []].insert(measure.value)
            measured.formUnion(token.position..<(token.position + token.width))
        }
        var before: WordToken?
        for token in tokens where token.kind == .word {
            defer { before = token }
            guard Self.isNumber(token) else { continue }
            numbers.insert(token.form)
            guard !measured.contains(token.position) else { continue }
            if let before, !Self.isNumber(before), !Self.openers.contains(before.form) {
                series[before.form, default: []].insert(token.form)
            } else {
                plain.insert(token.form)
            }
        }
    }

    /// 1 for each number that the other has too, -1 for each measure and -1/2 for each number of a series that it has
    /// otherwise; their mean.
    package func agreement(with other: Measures) -> Double {
        var sum = Double(plain.intersection(other.numbers).count)
        var count = plain.count
        for (quantity, values) in measures {
            count += values.count
            guard let theirs = other.measures[quantity] else { continue }
            let shared = values.intersection(theirs).count
            sum += Double(2 * shared - values.count)
        }
        for (word, values) in series {
            count += values.count
            for value in values {
                if other.series[word]?.contains(value) == true {
                    sum += 1
                } else if other.series[word] != nil {
                    sum -= 0.5
                } else if other.numbers.contains(value) {
                    sum += 0.5
                }
            }
        }
        return count > 0 ? sum / Double(count) : 0
    }

    /// What stands before a number without naming what is numbered.
    private static let openers: Set<String> = [
        "x", "by", "with", "for", "of", "and", "or", "in", "to", "the", "from", "plus",
    ]

    private static func isNumber(_ token: WordToken) -> Bool {
        token.kind == .word && token.form.utf8.first.map { (0x30...0x39).contains($0) } == true
    }
}
