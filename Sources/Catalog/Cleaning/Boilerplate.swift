/// Removes `Posted by NAME in CATEGORY PATH in TOWN. DATE`, which tells a classifier the answer.
enum Boilerplate {
    private static let opening = Scalars("posted by ".unicodeScalars)
    private static let link = Scalars(" in ".unicodeScalars)
    private static let longest = 300

    /// - Returns: whether anything was removed.
    static func remove(_ text: inout Scalars) -> Bool {
        var changed = false
        var index = 0
        while index + opening.count < text.count {
            if text.has(opening, at: index), let end = end(text, from: index) {
                cut(&text, index..<end)
                changed = true
            } else {
                index += 1
            }
        }
        return changed
    }

    /// Where the phrase that begins at `start` ends; nil when the words are the seller's.
    private static func end(_ text: Scalars, from start: Int) -> Int? {
        let limit = min(text.count, start + longest)
        var linked = false
        var index = start + opening.count
        while index < limit {
            if text[index] == "\n" { return nil }
            if text.has(link, at: index) { linked = true }
            if linked, text[index] == "." {
                if let end = DatePhrase.end(text, from: index + 1) { return end }
                if !text[(index + 1)...].contains(where: { !$0.isSpace }) { return text.count }
            }
            index += 1
        }
        return nil
    }

    private static func cut(_ text: inout Scalars, _ range: Range<Int>) {
        var start = range.lowerBound
        while start > 0, text[start - 1] == " " { start -= 1 }
        var end = range.upperBound
        while end < text.count, text[end] == " " { end += 1 }
        let needsSpace = start > 0 && end < text.count && text[start - 1] != "\n" && text[end] != "\n"
        text.replaceSubrange(start..<end, with: needsSpace ? [" "] : [])
    }
}

/// `25 February 2022`, `25. February 2022` and `February 25, 2022`.
enum DatePhrase {
    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ].map { Scalars($0.unicodeScalars) }

    /// Where a date that begins at `start`, after spaces, ends.
    static func end(_ text: Scalars, from start: Int) -> Int? {
        var index = skipSpaces(text, start)
        if let day = number(text, index, digits: 1...2) {
            index = skipSpaces(text, day)
            if index < text.count, text[index] == "." { index = skipSpaces(text, index + 1) }
            guard let month = month(text, index) else { return nil }
            index = month
        } else {
            guard let month = month(text, index),
                let day = number(text, skipSpaces(text, month), digits: 1...2)
            else { return nil }
            index = skipSpaces(text, day)
            if index < text.count, text[index] == "," { index += 1 }
        }
        return number(text, skipSpaces(text, index), digits: 4...4)
    }

    private static func skipSpaces(_ text: Scalars, _ start: Int) -> Int {
        var index = start
        while index < text.count, text[index] == " " { index += 1 }
        return index
    }

    private static func month(_ text: Scalars, _ start: Int) -> Int? {
        months.first { text.has($0, at: start) }.map { start + $0.count }
    }

    /// The year's four digits may be followed by more that belong to the next sentence (`20225 chairs`).
    private static func number(_ text: Scalars, _ start: Int, digits: ClosedRange<Int>) -> Int? {
        var index = start
        while index < text.count, text[index].isASCIIDigit, index - start < digits.upperBound { index += 1 }
        return digits.contains(index - start) ? index : nil
    }
}
