/// Turns HTML into plain text and leaves text that only looks like it (`3 < 5`, `R&B`) alone.
enum HTMLText {
    static func strip(_ text: inout Scalars, fired: inout Set<CleaningRule>) {
        // Entities may hide tags (`&lt;br&gt;`) and entities (`&amp;pound;`).
        for _ in 0..<3 {
            let tags = removeTags(&text)
            let entities = HTMLEntities.decode(&text)
            if tags { fired.insert(.htmlTags) }
            if entities { fired.insert(.htmlEntities) }
            if !entities { return }
        }
    }

    private static func removeTags(_ text: inout Scalars) -> Bool {
        guard text.contains("<") else { return false }
        var output: Scalars = []
        output.reserveCapacity(text.count)
        var changed = false
        var index = 0
        while index < text.count {
            if text[index] == "<", let tag = tag(text, at: index) {
                output += tag.breaksLine ? ["\n"] : []
                index = tag.end
                changed = true
            } else {
                output.append(text[index])
                index += 1
            }
        }
        if changed { text = output }
        return changed
    }

    private static let longest = 2000

    private static func tag(_ text: Scalars, at start: Int) -> (end: Int, breaksLine: Bool)? {
        if text.has(Scalars("<!--".unicodeScalars), at: start) {
            return find("-->", in: text, from: start + 4).map { ($0, false) }
        }
        if text.has(Scalars("<!doctype".unicodeScalars), at: start) {
            return find(">", in: text, from: start).map { ($0, false) }
        }
        var index = start + 1
        let closes = index < text.count && text[index] == "/"
        if closes { index += 1 }
        var name = ""
        while index < text.count, text[index].isASCIIAlphanumeric, name.utf8.count < 12 {
            name.unicodeScalars.append(text[index].asciiLowercased)
            index += 1
        }
        guard names.contains(name), index < text.count,
            text[index] == ">" || text[index] == "/" || text[index].isSpace,
            let end = find(">", in: text, from: index)
        else { return nil }
        if !closes, name == "script" || name == "style", let after = find("</\(name)>", in: text, from: end) {
            return (after, true)
        }
        return (end, lineBreaking.contains(name))
    }

    /// The position behind a text that begins not too far away.
    private static func find(_ text: String, in scalars: Scalars, from start: Int) -> Int? {
        let wanted = Scalars(text.unicodeScalars)
        guard start < scalars.count else { return nil }
        for index in start..<min(scalars.count, start + longest) where scalars.has(wanted, at: index) {
            return index + wanted.count
        }
        return nil
    }

    private static let lineBreaking: Set<String> = [
        "br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
        "section",
        "article", "blockquote", "pre", "dt", "dd", "header", "footer",
    ]

    private static let names: Set<String> = lineBreaking.union([
        "a", "abbr", "b", "body", "button", "center", "cite", "code", "dl", "em", "font", "form", "head",
        "html", "i",
        "iframe", "img", "input", "label", "link", "meta", "object", "option", "s", "script", "select",
        "small",
        "span", "strike", "strong", "style", "sub", "sup", "svg", "tbody", "td", "tfoot", "th", "thead",
        "title",
        "tt", "u", "video",
    ])
}
