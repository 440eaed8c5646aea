import Foundation

extension PieceWriter {
    /// Writes a stretch of text without ASCII white space, normalised as BERT's: control characters dropped,
    /// ideographs apart, decomposed (NFD) without its combining marks, lower case, punctuation apart.
    mutating func write(unicode bytes: UnsafeBufferPointer<UInt8>) {
        var cleaned = String.UnicodeScalarView()
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where !scalar.isDroppedByBERT {
            if scalar.properties.isWhitespace {
                cleaned.append(" ")
            } else if scalar.isIdeographOfBERT {
                cleaned.append(contentsOf: [" ", scalar, " "])
            } else {
                cleaned.append(scalar)
            }
        }
        for scalar in String(cleaned).decomposedStringWithCanonicalMapping.unicodeScalars where !isFull {
            let properties = scalar.properties
            if scalar == " " {
                endWord()
            } else if scalar.isMarkOfBERT {
                continue
            } else if properties.changesWhenLowercased {
                properties.lowercaseMapping.unicodeScalars.forEach { append($0) }
            } else if scalar.isPunctuationOfBERT {
                endWord()
                append(scalar)
                endWord()
            } else {
                append(scalar)
            }
        }
    }
}

extension Unicode.Scalar {
    /// Control, format, private use, and the replacement character.
    fileprivate var isDroppedByBERT: Bool {
        switch properties.generalCategory {
        case .control: self != "\t" && self != "\n" && self != "\r"
        case .format: isInUnicode8
        case .privateUse, .surrogate: true
        default: self == "\u{FFFD}"
        }
    }

    /// The blocks that the reference sets apart; its gap between 2B820 and 2B91F is kept.
    fileprivate var isIdeographOfBERT: Bool {
        switch value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
            0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }

    /// Accents and other marks that take no room; those listed have changed their category since Unicode 8.
    fileprivate var isMarkOfBERT: Bool {
        switch value {
        case 0x1734, 0x1171E: true
        case 0x1885, 0x1886, 0xA9BD, 0x111C9: false
        default: properties.generalCategory == .nonspacingMark && isInUnicode8
        }
    }

    /// ASCII symbols, and what Unicode 8, of which the reference's tables are, calls punctuation.
    fileprivate var isPunctuationOfBERT: Bool {
        switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
            .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            isInUnicode8
        case .currencySymbol, .mathSymbol, .modifierSymbol: value < 0x80
        // These two changed their category after Unicode 8.
        default: value == 0x166D || value == 0x111C9
        }
    }

    private var isInUnicode8: Bool { properties.age.map { $0.major <= 8 } ?? false }
}
