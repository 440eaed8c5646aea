/// A number in a price's text, digits and marks still apart.
struct PriceNumber {
    /// Digits, `.`, `,`, `'` and spaces between groups.
    var text: Scalars
    var range: Range<Int>
    /// 1, or 1,000 and 1,000,000 behind `k` and `m`.
    var factor = 1
    var isNegative = false
    /// Behind `e`, as spreadsheets write long numbers: 3 in `1.23E+03`.
    var exponent: Int?
    /// `50p`: minor units, without a currency's sign.
    var isPence = false
    /// A currency's sign or code stands next to it.
    var hasCurrency = false
}

/// The numbers and the currency of a price's text (small letters, ASCII digits).
struct PriceTokens {
    private(set) var numbers: [PriceNumber] = []
    private(set) var currency: String?
    /// `10%` stands there: a share is no amount.
    private(set) var hasShare = false
    private let text: Scalars

    init(_ text: Scalars) {
        self.text = text
        let signs = Self.signs(in: text)
        currency = signs.first?.code
        var index = 0
        while index < text.count {
            guard
                text[index].isDigit
                    || (text[index] == "." && index + 1 < text.count && text[index + 1].isDigit)
            else {
                index += 1
                continue
            }
            var number = Self.number(text, from: index)
            if Self.isShare(text, behind: number.range.upperBound) {
                hasShare = true
                index = number.range.upperBound
                continue
            }
            let before = signs.last {
                $0.range.upperBound <= index && Self.isGap(text[$0.range.upperBound..<index])
            }
            let behind = number.range.upperBound
            let after = signs.first {
                $0.range.lowerBound >= behind && Self.isGap(text[behind..<$0.range.lowerBound])
            }
            number.isPence = signs.isEmpty && Self.isPence(text, from: index, to: number.range.upperBound)
            number.hasCurrency = before != nil || after != nil
            let start = before?.range.lowerBound ?? index
            number.isNegative = Self.isMinus(text, before: index, after: start) && numbers.isEmpty
            numbers.append(number)
            index = max(behind, index + 1)
        }
    }

    /// The number that is the price, and the upper end of a range.
    var asked: (PriceNumber, PriceNumber?) {
        var index = numbers.firstIndex(where: \.hasCurrency) ?? 0
        if let now = numbers.indices.last(where: {
            $0 > index && Self.word(text, before: numbers[$0].range.lowerBound) == "now"
        }) {
            index = now
        }
        if index == numbers.count - 1, index > 0, isRange(index - 1) { index -= 1 }
        return (numbers[index], index + 1 < numbers.count && isRange(index) ? numbers[index + 1] : nil)
    }

    /// Whether the first number counts pieces: `2 for £10`, `3 x £5`.
    var isForSeveral: Bool {
        guard numbers.count > 1, !numbers[0].hasCurrency, numbers[0].text.allSatisfy(\.isDigit) else {
            return false
        }
        let between = text[numbers[0].range.upperBound..<numbers[1].range.lowerBound]
        let words = between.split { !$0.isLetter && $0 != "/" && $0 != "×" }.map { String($0) }
        guard let word = words.first else { return false }
        if word == "/" { return numbers[1].hasCurrency }
        return ["for", "x", "×", "für", "pour", "voor", "per", "por"].contains(word)
    }

    /// Whether several amounts stand there and nothing tells which one is asked.
    var hasRivals: Bool {
        guard numbers.count > 1, !isForSeveral else { return false }
        let (_, upper) = asked
        let priced = numbers.filter(\.hasCurrency).count
        if priced == 1 { return false }
        if numbers.indices.contains(where: { Self.word(text, before: numbers[$0].range.lowerBound) == "now" })
        {
            return false
        }
        return numbers.count > (upper == nil ? 1 : 2)
    }

    /// Whether the price is only where prices begin: `from £5`, `£5+`.
    var isLowerBound: Bool {
        let number = asked.0
        if number.range.upperBound < text.count, text[number.range.upperBound] == "+" { return true }
        let words = text[..<number.range.lowerBound].split { !$0.isLetter }.map { String($0) }
        return words.contains {
            ["from", "starting", "ab", "partir", "desde", "vanaf", "från", "da", "fra", "od", "от"].contains(
                $0)
        }
    }

    /// The words that are neither a currency nor a part of a number.
    var words: [String] {
        var rest = text
        for range in Self.signs(in: text).map(\.range) + numbers.map(\.range) {
            for index in range { rest[index] = " " }
        }
        return rest.split { !$0.isLetter }.map { String($0) }
    }

    private static func isShare(_ text: Scalars, behind index: Int) -> Bool {
        let rest = text[index...].prefix(2)
        return rest.first == "%" || (rest.first == " " && rest.last == "%")
    }

