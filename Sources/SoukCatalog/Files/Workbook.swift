import Foundation

/// What the parts of an Excel workbook (.xlsx) say of its sheets, read with bounded memory.
struct Workbook {
    /// Texts that the cells share take no more memory than this, in bytes.
    static let textLimit = 256 << 20
    static let sheetLimit = 1000

    /// The entry of the first sheet that is shown, and its name.
    let sheet: (entry: String, name: String)
    let sheetCount: Int
    /// The texts that cells name by number.
    let texts: [String]
    /// For each cell style whether it shows a date.
    let dateStyles: [Bool]

    init(url: URL) throws(CatalogError) {
        let entries = try Set(Archive(url: url, isZip: true).names())
        let sheets = try Self.sheets(url)
        guard let first = sheets.first(where: \.isShown) ?? sheets.first else {
            throw .table(
                path: url.path, line: nil, reason: "the workbook has no sheet",
                remedy: "Export it again as CSV.")
        }
        let targets = try Self.targets(url, entries)
        let entry = targets[first.id] ?? "xl/worksheets/sheet1.xml"
        guard entries.contains(entry) else {
            throw .table(
                path: url.path, line: nil, reason: "the workbook's sheet \"\(first.name)\" is not in it",
                remedy: "Export it again, or as CSV.")
        }
        sheet = (entry, first.name)
        sheetCount = sheets.count
        texts = entries.contains("xl/sharedStrings.xml") ? try Self.texts(url) : []
        dateStyles = entries.contains("xl/styles.xml") ? try Self.dateStyles(url) : []
    }

    private static func pull(_ url: URL, _ entry: String) throws(CatalogError) -> XMLPull {
        try XMLPull(ArchiveStream(url: url, entry: entry), path: "\(url.path)/\(entry)")
    }

    private static func sheets(_ url: URL) throws(CatalogError) -> [(name: String, id: String, isShown: Bool)]
    {
        let part = try pull(url, "xl/workbook.xml")
        var found: [(name: String, id: String, isShown: Bool)] = []
        while let event = try part.next(), found.count < sheetLimit {
            guard case .start("sheet", _, _) = event else { continue }
            found.append(
                (
                    part.attribute("name") ?? "", part.attribute("id") ?? "",
                    part.attribute("state") == nil
                        || part.attribute("state") == "visible"
                ))
        }
        return found
    }

    private static func targets(_ url: URL, _ entries: Set<String>) throws(CatalogError) -> [String: String] {
        guard entries.contains("xl/_rels/workbook.xml.rels") else { return [:] }
        let part = try pull(url, "xl/_rels/workbook.xml.rels")
        var found: [String: String] = [:]
        while let event = try part.next(), found.count < sheetLimit {
            guard case .start("Relationship", _, _) = event, let id = part.attribute("Id"),
                let target = part.attribute("Target")
            else { continue }
            found[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
        }
        return found
    }

    private static func texts(_ url: URL) throws(CatalogError) -> [String] {
        let part = try pull(url, "xl/sharedStrings.xml")
        var texts: [String] = []
        var (text, size, isPhonetic) = ("", 0, false)
        while let event = try part.next() {
            switch event {
            case .start("si", _, let isEmpty):
                text = ""
                if isEmpty { texts.append("") }
            case .start("rPh", _, let isEmpty): isPhonetic = !isEmpty
            case .end("rPh", _): isPhonetic = false
            case .text(let piece): if !isPhonetic { text += piece }
            case .end("si", _):
                size += text.utf8.count + 32
                guard size <= textLimit else {
                    throw part.broken("its texts take more than \(textLimit >> 20) MiB of memory")
                }
                texts.append(text)
            default: break
            }
        }
        return texts
    }

    private static func dateStyles(_ url: URL) throws(CatalogError) -> [Bool] {
        let part = try pull(url, "xl/styles.xml")
        var custom: Set<String> = []
        var styles: [Bool] = []
        var isInCells = false
        while let event = try part.next(), styles.count < 1 << 16 {
            switch event {
            case .start("numFmt", _, _):
                if let id = part.attribute("numFmtId"), isDate(part.attribute("formatCode") ?? "") {
                    custom.insert(id)
                }
            case .start("cellXfs", _, let isEmpty): isInCells = !isEmpty
            case .end("cellXfs", _): isInCells = false
            case .start("xf", _, _) where isInCells:
                let id = part.attribute("numFmtId") ?? ""
                let number = Int(id) ?? 0
                styles.append((14...22).contains(number) || (45...47).contains(number) || custom.contains(id))
            default: break
            }
        }
        return styles
    }

    /// Whether a format shows years, days or hours outside of its quoted parts and brackets.
    private static func isDate(_ code: String) -> Bool {
        var (isQuoted, isBracketed) = (false, false)
        for character in code.lowercased() {
            switch character {
            case "\"": isQuoted.toggle()
            case "[": isBracketed = true
            case "]": isBracketed = false
            case "y", "d", "h": if !isQuoted, !isBracketed { return true }
            default: break
            }
        }
        return false
    }
}
