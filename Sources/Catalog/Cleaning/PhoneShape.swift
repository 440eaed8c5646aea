/// Tells telephone numbers from other digits.
enum PhoneShape {
    /// How many of the run's first digits are a telephone number; nil when they are none.
    ///
    /// - Parameter afterNumber: the run follows another telephone number without a gap.
    static func length(of run: DigitRun, in text: Scalars, afterNumber: Bool) -> Int? {
        guard run.digits.count >= 9, !follows(text, run.start, amounts) else { return nil }
        let left = run.start > 0 && !afterNumber ? text[run.start - 1] : " "
        guard left.digit == nil, !isLabelled(text, before: run.start, as: otherNumbers) else { return nil }
        if let length = international(run) { return length }
        if let length = british(run) { return length }
        guard !left.isASCIIAlphanumeric, !["-", ".", "/", ","].contains(left) else { return nil }
        if let length = american(run, in: text) { return length }
        return isLabelled(text, before: run.start, as: invitations) ? announced(run) : nil
    }

    /// `+44 7700 900123`, `0044…`, `447700900123`, `+33 6 12 34 56 78`.
    private static func international(_ run: DigitRun) -> Int? {
        if run.isPrefix([4, 4]), run.hasPlus || run.isPrefix([7], at: 2) {
            return britishAbroad(run, codeLength: 2)
        }
        if run.isPrefix([0, 0, 4, 4]) { return britishAbroad(run, codeLength: 4) }
        guard run.hasPlus, let first = run.digits.first, first > 0 else { return nil }
        let shape = run.shape(ofFirst: run.digits.count)
        return run.digits.count <= 15 && shape.count <= 7 ? run.digits.count : nil
    }

    /// With or without the zero of `+44 (0)7700`.
    private static func britishAbroad(_ run: DigitRun, codeLength: Int) -> Int? {
        let zero = run.isPrefix([0], at: codeLength) ? 1 : 0
        let length = codeLength + zero + 10
        guard run.digits.count >= length, !run.continues(after: length),
            [1, 2, 3, 7, 8].contains(run.digits[codeLength + zero])
        else { return nil }
        return length
    }

    /// `07700 900123`, `020 7946 0018`, `(01632) 960123`, `0 7 7 0 0 9 0 0 1 2 3`, `0800 123456`.
    private static func british(_ run: DigitRun) -> Int? {
        guard run.digits.count >= 10, run.digits[0] == 0, [1, 2, 3, 7, 8].contains(run.digits[1]) else {
            return nil
        }
        if run.digits.count >= 11, isBritishShape(run.shape(ofFirst: 11), mobile: run.digits[1] == 7),
            !run.continues(after: 11) || run.isPrefix([0], at: 11)
        {
            return 11
        }
        // Some old area codes and freephone numbers have a digit less.
        let shape = run.shape(ofFirst: 10)
        let short = [1, 8].contains(run.digits[1]) && !run.continues(after: 10)
        return short && run.digits.count == 10 && (4...5).contains(shape[0]) && shape.count <= 3 ? 10 : nil
    }

    private static func isBritishShape(_ shape: [Int], mobile: Bool) -> Bool {
        guard let first = shape.first else { return false }
        if first >= 3 { return shape.count <= (mobile ? 6 : 4) }
        if shape.allSatisfy({ $0 == 1 }) { return true }
        return mobile && shape.dropLast().allSatisfy { $0 == first }
    }

    /// `212-555-0100`, `(212) 555-0100`.
    private static func american(_ run: DigitRun, in text: Scalars) -> Int? {
        guard run.digits.count == 10, run.shape(ofFirst: 10) == [3, 3, 4], run.digits[0] > 1 else {
            return nil
        }
        let gap = text[run.position(of: 5) + 1]
        return gap == "-" || gap == "." || text[run.start] == "(" ? 10 : nil
    }

    /// Any long number after "call", "text" and the like.
    private static func announced(_ run: DigitRun) -> Int? {
        let shape = run.shape(ofFirst: run.digits.count)
        let longest = shape.max() ?? 0
        return (9...13).contains(run.digits.count) && shape.count <= 6 && longest >= 4
            ? run.digits.count : nil
    }

    private static let amounts = ["£", "$", "€", "¥", "₹", "#", "£ ", "$ ", "€ "].map {
        Scalars($0.unicodeScalars)
    }

    private static func follows(_ text: Scalars, _ position: Int, _ marks: [Scalars]) -> Bool {
        marks.contains { text.has($0, at: position - $0.count) }
    }

    private static let otherNumbers = [
        "ean", "isbn", "model", "serial", "part no", "part number", "sku", "reference", "item no",
        "item number",
        "upc", "gtin", "company n", "vat", "asin", "mpn", "catalogue", "product code", "order n", "sort code",
    ].map { Scalars($0.unicodeScalars) }

    private static let invitations = [
        "call", "text", "phone", "tel", "mob", "whatsapp", "contact", "ring", "number",
    ].map { Scalars($0.unicodeScalars) }

    /// Whether one of the words stands in the 16 characters before a position, on the same line.
    private static func isLabelled(_ text: Scalars, before position: Int, as words: [Scalars]) -> Bool {
        let start = max(0, position - 16)
        for index in start..<position where text[index].isASCIILetter {
            let begins = index == 0 || !text[index - 1].isASCIILetter
            guard begins, let word = words.first(where: { text.has($0, at: index) }),
                index + word.count <= position
            else { continue }
            return !text[index..<position].contains("\n")
        }
        return false
    }
}
