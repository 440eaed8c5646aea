/// Takes the town and the site's name off a title: `Lamp | in Melrose | Gumtree` becomes `Lamp`.
struct TitleSuffix {
    /// In lower case.
    private let siteNames: Set<String>

    init(siteNames: [String]) { self.siteNames = Set(siteNames.map { $0.lowercased() }) }

    /// - Parameter title: tidied, on one line.
    /// - Returns: nil when the title ends in no site's name.
    func removed(from title: String) -> String? {
        var parts = Self.parts(of: title)
        guard let last = parts.last, siteNames.contains(last.text.lowercased()) else { return nil }
        parts.removeLast()
        if let place = parts.last, place.text.lowercased().hasPrefix("in "),
            place.separator == "|" || parts.count > 1
        {
            parts.removeLast()
        }
        guard let tail = parts.last else { return "" }
        return String(title[..<tail.end]).trimmingWhitespace()
    }

    /// The site's name that more than half of the titles end in, if there is one.
    static func commonSite(in titles: [String]) -> String? {
        var counts: [String: Int] = [:]
        for title in titles {
            let parts = parts(of: title)
            if parts.count > 1, let last = parts.last { counts[last.text, default: 0] += 1 }
        }
        guard titles.count >= 10, let best = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            best.value * 2 > titles.count
        else { return nil }
        return best.key
    }

    private struct Part {
        var text: String
        /// `|` or `-` before the part; nil for the first.
        var separator: Character?
        var end: String.Index
    }

    /// The stretches between bars, and between dashes with spaces around them.
    private static func parts(of title: String) -> [Part] {
        var parts: [Part] = []
        var start = title.startIndex
        var separator: Character?
        var index = title.startIndex
        while index < title.endIndex {
            let character = title[index]
            let next = title.index(after: index)
            let spaced =
                (index == title.startIndex || title[title.index(before: index)] == " ")
                && (next == title.endIndex || title[next] == " ")
            if spaced, character == "|" || character == "-" || character == "–" {
                parts.append(
                    Part(text: title[start..<index].trimmingWhitespace(), separator: separator, end: index))
                separator = character == "|" ? "|" : "-"
                start = next
            }
            index = next
        }
        parts.append(
            Part(text: title[start...].trimmingWhitespace(), separator: separator, end: title.endIndex))
        return parts
    }
}
