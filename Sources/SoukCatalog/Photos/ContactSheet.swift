public import Foundation

/// One picture of many photos before and after cleaning, side by side, with their verdicts.
public struct ContactSheet: Sendable {
    /// A photo on the sheet.
    public struct Entry: Sendable {
        var name: String
        var original: URL
        var clean: URL?
        var verdict: Verdict

        /// - Parameters:
        ///   - name: what the caption calls the photo.
        ///   - original: the file as it came; shown as it is stored, not turned upright.
        ///   - clean: the large clean photo; nil when the photo was rejected.
        ///   - verdict: what cleaning said of it.
        public init(name: String, original: URL, clean: URL?, verdict: Verdict) {
            self.name = name
            self.original = original
            self.clean = clean
            self.verdict = verdict
        }
    }

    private let entries: [Entry]
    private let columns: Int

    /// A sheet of some dozens of photos in `columns` pairs a row.
    public init(_ entries: [Entry], columns: Int = 3) {
        self.entries = entries
        self.columns = max(1, min(columns, max(1, entries.count)))
    }

    /// The sheet's samples; about 360x250 pixels a photo.
    public func pixels() throws(CatalogError) -> PixelBuffer {
        var before: [PixelBuffer?] = []
        var after: [PixelBuffer?] = []
        for entry in entries {
            before.append(Self.before(entry.original))
            after.append(entry.clean.flatMap(Self.after))
        }
        var sheet = try Raster.pixels(svg: drawing(before, after))
        for index in entries.indices {
            let corner = place(of: index)
            for (picture, offset) in [(before[index], 0), (after[index], Self.side + Self.gap)] {
                guard let picture else { continue }
                sheet.paste(
                    picture, left: corner.x + offset + (Self.side - picture.width) / 2,
                    top: corner.y + Self.titleHeight + (Self.side - picture.height) / 2)
            }
        }
        return sheet
    }

    /// The sheet as PNG.
    public func png() throws(CatalogError) -> [UInt8] { try pixels().png() }

    /// The sheet as JPEG.
    public func jpeg() throws(CatalogError) -> [UInt8] { try pixels().jpeg(quality: 88) }

    // MARK: - Pictures

    private static func before(_ file: URL) -> PixelBuffer? {
        do throws(PhotoRejection) {
            let source = try PhotoSource(try PhotoFile.read(file, limits: .init()), limits: .init())
            let box = PixelBox.letterbox(width: source.storedWidth, height: source.storedHeight, side: side)
            return try source.decode(width: box.width, height: box.height).pixels
        } catch {
            return nil
        }
    }

    private static func after(_ file: URL) -> PixelBuffer? {
        try? PhotoDecoder.decode(file, crop: nil, width: side, height: side)
    }

    // MARK: - Layout, in pixels

    private static let side = 168
    private static let gap = 8
    private static let titleHeight = 26
    private static let captionHeight = 46
    private static let margin = 32
    private static let headHeight = 40
    private static let cellWidth = 2 * side + gap
    private static let cellHeight = titleHeight + side + captionHeight

    private func place(of index: Int) -> (x: Int, y: Int) {
        (
            Self.margin + index % columns * (Self.cellWidth + Self.margin),
            Self.margin + Self.headHeight + index / columns * (Self.cellHeight + Self.margin)
        )
    }

    private var size: (width: Int, height: Int) {
        let rows = (entries.count + columns - 1) / columns
        return (
            Self.margin + columns * (Self.cellWidth + Self.margin),
            Self.margin + Self.headHeight + rows * (Self.cellHeight + Self.margin)
        )
    }

    private func drawing(_ before: [PixelBuffer?], _ after: [PixelBuffer?]) -> String {
        let (width, height) = size
        let cells = entries.indices.map { cell($0, hasBefore: before[$0] != nil, hasAfter: after[$0] != nil) }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
            font-family="DejaVu Sans, Helvetica, Arial, sans-serif">
            <rect width="\(width)" height="\(height)" fill="#f4f4f2"/>
            <text x="\(Self.margin)" y="\(Self.margin + 16)" font-size="17" font-weight="bold" fill="#222">\
            Photos before and after cleaning</text>
            \(cells.joined(separator: "\n"))
            </svg>
            """
    }

    private func cell(_ index: Int, hasBefore: Bool, hasAfter: Bool) -> String {
        let entry = entries[index]
        let (x, y) = place(of: index)
        let (label, colour, reasons) = look(of: entry.verdict)
        let lines = Self.wrapped(reasons, columns: 56, lines: 2).enumerated().map { line, text in
            """
            <text x="\(x)" y="\(y + Self.titleHeight + Self.side + 18 + line * 16)" font-size="11.5" \
            fill="#444">\(Self.escaped(text))</text>
            """
        }
        return """
            <rect x="\(x - 10)" y="\(y - 6)" width="\(Self.cellWidth + 20)" height="\(Self.cellHeight + 4)" \
            rx="8" fill="#fff" stroke="#dddddd"/>
            <text x="\(x)" y="\(y + 13)" font-size="12.5" fill="#222">\
            \(Self.escaped(Self.shortened(entry.name, to: 32)))</text>
            <text x="\(x + Self.cellWidth)" y="\(y + 13)" font-size="12.5" font-weight="bold" \
            text-anchor="end" fill="\(colour)">\(label)</text>
            \(slot(x, y + Self.titleHeight, isFilled: hasBefore, empty: "no picture"))
            \(slot(x + Self.side + Self.gap, y + Self.titleHeight, isFilled: hasAfter, empty: "left out"))
            \(lines.joined(separator: "\n"))
            """
    }

    private func slot(_ x: Int, _ y: Int, isFilled: Bool, empty: String) -> String {
        let (side, middle) = (Self.side, Self.side / 2)
        let frame = "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(side)\" height=\"\(side)\" fill=\"#ececea\""
        if isFilled { return frame + "/>" }
        return """
            \(frame) stroke="#b9b9b5" stroke-dasharray="5 4"/>
            <text x="\(x + middle)" y="\(y + middle + 4)" font-size="12" text-anchor="middle" \
            fill="#8a8a86">\(empty)</text>
            """
    }

    private func look(of verdict: Verdict) -> (label: String, colour: String, reasons: String) {
        switch verdict {
        case .ok: ("ok", "#2a7d3f", "")
        case .repaired(let repairs): ("repaired", "#a86400", repairs.joined(separator: "; "))
        case .rejected(let reason): ("rejected", "#b3261e", reason)
        }
    }

    // MARK: - Text

    private static func shortened(_ text: String, to length: Int) -> String {
        text.count <= length ? text : text.prefix(length / 2 - 1) + "…" + text.suffix(length / 2)
    }

    private static func wrapped(_ text: String, columns: Int, lines limit: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ").map({ shortened(String($0), to: columns) }) {
            if let last = lines.last, last.count + word.count < columns {
                lines[lines.count - 1] += " " + word
            } else if lines.count == limit {
                lines[limit - 1] += " …"
                return lines
            } else {
                lines.append(word)
            }
        }
        return lines
    }

    /// Text for SVG: markup escaped, characters that XML forbids replaced.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
