/// Replaces telephone numbers by `[phone]`: British, international and North American ones, also spaced out,
/// but no prices, sizes, dates, years, article numbers or EANs.
enum TelephoneNumbers {
    static let mark: Scalars = Array("[phone]".unicodeScalars)

    static func mask(_ text: inout Scalars) -> Bool {
        var result = Scalars()
        result.reserveCapacity(text.count)
        var index = 0
        var masked = -1
        var changed = false
        while index < text.count {
            if let end = number(text, at: index, behindNumber: index - masked <= 1) {
                result.append(contentsOf: mark)
                if end < text.count, text[end].isWordPart { result.append(" ") }
                index = end
                masked = end
                changed = true
            } else {
                result.append(text[index])
                index += 1
            }
        }
        if changed { text = result }
        return changed
    }

    /// Digits as they are grouped, and where each group ends.
    private struct Groups {
        var digits: [UInt8] = []
        var lengths: [Int] = []
        /// Where each digit stands.
        var places: [Int] = []
        var hasDash = false

        var areSingle: Bool { lengths.allSatisfy { $0 == 1 } }
        var areWide: Bool { lengths.allSatisfy { $0 >= 2 } }
    }

    /// The place after the number that begins at `index`.
    ///
    /// - Parameter behindNumber: whether another number ends here, or one character before.
    private static func number(_ text: Scalars, at index: Int, behindNumber: Bool) -> Int? {
        let first = text[index]
        guard
            first.asciiDigit.isDigit || first == "+" || first == "(" || first == "o" || first == "O"
                || first == "＋"
        else { return nil }
        guard behindNumber || index == 0 || isStart(text, index) else { return nil }
        let groups = collect(text, from: index)
        guard groups.digits.count >= 9 else { return nil }
        if first == "+" || first == "＋" { return international(groups, from: 0) }
        let start = groups.digits
        if start[0] == 0, start[1] == 0, start[2] != 0 {
            let isArticle = groups.lengths.count == 1 && Cue.before(text, index) == .article
            return isArticle ? nil : international(groups, from: 2)
        }
        if start[0] == 0 { return british(text, groups, at: index) }
        if first == "o" || first == "O" { return nil }
        if start.starts(with: [4, 4, 7]), groups.lengths[0] == 12 || groups.areWide && start.count == 12 {
            return end(groups, count: 12)
        }
        return american(groups) ?? cued(text, groups, at: index)
    }

    /// Whether what stands before `index` lets a number begin: no digit, no price's sign, no decimal mark.
    private static func isStart(_ text: Scalars, _ index: Int) -> Bool {
        let before = text[index - 1]
        if before.asciiDigit.isDigit || "+#".unicodeScalars.contains(before) || Currency.isSign(before) {
            return false
        }
        return !("-.,/".unicodeScalars.contains(before) && index > 1 && text[index - 2].isDigit)
    }

    /// Gathers digits over single separators: space, hyphen, full stop, brackets around a group.
    private static func collect(_ text: Scalars, from start: Int) -> Groups {
        var groups = Groups()
        var index = start
        var gap = 0
        var isNewGroup = true
        let leadingO = text[start] == "o" || text[start] == "O"
        if leadingO {
            guard start == 0 || !text[start - 1].isLetter, start + 1 < text.count, text[start + 1] == "7"
            else { return groups }
        }
        if text[start] == "+" || text[start] == "＋" { index += 1 }
        while index < text.count, groups.digits.count < 40 {
            let scalar = index == start && leadingO ? "0" : text[index].asciiDigit
            if scalar.isDigit {
                if isNewGroup { groups.lengths.append(0) }
                isNewGroup = false
                gap = 0
                groups.digits.append(UInt8(scalar.value - 0x30))
                groups.places.append(index)
                groups.lengths[groups.lengths.count - 1] += 1
            } else {
                gap += 1
                guard gap <= 2, " -.()\u{A0}\u{2011}\u{2010}–".unicodeScalars.contains(scalar) else { break }
                if scalar != " ", scalar != "\u{A0}" { groups.hasDash = true }
                isNewGroup = true
            }
            index += 1
        }
        return groups
    }

