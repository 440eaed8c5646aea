import Foundation

/// Reads the items of an XML feed: RSS, Atom, or a list of elements of one name.
final class FeedReader {
    /// An item with more text is refused.
    private static let itemLimit = 16 << 20

    let stream: PeekedStream
    private(set) var summary = "XML"
    private let pull: XMLPull
    private let path: String
    private var root = ""
    /// The name of the elements that are rows, known from the root or from the first one.
    private var item: String?

    static func recognises(_ sample: [UInt8]) -> Bool {
        let mark = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let text = sample.dropFirst(mark).drop { " \t\r\n".utf8.contains($0) }.prefix(512)
        guard text.first == UInt8(ascii: "<") else { return false }
        let head = String(decoding: text, as: UTF8.self).lowercased()
        return head.hasPrefix("<?xml") || head.hasPrefix("<rss") || head.hasPrefix("<feed")
    }

    static func empty(_ path: String) -> CatalogError {
        .table(
            path: path, line: 1, reason: "there is no item in this XML",
            remedy: "Expected a feed of RSS or Atom, or a list of elements with the same name.")
    }

    init(_ stream: PeekedStream, path: String) throws(CatalogError) {
        self.stream = stream
        self.path = path
        pull = try XMLPull(stream, path: path)
    }

    func next() throws(CatalogError) -> ObjectRow? {
        while let event = try pull.next() {
            guard case .start(let name, let depth, let isEmpty) = event else { continue }
            if depth == 0 { begin(name) }
            guard depth > 0, !isEmpty, isItem(name, depth) else { continue }
            item = name
            return try row(depth: depth)
        }
        return nil
    }

    private func begin(_ name: String) {
        root = name.lowercased()
        switch root {
        case "rss", "rdf": (item, summary) = ("item", "RSS")
        case "feed": (item, summary) = ("entry", "Atom")
        default: break
        }
    }

    private func isItem(_ name: String, _ depth: Int) -> Bool {
        item.map { name == $0 } ?? (depth == 1)
    }

    /// Reads an item to its end.
    private func row(depth: Int) throws(CatalogError) -> ObjectRow {
        var cells = FeedCells()
        let line = pull.line
        var path: [(name: String, isPrefixed: Bool)] = []
        var text = ""
        var size = 0
        var hasText = false
        while let event = try pull.next() {
            switch event {
            case .start(let name, _, let isEmpty):
                let address = pull.attribute("href") ?? pull.attribute("url")
                let step = (name, pull.hasPrefix)
                if let address { cells.add(path + [step], address) }
                if !isEmpty { path.append(step) }
                text = ""
                hasText = false
            case .text(let piece):
                size += piece.utf8.count
                guard size <= Self.itemLimit else {
                    throw pull.broken("an item is longer than \(Self.itemLimit >> 20) MiB")
                }
                text += piece
                hasText = true
            case .end(_, let at):
                if at == depth { return ObjectRow(line: line, cells: cells.cells) }
                let trimmed = text.trimmingWhitespace()
                if hasText, !trimmed.isEmpty { cells.add(path, trimmed) }
                if !path.isEmpty { path.removeLast() }
                text = ""
                hasText = false
            }
        }
        throw pull.broken("it ends within an item")
    }
}

/// The cells of an item: an element that is repeated becomes a list.
private struct FeedCells {
    private static let limit = 10_000

    private var names: [String] = []
    private var values: [String: [String]] = [:]
    private var prefixed: Set<String> = []
    private var count = 0

    /// Of `title` and `g:title` the one with the prefix holds.
    mutating func add(_ path: [(name: String, isPrefixed: Bool)], _ value: String) {
        count += 1
        guard count <= Self.limit, path.count <= 8, let last = path.last else { return }
        let name = path.map(\.name).joined(separator: ".")
        if values[name] == nil { names.append(name) }
        if last.isPrefixed, prefixed.insert(name).inserted {
            values[name] = [value]
        } else if last.isPrefixed == prefixed.contains(name) {
            values[name, default: []].append(value)
        }
    }

    var cells: [(name: String, value: String)] {
        names.map { name in
            let found = values[name] ?? []
            return (name, found.count == 1 ? found[0] : JSON.array(found.map(JSON.string)).fieldText)
        }
    }
}