    /// Whether only a dash or `to`, signs of currencies and spaces part a number from the next.
    private func isRange(_ index: Int) -> Bool {
        let between = text[numbers[index].range.upperBound..<numbers[index + 1].range.lowerBound]
        let words = between.split(separator: " ").map { String($0) }
        let signs = Self.signs(in: Array(between)).map(\.code)
        let marks = between.filter { "-–—~".unicodeScalars.contains($0) }.count
        let joins = words.filter { ["to", "bis", "until", "à", "til", "tot"].contains($0) }.count
        let letters = between.filter(\.isLetter).count
        let known = words.filter { ["to", "bis", "until", "à", "til", "tot"].contains($0) }.joined()
            .unicodeScalars.count
        return marks + joins == 1 && (letters == known || !signs.isEmpty) && between.count <= 14
    }

    private static func number(_ text: Scalars, from start: Int) -> PriceNumber {
        var index = start
        while index < text.count {
            if text[index].isDigit {
                index += 1
            } else if ".,'".unicodeScalars.contains(text[index]), index + 1 < text.count,
                text[index + 1].isDigit
            {
                index += 1
            } else if text[index] == " ", isGroup(text, at: index + 1),
                isGroupable(text, from: start, to: index)
            {
                index += 1
            } else {
                break
            }
        }
        var number = PriceNumber(text: Array(text[start..<index]), range: start..<index)
        if let (exponent, end) = exponent(text, at: index) {
            (number.exponent, number.range) = (exponent, start..<end)
            return number
        }
        if index < text.count, index + 1 >= text.count || !text[index + 1].isWordPart {
            if text[index] == "k" { number.factor = 1000 }
            if text[index] == "m" { number.factor = 1_000_000 }
            if number.factor > 1 { number.range = start..<index + 1 }
        }
        return number
    }

    /// `e+03` and the like.
    private static func exponent(_ text: Scalars, at start: Int) -> (Int, end: Int)? {
        guard start < text.count, text[start] == "e" else { return nil }
        var index = start + 1
        var isNegative = false
        if index < text.count, text[index] == "+" || text[index] == "-" {
            isNegative = text[index] == "-"
            index += 1
        }
        let digits = text[index...].prefix { $0.isDigit }
        let end = index + digits.count
        guard (1...3).contains(digits.count), end == text.count || !text[end].isWordPart else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
        return (isNegative ? -value : value, end)
    }

    /// Whether exactly three digits stand at `index`, as behind a space that groups thousands.
    private static func isGroup(_ text: Scalars, at index: Int) -> Bool {
        guard index + 3 <= text.count, text[index..<index + 3].allSatisfy(\.isDigit) else { return false }
        return index + 3 == text.count || !text[index + 3].isDigit
    }

    private static func isGroupable(_ text: Scalars, from start: Int, to end: Int) -> Bool {
        let digits = text[start..<end]
        return digits.allSatisfy { $0.isDigit || $0 == " " }
            && (digits.split(separator: " ").first?.count ?? 4) <= 3
    }

    private static func isPence(_ text: Scalars, from start: Int, to end: Int) -> Bool {
        end < text.count && text[end] == "p" && (end + 1 == text.count || !text[end + 1].isWordPart)
            && text[start..<end].allSatisfy(\.isDigit)
    }

    private static func isGap(_ between: ArraySlice<Unicode.Scalar>) -> Bool {
        between.count <= 2 && between.allSatisfy { $0 == " " || $0 == "-" || $0 == "," || $0 == "." }
    }

    private static func isMinus(_ text: Scalars, before number: Int, after start: Int) -> Bool {
        let inside = number > 0 && text[number - 1] == "-"
        let outside = start > 0 && text[start - 1] == "-"
        return inside || outside
    }

    private static func word(_ text: Scalars, before index: Int) -> String? {
        text[..<index].split { !$0.isLetter }.last.map { String($0) }
    }

    private static func signs(in text: Scalars) -> [(code: String, range: Range<Int>)] {
        var found: [(code: String, range: Range<Int>)] = []
        var index = 0
        while index < text.count {
            if let sign = sign(text, at: index) {
                found.append(sign)
                index = sign.range.upperBound
            } else {
                index += 1
            }
        }
        return found
    }

    private static func sign(_ text: Scalars, at index: Int) -> (code: String, range: Range<Int>)? {
        let startsWord = index == 0 || !text[index - 1].isLetter
        for (mark, code) in marks where text.has(mark, at: index) {
            let end = index + mark.scalars.count
            let isWord = mark.scalars.allSatisfy { $0.isLetter || $0 == "." }
            let endsWord = end >= text.count || !text[end].isLetter || !(mark.scalars.last?.isLetter ?? false)
            if isWord, !(startsWord && endsWord) { continue }
            if mark.scalars[0].isLetter, !startsWord { continue }
            return (code, index..<end)
        }
        guard startsWord, index + 3 <= text.count, index + 3 == text.count || !text[index + 3].isLetter else {
            return nil
        }
        return Currency(code: String(text[index..<index + 3]).uppercased()).map {
            ($0.code, index..<index + 3)
        }
    }

    private static let marks = Currency.signs.map { (StaticScalars($0.text), $0.code) }
}