    /// The place after the first `count` digits; nil when a digit is glued to them, unless it starts
    /// another whole number.
    private static func end(_ groups: Groups, count: Int) -> Int? {
        guard groups.digits.count >= count else { return nil }
        let end = groups.places[count - 1] + 1
        guard groups.digits.count > count, groups.places[count] == end else { return end }
        let run =
            zip(groups.places[count...], groups.places[count...].dropFirst()).prefix { $1 == $0 + 1 }.count
            + 1
        return run == 11 && groups.digits[count] == 0 ? end : nil
    }

    private static func international(_ groups: Groups, from start: Int) -> Int? {
        var count = 0
        for length in groups.lengths {
            if count + length > 15 + start { break }
            count += length
        }
        guard count - start >= 9, groups.digits[start] != 0, groups.lengths[0] <= 15 else { return nil }
        if groups.digits[start...].starts(with: [4, 4]) {
            let trunk = groups.digits.count > start + 2 && groups.digits[start + 2] == 0 ? 1 : 0
            return end(groups, count: start + 12 + trunk) ?? end(groups, count: start + 11 + trunk)
        }
        return end(groups, count: count)
    }

    private static func british(_ text: Scalars, _ groups: Groups, at index: Int) -> Int? {
        let second = groups.digits[1]
        guard [1, 2, 3, 7, 8, 9].contains(second) else { return nil }
        let first = groups.lengths[0]
        let isShaped = isSpacedOut(groups, 11) || first >= 3 || (first == 2 && second == 7 && groups.hasDash)
        guard isShaped else { return nil }
        if first == groups.digits.count || first >= 11, Cue.before(text, index) == .article { return nil }
        if first > 11, end(groups, count: 11) == nil { return nil }
        if let end = end(groups, count: 11) { return end }
        let isShort = groups.digits.count == 10 && (second == 1 || second == 8) && groups.areWide
        return isShort && (groups.lengths.count > 1 || Cue.before(text, index) == .call)
            ? end(groups, count: 10) : nil
    }

    private static func isSpacedOut(_ groups: Groups, _ count: Int) -> Bool {
        groups.digits.count >= count && groups.lengths.prefix(count).allSatisfy { $0 == 1 }
    }

    /// (555) 234-5678, 555-234-5678, 555.234.5678, with a 1 before or not.
    private static func american(_ groups: Groups) -> Int? {
        var lengths = groups.lengths[...]
        var offset = 0
        if lengths.first == 1, groups.digits[0] == 1 {
            lengths = lengths.dropFirst()
            offset = 1
        }
        guard groups.hasDash, lengths.starts(with: [3, 3, 4]), groups.digits[offset] >= 2,
            groups.digits[offset + 3] >= 2
        else { return nil }
        return end(groups, count: offset + 10)
    }

    /// Any other number of nine to fifteen digits behind a word that asks to call.
    private static func cued(_ text: Scalars, _ groups: Groups, at index: Int) -> Int? {
        guard (9...15).contains(groups.digits.count), groups.areWide || groups.areSingle,
            index == 0 || !text[index - 1].isWordPart || text[index - 1].isASCIILetter,
            Cue.before(text, index) == .call
        else { return nil }
        return end(groups, count: groups.digits.count)
    }
}

/// The word before a number that tells what it is.
private enum Cue {
    case call, article

    private static let calls: Set<String> = [
        "call", "tel", "telephone", "phone", "text", "txt", "whatsapp", "whatsap", "watsapp", "mobile", "mob",
        "ring",
        "contact", "cell", "sms", "telefon", "handy", "tlf", "ph", "📞", "☎", "📱",
    ]
    private static let articles: Set<String> = [
        "model", "part", "ean", "gtin", "isbn", "upc", "sku", "serial", "ref", "reference", "mpn", "barcode",
        "imei",
        "item", "article", "code", "asin", "vat", "product", "oem", "nr",
    ]

    /// The nearest telling word among the last four.
    static func before(_ text: Scalars, _ index: Int) -> Cue? {
        let words = text[max(0, index - 40)..<index].split { !($0.isLetter || $0.value > 0x2600) }
        for word in words.suffix(4).reversed() {
            let name = String(word).lowercased()
            if calls.contains(name) { return .call }
            if articles.contains(name) { return .article }
        }
        return nil
    }
}
