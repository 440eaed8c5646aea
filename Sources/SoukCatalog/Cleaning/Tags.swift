/// Removes HTML tags, and only them: `3 < 5`, `<3` and `a<b and c>d` stay.
enum Tags {
    static func remove(_ text: inout Scalars) -> Bool {
        guard text.contains("<") else { return false }
        var result = Scalars()
        result.reserveCapacity(text.count)
        var index = 0
        var changed = false
        while index < text.count {
            guard text[index] == "<", let tag = tag(text, at: index) else {
                result.append(text[index])
                index += 1
                continue
            }
            result.append(contentsOf: tag.replacement)
            index = tag.end
            changed = true
        }
        text = result
        return changed
    }

    private struct Tag {
        var end: Int
        var replacement: Scalars = []
    }

    private static func tag(_ text: Scalars, at start: Int) -> Tag? {
        if text.has("<!--", at: start) {
            return Tag(end: index(of: "-->", in: text, from: start + 4) ?? text.count)
        }
        var index = start + 1
        let closes = index < text.count && text[index] == "/"
        if closes || (index < text.count && text[index] == "!") { index += 1 }
        var name = ""
        while index < text.count, name.utf8.count < 12, text[index].isASCIILetter || text[index].isDigit {
            name.unicodeScalars.append(text[index])
            index += 1
        }
        name = name.lowercased()
        guard let kind = kinds[name], let end = attributesEnd(text, from: index) else { return nil }
        switch kind {
        case .dropped where !closes:
            let after = closing(of: name, in: text, from: end) ?? end
            return Tag(end: after, replacement: [" "])
        case .block: return Tag(end: end, replacement: ["\n"])
        case .inline: return Tag(end: end)
        case .dropped, .spaced: return Tag(end: end, replacement: [" "])
        }
    }

    /// The place after the tag's `>`; nil when what stands before it are no attributes.
    private static func attributesEnd(_ text: Scalars, from start: Int) -> Int? {
        var index = start
        var hasText = false
        var hasEquals = false
        var quote: Unicode.Scalar?
        while index < text.count, index - start < 2000 {
            let scalar = text[index]
            if let open = quote {
                if scalar == open { quote = nil }
            } else if scalar == ">" {
                return hasText && !hasEquals ? nil : index + 1
            } else if scalar == "<" {
                return nil
            } else if scalar == "=" {
                hasEquals = true
            } else if scalar == "\"" || scalar == "'" {
                quote = hasEquals ? scalar : nil
                hasText = true
            } else if scalar != "/", !scalar.isSpace {
                if index == start { return nil }
                hasText = true
            }
            index += 1
        }
        return nil
    }

    private static func closing(of name: String, in text: Scalars, from start: Int) -> Int? {
        let wanted = Array("</\(name)".unicodeScalars)
        guard start < text.count else { return nil }
        for index in start..<text.count where text[index] == "<" && index + wanted.count <= text.count {
            let found = text[index..<index + wanted.count].map { $0.properties.lowercaseMapping }.joined()
            guard found == String(wanted) else { continue }
            return text[(index + wanted.count)...].firstIndex(of: ">").map { $0 + 1 } ?? text.count
        }
        return nil
    }

    private static func index(of mark: StaticScalars, in text: Scalars, from start: Int) -> Int? {
        guard start < text.count else { return nil }
        return (start..<text.count).first { text.has(mark, at: $0) }.map { $0 + mark.scalars.count }
    }

    private enum Kind { case block, inline, spaced, dropped }

    private static let kinds: [String: Kind] = {
        var table: [String: Kind] = [:]
        let lists: [(Kind, String)] = [
            (.dropped, "script style head title noscript iframe object template svg"),
            (
                .block,
                "p br div li ul ol dl dt dd tr table tbody thead tfoot h1 h2 h3 h4 h5 h6 hr section article header "
                    + "footer blockquote pre center html body form fieldset aside nav main figure figcaption address"
            ),
            (.inline, "b i u s em strong span font small big sub sup mark strike del ins tt code wbr"),
            (
                .spaced,
                "a img td th input button label select option textarea caption col colgroup meta link video audio "
                    + "source embed param map area abbr cite q kbd samp var time bdo doctype o st1 picture canvas"
            ),
        ]
        for (kind, names) in lists { for name in names.split(separator: " ") { table[String(name)] = kind } }
        return table
    }()
}
