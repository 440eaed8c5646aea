/// Removes `Posted by NAME in <category path> in TOWN. DATE`, which gives the category away.
struct Boilerplate {
    /// The row's category levels in small letters, the deepest first to match longest.
    private let levels: [Scalars]
    private let town: Scalars

    init(categoryPath: [String], town: String) {
        levels = categoryPath.map { Array($0.lowercased().unicodeScalars) }.filter { !$0.isEmpty }
            .sorted { $0.count > $1.count }
        self.town = Array(town.lowercased().unicodeScalars)
    }

    private static let opening: StaticScalars = "Posted by "

    func remove(_ text: inout Scalars) -> Bool {
        var changed = false
        var index = 0
        while index < text.count {
            guard text[index] == "P", text.has(Self.opening, at: index), let end = end(text, from: index)
            else {
                index += 1
                continue
            }
            cut(&text, index..<end)
            index = max(0, index - 1)
            changed = true
        }
        return changed
    }

    /// Takes a range out and leaves one space between what it parted.
    private func cut(_ text: inout Scalars, _ range: Range<Int>) {
        var start = range.lowerBound
        while start > 0, text[start - 1].isSpace { start -= 1 }
        var end = range.upperBound
        var newline = false
        while end < text.count, text[end].isSpace || (text[end] == "." && end == range.upperBound) {
            newline = newline || text[end] == "\n"
            end += 1
        }
        if start >= 2, text[start - 1] == ".", text[start - 2] == " " {
            text.remove(at: start - 2)
            start -= 1
            end -= 1
        }
        let joint: Scalars = start == 0 || end == text.count ? [] : [newline ? "\n" : " "]
        text.replaceSubrange(start..<end, with: joint)
    }

    private func end(_ text: Scalars, from start: Int) -> Int? {
        let body = start + Self.opening.scalars.count
        let limit = min(text.count, body + 320)
        let line = text[body..<limit].firstIndex(of: "\n") ?? limit
        let lower = text[body..<line].map(Self.lowercase)
        return dated(lower, text, body) ?? undated(lower).map { body + $0 }
    }

    /// Up to the first date, when what stands before it is a name, a path, a town and nothing else.
    private func dated(_ lower: Scalars, _ text: Scalars, _ body: Int) -> Int? {
        for index in lower.indices {
            guard let dateEnd = WrittenDate.end(lower, at: index) else { continue }
            let before = Array(lower[..<index])
            let names = Self.places(of: " in ", in: before)
            let sentences = Self.places(of: ". ", in: before).count
            let isKnown =
                !names.isEmpty && sentences <= 2 || (!town.isEmpty && Self.find(town, in: before) != nil)
            return isKnown ? body + dateEnd : nil
        }
        return nil
    }

    /// Without a date: `NAME in LEVEL, LEVEL in TOWN.` by the row's own levels and town, or by its form.
    private func undated(_ lower: Scalars) -> Int? {
        guard let first = Self.places(of: " in ", in: lower).first, first > 0, first <= 40 else { return nil }
        var index = first + 4
        while let level = levels.first(where: { Self.stands($0, in: lower, at: index) }) {
            index += level.count
            if Self.stands([",", " "], in: lower, at: index) { index += 2 }
        }
        let hasPath = index > first + 4
        if hasPath, Self.stands(Array(" in ".unicodeScalars), in: lower, at: index) { index += 4 }
        if !town.isEmpty, Self.stands(town, in: lower, at: index) {
            return Self.afterStop(lower, index + town.count)
        }
        let rest = lower[min(index, lower.count)...]
        let stop = rest.firstIndex(of: ".") ?? lower.count
        if hasPath { return stop - index <= 40 ? Self.afterStop(lower, stop) : index }
        let places = Self.places(of: " in ", in: Array(lower[..<stop]))
        guard places.count >= 2, let last = places.last, stop - last <= 44,
            lower[..<first].filter(\.isSpace).count <= 1
        else { return nil }
        return Self.afterStop(lower, stop)
    }

    private static func afterStop(_ text: Scalars, _ index: Int) -> Int {
        index < text.count && text[index] == "." ? index + 1 : index
    }

    private static func lowercase(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let mapping = scalar.properties.lowercaseMapping.unicodeScalars
        return mapping.count == 1 ? mapping[mapping.startIndex] : scalar
    }

    private static func stands(_ part: Scalars, in text: Scalars, at index: Int) -> Bool {
        index >= 0 && index + part.count <= text.count && text[index..<index + part.count].elementsEqual(part)
    }

    private static func places(of mark: StaticScalars, in text: Scalars) -> [Int] {
        text.indices.filter { text.has(mark, at: $0) }
    }

    private static func find(_ part: Scalars, in text: Scalars) -> Int? {
        text.indices.first { stands(part, in: text, at: $0) }
    }
}

/// A date as sites write it under an advertisement, in small letters: `25 february 2022`, `feb 25, 2022`, `25/02/2022`.
enum WrittenDate {
    private static let months: [StaticScalars] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november",
        "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
    ]

    /// The place after the date that begins at `index`.
    static func end(_ text: Scalars, at index: Int) -> Int? {
        guard index == 0 || !text[index - 1].isDigit else { return nil }
        var place = index
        if let day = digits(text, at: place, 1...2) {
            place = day
            if place < text.count, text[place] == "/" || text[place] == "-" {
                return numeric(text, from: place)
            }
            for ending in ["st", "nd", "rd", "th"] as [StaticScalars] where text.has(ending, at: place) {
                place += 2
            }
            place = skip(text, at: place)
            guard let month = month(text, at: place) else { return nil }
            return digits(text, at: skip(text, at: month), 4...4)
        }
        guard index == 0 || !text[index - 1].isLetter, let month = month(text, at: place),
            let day = digits(text, at: skip(text, at: month), 1...2)
        else { return nil }
        return digits(text, at: skip(text, at: day), 4...4)
    }

    private static func numeric(_ text: Scalars, from mark: Int) -> Int? {
        guard let month = digits(text, at: mark + 1, 1...2), month < text.count, text[month] == text[mark]
        else { return nil }
        return digits(text, at: month + 1, 4...4) ?? digits(text, at: month + 1, 2...2)
    }

    private static func month(_ text: Scalars, at index: Int) -> Int? {
        months.first { text.has($0, at: index) }.map { index + $0.scalars.count }
    }

    private static func skip(_ text: Scalars, at index: Int) -> Int {
        var place = index
        while place < text.count, place - index < 3, [" ", ".", ","].contains(text[place]) { place += 1 }
        return place
    }

    /// The place after the digits at `index`, as many as the range's upper bound at most.
    private static func digits(_ text: Scalars, at index: Int, _ count: ClosedRange<Int>) -> Int? {
        var place = index
        while place < text.count, place - index < count.upperBound, text[place].isDigit { place += 1 }
        return place - index >= count.lowerBound ? place : nil
    }
}
