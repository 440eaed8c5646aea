/// How the columns of a table write numbers, days and categories: stated by the mapping, or concluded from the whole
/// column.
struct ColumnForms: Codable, Sendable, Equatable {
    var decimal: String?
    /// Whether three digits behind the decimal mark may be thousands.
    var doubtsThreeDigits = false
    var dateOrder: TableDate.Order?
    var category: CategoryForm?
    /// What the ids of the table look like, `a9-9`, sorted; empty where they look like too much to tell.
    var idShapes: [String] = []

    var number: NumberForm {
        NumberForm(decimal: decimal?.unicodeScalars.first, doubtsThreeDigits: doubtsThreeDigits)
    }
}

/// How the numbers of a price column are written, counted over all its cells.
struct NumberEvidence: Sendable {
    private(set) var points = 0
    private(set) var commas = 0
    /// Cells such as `1.450` and `1,450`, which tell nothing.
    private(set) var unclear = 0
    /// Cells with other than two decimals: programs' fractions.
    private var fractions = 0
    private(set) var pointExample: String?
    private(set) var commaExample: String?

    mutating func add(_ text: String) {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }) else {
            return
        }
        for number in PriceTokens(Array(text.prefix(200).lowercased().unicodeScalars)).numbers {
            guard number.exponent == nil else { continue }
            let places = number.text.indices.filter { number.text[$0] == "." || number.text[$0] == "," }
            guard let last = places.last else { continue }
            if AmountReader.isAmbiguous(number.text) {
                unclear += 1
                continue
            }
            let isRepeated = places.count > 1 && places.allSatisfy { number.text[$0] == number.text[last] }
            let isPoint = (number.text[last] == ".") != isRepeated
            if isPoint {
                points += 1
                pointExample = pointExample ?? text.trimmingWhitespace()
                let decimals = number.text.count - last - 1
                if !isRepeated, decimals == 1 || decimals > 2 { fractions += 1 }
            } else {
                commas += 1
                commaExample = commaExample ?? text.trimmingWhitespace()
            }
        }
    }

    /// The decimal mark that most cells tell; nil where none does.
    var decimal: String? { points + commas == 0 ? nil : points >= commas ? "." : "," }

    /// Whether both marks are decimal marks in some cells.
    var isSplit: Bool { points > 0 && commas > 0 }

    /// 0 to 1.
    var confidence: Double {
        points + commas == 0 ? (unclear > 0 ? 0.5 : 1) : Double(max(points, commas)) / Double(points + commas)
    }

    /// A column of fractions with one, three and more decimals has `1.450` for 1.45.
    var doubtsThreeDigits: Bool { unclear > 0 && (isSplit || (decimal == "." && fractions == 0)) }

    /// With a comma for decimals, `1.450` is 1450 for certain.
    func forms(_ forms: inout ColumnForms) {
        guard forms.decimal == nil else { return }
        (forms.decimal, forms.doubtsThreeDigits) = (decimal, doubtsThreeDigits)
    }
}

/// What stands first in the dates of a column.
struct DateEvidence: Sendable {
    private var days = 0
    private var months = 0
    private(set) var unclear = 0

    mutating func add(_ text: String) {
        let parts = text.prefix(10).split { !$0.isNumber }
        guard parts.count >= 3, parts[0].count <= 2, parts[1].count <= 2,
            text.utf8.contains(UInt8(ascii: "/")),
            let first = Int(parts[0]), let second = Int(parts[1])
        else { return }
        if first > 12, second <= 12 {
            days += 1
        } else if second > 12, first <= 12 {
            months += 1
        } else {
            unclear += 1
        }
    }

    /// nil where nothing tells, or both are there.
    var order: TableDate.Order? { days > 0 && months == 0 ? .day : months > 0 && days == 0 ? .month : nil }
}

/// What ids look like: runs of digits, letters and marks.
struct IDShapes: Sendable {
    private static let limit = 16
    private var counts: [String: Int]? = [:]
    private(set) var lost = 0

    mutating func add(_ id: String) {
        if Self.isLost(id) { lost += 1 }
        guard counts != nil else { return }
        counts?[Self.shape(id), default: 0] += 1
        if let found = counts, found.count > Self.limit { counts = nil }
    }

    var shapes: Set<String> { Set(counts?.keys.map { $0 } ?? []) }

    /// Whether a spreadsheet wrote a long number in its short form: `2.65E+11`.
    static func isLost(_ id: String) -> Bool {
        // Hardly any id has the sign, and making the expression takes longer than all else that is looked at.
        id.utf8.contains(UInt8(ascii: "+")) && id.wholeMatch(of: #/\d(?:[.,]\d+)?[eE]\+\d{2,3}/#) != nil
    }

    /// `AB-12` gives `a-9`.
    static func shape(_ id: String) -> String {
        var shape = String.UnicodeScalarView()
        for scalar in id.unicodeScalars.prefix(64) {
            let kind: Unicode.Scalar = scalar.isDigit ? "9" : scalar.isLetter ? "a" : scalar
            if shape.last != kind || !(scalar.isDigit || scalar.isLetter) { shape.append(kind) }
        }
        return String(shape)
    }
}
