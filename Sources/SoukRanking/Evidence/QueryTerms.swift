/// A query as title evidence sees it.
struct QueryTerms {
    /// Without function words, unless there is nothing else.
    let terms: [Term]
    let texts: Set<String>
    /// The word for the thing that is looked for.
    let head: String?
    let measures: Measures

    init(_ query: String) {
        let all = Term.read(query)
        let telling = all.filter { $0.kind != .function }
        terms = telling.isEmpty ? all : telling
        texts = Set(terms.map(\.text))
        head = Self.head(all)
        measures = Measures(all)
    }

    /// English puts the thing last: the last word before `with`, `for`, `in`, ….
    static func head(_ terms: [Term]) -> String? {
        var head: String?
        for term in terms {
            if head != nil, term.kind == .function, FunctionWords.openers.contains(term.text) { return head }
            if term.kind == .word { head = term.text }
        }
        return head
    }
}

/// Numbers with their units, as `4 ft`, and plain numbers.
struct Measures {
    private let units: [String: Set<String>]
    private let plain: Set<String>

    init(_ terms: [Term]) {
        var units: [String: Set<String>] = [:]
        var plain: Set<String> = []
        for (place, term) in terms.enumerated() where term.kind == .number {
            let next = place + 1 < terms.count ? terms[place + 1] : nil
            if let next, next.kind == .unit {
                units[next.text, default: []].insert(term.text)
            } else {
                plain.insert(term.text)
            }
        }
        (self.units, self.plain) = (units, plain)
    }

    var isEmpty: Bool { units.isEmpty && plain.isEmpty }

    /// 1 for each number that the other has too, -1 for each that it has otherwise in the same unit; their mean.
    func agreement(with other: Measures) -> Double {
        let numbers = other.units.values.reduce(other.plain) { $0.union($1) }
        var sum = Double(plain.intersection(numbers).count)
        var count = plain.count
        for (unit, values) in units {
            let theirs = other.units[unit] ?? []
            count += values.count
            for value in values {
                if theirs.contains(value) || other.plain.contains(value) {
                    sum += 1
                } else if !theirs.isEmpty {
                    sum -= 1
                }
            }
        }
        return count > 0 ? sum / Double(count) : 0
    }
}
