import Foundation

/// One piece of a query or title: a word by its stem, a number, a unit in one spelling, or a function word.
public struct Term: Hashable, Sendable {
    public enum Kind: Hashable, Sendable { case word, number, unit, function }

    public var text: String
    public var kind: Kind

    /// Reads a text: `2 in. x 4-foot Pipes` is number 2, unit `in`, function `x`, number 4, unit `ft`, word `pipe`.
    public static func read(_ text: String) -> [Term] {
        let pieces = Pieces(text).all
        return pieces.enumerated().map { place, piece in
            if piece.first?.isNumber == true { return Term(text: piece, kind: .number) }
            let followsNumber = place > 0 && pieces[place - 1].first?.isNumber == true
            if let unit = Units.spelling[piece], followsNumber || !Units.needsNumber.contains(piece) {
                return Term(text: unit, kind: .unit)
            }
            if FunctionWords.all.contains(piece) { return Term(text: piece, kind: .function) }
            return Term(text: LightStemmer.stem(piece), kind: .word)
        }
    }
}

/// Runs of letters and numbers, in lower case without accents; `3/4` and `1.5` stay whole, `1,000` is `1000`,
/// `5"` is `5 in` and `6'` is `6 ft`.
private struct Pieces {
    private(set) var all: [String] = []
    private var current: [Character] = []
    private var isNumber = false

    init(_ text: String) {
        let characters = Array(
            text.prefix(4_096).folding(
                options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil))
        for (place, character) in characters.enumerated() {
            let next = place + 1 < characters.count ? characters[place + 1] : " "
            add(character, before: next)
        }
        flush()
    }

    private mutating func add(_ character: Character, before next: Character) {
        if character.isNumber {
            if !isNumber { flush() }
            isNumber = true
            current.append(character)
        } else if character.isLetter {
            if isNumber { flush() }
            current.append(character)
        } else if isNumber, next.isNumber, character == "." || character == "/" {
            current.append(character)
        } else if isNumber, next.isNumber, character == "," {
            return
        } else {
            let foot = isNumber && "'’′".contains(character)
            let inch = isNumber && "\"”″".contains(character)
            flush()
            if foot { all.append("ft") }
            if inch { all.append("in") }
        }
    }

    private mutating func flush() {
        if !current.isEmpty { all.append(String(current)) }
        current = []
        isNumber = false
    }
}

/// One spelling for each unit of measure.
enum Units {
    static let spelling: [String: String] = {
        let groups = [
            "in": "in inch inches", "ft": "ft foot feet", "yd": "yd yds yard yards",
            "mm": "mm millimetre millimeter millimetres millimeters",
            "cm": "cm centimetre centimeter centimetres centimeters", "m": "m metre meter metres meters",
            "km": "km", "gal": "gal gallon gallons", "qt": "qt quart quarts", "pt": "pint pints",
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
            for name in names.split(separator: " ") { spelling[String(name)] = unit }
        }
        return spelling
    }()

    /// Units that are other words unless a number stands before them.
    static let needsNumber: Set<String> = [
        "in", "a", "w", "v", "m", "l", "g", "ga", "pt", "hp", "pack", "square", "pound", "pounds", "foot",
        "gig",
        "yard", "yards", "kilo", "pc",
    ]
}

enum FunctionWords {
    static let all: Set<String> = [
        "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "no", "not", "of",
        "on",
        "or", "s", "t", "that", "the", "this", "to", "was", "with", "x",
    ]
    /// What follows them says what a thing goes with, not what it is: `cover for a sofa` is a cover.
    static let openers: Set<String> = ["with", "for", "in", "to", "by", "on", "from", "of"]
}

/// Takes off English plurals, `-ing` and `-ed`: so little that different words seldom become the same.
enum LightStemmer {
    static func stem(_ word: String) -> String {
        guard word.count > 3, word.utf8.allSatisfy({ (97...122).contains($0) }) else { return word }
        if word.hasSuffix("ies"), word.count > 4 { return word.dropLast(3) + "y" }
        for ending in ["sses", "shes", "ches", "xes"] where word.hasSuffix(ending) {
            return String(word.dropLast(2))
        }
        if word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us") {
            return stem(String(word.dropLast()))
        }
        if word.hasSuffix("ing"), word.count > 5 { return bare(word.dropLast(3)) }
        if word.hasSuffix("ed"), word.count > 4 { return bare(word.dropLast(2)) }
        return word.hasSuffix("e") && word.count > 4 ? String(word.dropLast()) : word
    }

    /// Without the doubled letter of `fitting` and `rimmed`.
    private static func bare(_ stem: Substring) -> String {
        guard let last = stem.last, stem.dropLast().last == last, !"aeiouls".contains(last) else {
            return String(stem)
        }
        return String(stem.dropLast())
    }
}
