import Foundation
import SoukCatalog
import SoukRanking
import SoukSearch

/// Results as a table for people.
enum ResultTable {
    static func text(_ results: [RankedResult], notes: [String] = []) -> String {
        let rows = results.enumerated().map { place, result in
            [
                "\(result.rank)", cut(result.listing.title, 44) + folded(result),
                price(result.listing), cut(result.listing.town ?? "", 18),
                cut(result.listing.categoryPath.last ?? "", 22), result.listing.id, decimal(result.score),
                notes.indices.contains(place) ? notes[place] : "",
            ]
        }
        return columns(
            [["", "title", "price", "place", "category", "id", "score", ""]] + rows, right: [0, 2, 6])
    }

    private static func folded(_ result: RankedResult) -> String {
        result.duplicates.isEmpty ? "" : " (+\(result.duplicates.count) alike)"
    }

    static func price(_ listing: IndexedListing) -> String {
        listing.price.map { Money($0, code: listing.currency).text() } ?? ""
    }

    static func decimal(_ value: Double) -> String {
        let rounded = (abs(value) * 100).rounded() / 100
        let text = "\(rounded)"
        let padded = text.split(separator: ".").last.map { $0.count == 1 } ?? false ? text + "0" : text
        return value < 0 && rounded > 0 ? "-" + padded : padded
    }

    static func cut(_ text: String, _ width: Int) -> String {
        text.count <= width ? text : text.prefix(width - 1) + "…"
    }

    private static func columns(_ rows: [[String]], right: Set<Int>) -> String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                line += (right.contains(column) ? padding + cell : cell + padding) + "  "
            }
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }
}
