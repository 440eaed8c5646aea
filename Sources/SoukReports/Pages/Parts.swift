import Foundation
import SoukCatalog

/// A photo for a report.
public struct ReportPhoto: Sendable {
    /// A JPEG, PNG, GIF or WebP file.
    public var bytes: [UInt8]
    /// What it shows, also for those who cannot see it.
    public var caption: String

    public init(bytes: [UInt8], caption: String) {
        self.bytes = bytes
        self.caption = caption
    }

    /// The picture inside the page; a remark where the bytes are no such file.
    var html: HTML {
        guard let type = mediaType else { return "<span class=\"none\">no picture</span>" }
        let uri = "data:\(type);base64,\(Data(bytes).base64EncodedString())"
        return "<img src=\"\(uri)\" alt=\"\(caption)\"/>"
    }

    private var mediaType: String? {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
        let isWebP =
            bytes.starts(with: Array("RIFF".utf8)) && bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
        return isWebP ? "image/webp" : nil
    }
}

/// A figure in large type, what it is, and how sure.
struct Tile {
    var label: String
    var value: String
    var note = ""

    static func row(_ tiles: [Tile]) -> HTML {
        let items = tiles.map { tile in
            """
            <div><dt>\(tile.label)</dt><dd class="value">\(tile.value)</dd>\
            \(tile.note.isEmpty ? .empty : "<dd class=\"note\">\(tile.note)</dd>")</div>
            """ as HTML
        }
        return "<dl class=\"tiles\">\n\(items)\n</dl>"
    }
}

/// A table for the page and for the terminal; the first column names the row.
package struct ReportTable {
    var caption: String
    var columns: [Column]
    var rows: [Row]

    package struct Column {
        var title: String
        var isNumber: Bool

        package init(title: String, isNumber: Bool = false) {
            (self.title, self.isNumber) = (title, isNumber)
        }
    }

    package struct Row {
        var cells: [String]
        /// What the table is about, among what it is compared with.
        var isOwn: Bool

        package init(cells: [String], isOwn: Bool = false) { (self.cells, self.isOwn) = (cells, isOwn) }
    }

    package init(caption: String, columns: [Column], rows: [Row]) {
        (self.caption, self.columns, self.rows) = (caption, columns, rows)
    }

    var html: HTML {
        let heads = columns.map { "<th scope=\"col\"\(number($0))>\($0.title)</th>" as HTML }
        let lines = rows.map { row in
            let cells = zip(columns, row.cells).enumerated().map { index, pair -> HTML in
                index == 0
                    ? "<th scope=\"row\">\(pair.1)</th>"
                    : "<td\(pair.0.isNumber ? " class=\"n\"" : " class=\"text\"" as HTML)>\(pair.1)</td>"
            }
            return "<tr\(row.isOwn ? " class=\"own\"" : .empty as HTML)>\(cells)</tr>" as HTML
        }
        return """
            <div class="scroll" role="region" aria-label="\(caption)" tabindex="0"><table>
            <caption>\(caption)</caption>
            <thead><tr>\(heads)</tr></thead>
            <tbody>
            \(lines)
            </tbody></table></div>
            """
    }

    private func number(_ column: Column) -> HTML { column.isNumber ? " class=\"n\"" : .empty }

    /// Columns aligned with spaces, indented by two.
    package var text: String {
        let all = ([columns.map(\.title)] + rows.map(\.cells)).map { $0.map(Figures.printable) }
        let widths = columns.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { cells in
            let padded = columns.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - cells[column].count)
                return columns[column].isNumber ? space + cells[column] : cells[column] + space
            }
            let line = "  " + padded.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}

/// A chart on a page.
enum Figure {
    static func html(_ svg: String, width: String = "") -> HTML {
        "<figure class=\"scroll \(width)\" tabindex=\"0\">\(HTML.svg(svg))</figure>"
    }
}
