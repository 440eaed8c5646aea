/// Decodes HTML's character references.
enum HTMLEntities {
    /// - Returns: whether anything was decoded.
    static func decode(_ text: inout Scalars) -> Bool {
        guard text.contains("&") else { return false }
        var output: Scalars = []
        output.reserveCapacity(text.count)
        var changed = false
        var index = 0
        while index < text.count {
            if text[index] == "&", let (scalar, end) = reference(text, at: index) {
                output.append(scalar)
                index = end
                changed = true
            } else {
                output.append(text[index])
                index += 1
            }
        }
        if changed { text = output }
        return changed
    }

    private static func reference(_ text: Scalars, at start: Int) -> (Unicode.Scalar, end: Int)? {
        var index = start + 1
        if index < text.count, text[index] == "#" { return number(text, at: index + 1) }
        var name = ""
        while index < text.count, text[index].isASCIIAlphanumeric, name.utf8.count < 10 {
            name.unicodeScalars.append(text[index])
            index += 1
        }
        guard let scalar = named[name] else { return nil }
        if index < text.count, text[index] == ";" { return (scalar, index + 1) }
        // Addresses hold `&copy=2`; only these four are common without their semicolon.
        return ["nbsp", "pound", "quot", "amp"].contains(name) && !(index < text.count && text[index] == "=")
            ? (scalar, index) : nil
    }

    private static func number(_ text: Scalars, at start: Int) -> (Unicode.Scalar, end: Int)? {
        var index = start
        let hexadecimal = index < text.count && text[index].asciiLowercased == "x"
        if hexadecimal { index += 1 }
        let first = index
        var value: UInt32 = 0
        while index < text.count, index - first < 8, let digit = Character(text[index]).hexDigitValue,
            text[index].isASCII, hexadecimal || digit < 10
        {
            value = value &* (hexadecimal ? 16 : 10) &+ UInt32(digit)
            index += 1
        }
        guard index > first, index < text.count, text[index] == ";" else { return nil }
        // Browsers read 128...159 as Windows-1252.
        let scalar = (0x80..<0xA0).contains(value) ? Windows1252.scalar(UInt8(value)) : Unicode.Scalar(value)
        return (scalar.flatMap { $0.value == 0 ? nil : $0 } ?? "\u{FFFD}", index + 1)
    }

    private static let latin1 = """
        nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
        micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
        AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
        times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil \
        egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash \
        ugrave uacute ucirc uuml yacute thorn yuml
        """

    private static let others: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "euro": "€", "trade": "™", "hellip": "…",
        "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”",
        "bdquo": "„", "bull": "•", "prime": "′", "Prime": "″", "lsaquo": "‹", "rsaquo": "›", "dagger": "†",
        "Dagger": "‡", "permil": "‰", "oelig": "œ", "OElig": "Œ", "scaron": "š", "Scaron": "Š", "Yuml": "Ÿ",
        "circ": "ˆ", "tilde": "˜", "fnof": "ƒ", "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}",
        "zwnj": "\u{200C}", "zwj": "\u{200D}", "lrm": "\u{200E}", "rlm": "\u{200F}", "minus": "−", "le": "≤",
        "ge": "≥", "ne": "≠", "asymp": "≈", "infin": "∞", "radic": "√", "larr": "←", "uarr": "↑", "rarr": "→",
        "darr": "↓", "hearts": "♥", "spades": "♠", "clubs": "♣", "diams": "♦", "star": "☆", "starf": "★",
        "check": "✓", "phone": "☎", "Omega": "Ω", "mu": "μ", "pi": "π", "alpha": "α", "beta": "β",
        "NewLine": "\n",
        "Tab": "\t", "comma": ",", "period": ".", "colon": ":", "semi": ";", "excl": "!", "quest": "?",
        "num": "#",
        "lpar": "(", "rpar": ")", "percnt": "%", "plus": "+", "sol": "/", "ast": "*", "commat": "@",
        "dollar": "$",
    ]

    private static let named: [String: Unicode.Scalar] = others.merging(
        latin1.split(separator: " ").enumerated().map { (String($1), Unicode.Scalar(UInt8(0xA0 + $0))) },
        uniquingKeysWith: { first, _ in first })
}
