/// A number in a price's text, digits and marks still apart.
struct PriceNumber {
    /// Digits, `.`, `,`, `'` and spaces between groups.
    var text: Scalars
    var range: Range<Int>
    /// 1, or 1,000 and 1,000,000 behind `k` and `m`.
    var factor = 1
    var isNegative = false
    /// `50p`: minor units, without a currency's sign.
    var isPence = false
    /// A currency's sign or code stands next to it.
    var hasCurrency = false
}

/// The numbers and the currency of a price's text (small letters, ASCII digits).
struct PriceTokens {
    private(set) var numbers: [PriceNumber] = []
    private(set) var currency: String?
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
        if index < text.count, index + 1 >= text.count || !text[index + 1].isWordPart {
            if text[index] == "k" { number.factor = 1000 }
            if text[index] == "m" { number.factor = 1_000_000 }
            if number.factor > 1 { number.range = start..<index + 1 }
        }
        return number
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
