/// The numbers of a text with their units, as `4 ft`, and those without.
struct Measures: Equatable {
    private(set) var units: [String: Set<String>] = [:]
    private(set) var plain: Set<String> = []

    var isEmpty: Bool { units.isEmpty && plain.isEmpty }

    /// Reads `2 in. x 4-foot`, `5"`, `1,000 lbs`, `3/4"` and `iphone 12`.
    init(_ text: String) {
        let scalars = Array(text.lowercased().unicodeScalars.prefix(4_096))
        var index = 0
        while index < scalars.count {
            guard Self.isDigit(scalars[index]) else {
                index += 1
                continue
            }
            if index > 0, Self.isLetter(scalars[index - 1]) {
                index += scalars[index...].prefix(while: Self.isDigit).count
                continue
            }
            let number = Self.number(scalars, &index)
            if let unit = Self.unit(scalars, &index) {
                units[unit, default: []].insert(number)
            } else if index == scalars.count || !Self.isLetter(scalars[index]) {
                plain.insert(number)
            }
        }
    }

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

    /// `1,000` is 1000; `3/4` and `1.5` stay whole.
    private static func number(_ scalars: [Unicode.Scalar], _ index: inout Int) -> String {
        var number = String.UnicodeScalarView()
        while index < scalars.count {
            let isNextDigit = index + 1 < scalars.count && isDigit(scalars[index + 1])
            if isDigit(scalars[index]) || (isNextDigit && [".", "/"].contains(scalars[index])) {
                number.append(scalars[index])
            } else if !(isNextDigit && scalars[index] == ",") {
                break
            }
            index += 1
        }
        return String(number)
    }

    /// The unit behind a number, with at most a blank or a hyphen between; nil leaves the index where it is.
    private static func unit(_ scalars: [Unicode.Scalar], _ index: inout Int) -> String? {
        guard index < scalars.count else { return nil }
        switch scalars[index] {
        case "'", "\u{2019}", "\u{2032}": return "ft"
        case "\"", "\u{201D}", "\u{2033}": return "in"
        default: break
        }
        var start = index
        if [" ", "-", "\u{A0}"].contains(scalars[start]) { start += 1 }
        let word = scalars[start...].prefix(while: isLetter)
        guard let unit = MeasureUnits.spelling[String(String.UnicodeScalarView(word))] else { return nil }
        index = start + word.count
        return unit
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }
}

/// One spelling for each unit of measure.
enum MeasureUnits {
    static let spelling: [String: String] = {
        let groups = [
            "in": "in inch inches", "ft": "ft foot feet", "yd": "yd yds yard yards",
            "mm": "mm millimetre millimeter millimetres millimeters",
            "cm": "cm centimetre centimeter centimetres centimeters", "m": "m metre meter metres meters",
            "km": "km", "gal": "gal gallon gallons", "qt": "qt quart quarts", "pt": "pt pint pints",
            "l": "l litre liter litres liters ltr", "ml": "ml", "lb": "lb lbs pound pounds",
            "oz": "oz ounce ounces", "kg": "kg kgs kilo kilos kilogram kilograms", "g": "g gram grams",
            "sq": "sq square", "cu": "cu cubic", "watt": "w watt watts", "volt": "v volt volts",
            "amp": "a amp amps", "gauge": "ga gauge", "pack": "pk pack packs", "piece": "pc pcs piece pieces",
            "hp": "hp horsepower", "btu": "btu btus", "gb": "gb gig gigabyte", "tb": "tb", "mb": "mb",
            "hz": "hz", "degree": "deg degree degrees", "month": "month months mth",
            "year": "year years yr yrs",
        ]
        var spelling: [String: String] = [:]
        for (unit, names) in groups {
            for name in names.split(separator: " ") where spelling[String(name)] == nil {
                spelling[String(name)] = unit
            }
        }
        return spelling
    }()
}
