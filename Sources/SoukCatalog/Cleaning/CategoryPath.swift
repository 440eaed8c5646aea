import Foundation

/// Reads a category path in the forms that shops write it.
struct CategoryPath: Equatable {
    /// From the top level down; trimmed, no empty ones.
    var levels: [String]
    /// Further categories of the same listing.
    var others: [[String]] = []
    var cameAsList = false
    var wasShortened = false
    /// Whether a separator stands there that is not the column's.
    var isDoubtful = false

    static let depthLimit = 8
    private static let othersLimit = 16

    /// - Parameter form: how the column writes its paths; nil for a text that stands alone.
    init(_ text: String, form: CategoryForm? = nil) {
        let trimmed = text.trimmingWhitespace()
        var paths: [[String]]
        if let lists = CategoryLists.read(trimmed) {
            paths = lists
        } else if let items = StringList.parse(trimmed) {
            cameAsList = true
            paths = items.map { Self.path(Self.plain($0), form) }
            if paths.allSatisfy({ $0.count <= 1 }) { paths = [paths.flatMap { $0 }] }
        } else {
            let cell = Self.plain(trimmed)
            let kind = form.map { $0.kind } ?? Self.kind(cell)
            if let form, let list = form.list, let kind,
                let pieces = form.isListStated
                    ? Self.split(cell, list, keepsRoot: kind == .slash)
                    : Self.pieces(cell, list, kind, roots: form.roots)
            {
                paths = pieces.map { Self.path($0, form) }
            } else {
                paths = [Self.path(cell, form)]
                isDoubtful = form.map { Self.isUnlike(cell, $0) } ?? false
            }
        }
        paths = paths.filter { !$0.isEmpty }
        // A path that another one goes on from says less.
        let lead = paths.firstIndex { path in
            !paths.contains { $0.count > path.count && $0.starts(with: path) }
        }
        levels = lead.map { paths[$0] } ?? []
        for path in paths where path != levels && !others.contains(path) && others.count < Self.othersLimit {
            others.append(Array(path.prefix(Self.depthLimit)))
        }
        if levels.count > Self.depthLimit {
            levels.removeSubrange(Self.depthLimit...)
            wasShortened = true
        }
    }

    private static func path(_ cell: Scalars, _ form: CategoryForm?) -> [String] {
        guard let form else { return kind(cell).map { levels(cell, $0.marks) } ?? name(cell) }
        // An arrow parts levels wherever it stands.
        let arrows = CategoryForm.Kind.arrow.marks
        let kind = form.kind ?? (arrows.contains { has($0, in: cell) } ? .arrow : nil)
        guard let kind else { return name(cell) }
        if kind != .arrow, arrows.dropLast().contains(where: { has($0, in: cell) }) {
            return levels(cell, arrows)
        }
        let found = levels(cell, kind.marks)
        return form.compounds.isEmpty ? found : joined(found, form.compounds)
    }

    private static func joined(_ levels: [String], _ compounds: Set<String>) -> [String] {
        var result: [String] = []
        for level in levels {
            if let last = result.last, compounds.contains("\(last)/\(level)") {
                result[result.count - 1] = "\(last)/\(level)"
            } else {
                result.append(level)
            }
        }
        return result
    }

    /// The kind of a path that stands alone.
    private static func kind(_ cell: Scalars) -> CategoryForm.Kind? {
        let found = [CategoryForm.Kind.arrow, .spacedSlash, .bar].first { kind in
            kind.marks.contains { has($0, in: cell) }
        }
        return found ?? (cell.count { $0 == "/" } >= 2 ? .slash : nil)
    }

    /// Whether the cell has another separator than the column, and not the column's.
    private static func isUnlike(_ cell: Scalars, _ form: CategoryForm) -> Bool {
        guard let kind = form.kind else {
            return cell.contains("|") || cell.contains(";") || has(" / ", in: cell)
        }
        let hasOwn = kind.marks.contains { has($0, in: cell) }
        if kind == .arrow, hasOwn, cell.contains(",") {
            return split(cell, ",", keepsRoot: false).allSatisfy { piece in
                kind.marks.contains { has($0, in: piece) }
            }
        }
        return !hasOwn && (cell.contains("|") || cell.contains(";") || has(" / ", in: cell))
    }

    // MARK: Cutting

    /// The cell without what encodings, entities and programs left in it.
    static func plain(_ text: String) -> Scalars {
        var scalars = Array(text.unicodeScalars)
        _ = Entities.decode(&scalars)
        _ = Mojibake.mend(&scalars)
        _ = LostCharacters.replace(&scalars)
        _ = Invisibles.remove(&scalars)
        _ = WhiteSpace.collapse(&scalars, keepsLines: false)
        return scalars
    }

    static func has(_ mark: StaticScalars, in cell: Scalars) -> Bool {
        guard let first = mark.scalars.first else { return false }
        return cell.indices.contains { cell[$0] == first && cell.has(mark, at: $0) }
    }

    /// The names between the marks, without empty ones.
    static func levels(_ cell: Scalars, _ marks: [StaticScalars]) -> [String] {
        var parts: [Scalars] = [[]]
        var index = 0
        while index < cell.count {
            if cell[index] == "\\", index + 1 < cell.count, cell[index + 1] == "/" || cell[index + 1] == "," {
                parts[parts.count - 1].append(cell[index + 1])
                index += 2
            } else if let mark = marks.first(where: { cell.has($0, at: index) }) {
                parts.append([])
                index += mark.scalars.count
            } else {
                parts[parts.count - 1].append(cell[index])
                index += 1
            }
        }
        return parts.flatMap(name)
    }

    /// Several paths of a cell: nil unless each piece is a path of its own, or a first level that is known.
    static func pieces(
        _ cell: Scalars, _ list: String, _ kind: CategoryForm.Kind, roots: Set<String>
    ) -> [Scalars]? {
        let pieces = split(cell, list, keepsRoot: false)
        guard pieces.count > 1, let first = levels(pieces[0], kind.marks).first else { return nil }
        let areKnown = pieces.dropFirst().allSatisfy { piece in
            levels(piece, kind.marks).first.map { $0 == first || roots.contains($0) } ?? false
        }
        let isPath = levels(pieces[0], kind.marks).count > 1 || roots.contains(first)
        return areKnown && isPath ? pieces : nil
    }

    /// Cuts a cell at a mark that no backslash stands before.
    ///
    /// - Parameter keepsRoot: cuts only where the next piece begins as the first one does.
    static func split(_ cell: Scalars, _ list: String, keepsRoot: Bool) -> [Scalars] {
        let mark = list.unicodeScalars.first ?? ","
        var pieces: [Scalars] = [[]]
        for (index, scalar) in cell.enumerated() {
            if scalar == mark, index == 0 || cell[index - 1] != "\\" {
                pieces.append([])
            } else {
                pieces[pieces.count - 1].append(scalar)
            }
        }
        guard keepsRoot, let root = levels(pieces[0], CategoryForm.Kind.slash.marks).first else {
            return pieces
        }
        var joined: [Scalars] = []
        for piece in pieces {
            if joined.isEmpty || levels(piece, CategoryForm.Kind.slash.marks).first == root {
                joined.append(piece)
            } else {
                joined[joined.count - 1] += [mark] + piece
            }
        }
        return joined
    }

    /// The name without spaces and lone separators at both ends; none for what has no letter or digit.
    private static func name(_ part: Scalars) -> [String] {
        let isEdge: (Unicode.Scalar) -> Bool = { $0.isSpace || "/>|".unicodeScalars.contains($0) }
        guard let first = part.firstIndex(where: { !isEdge($0) }) else { return [] }
        let name = part[first...(part.lastIndex { !isEdge($0) } ?? first)]
        return isName(name) ? [String(name).precomposedStringWithCanonicalMapping] : []
    }

    /// Whether a letter, a digit or a sign of another script is in it.
    static func isName(_ text: ArraySlice<Unicode.Scalar>) -> Bool {
        text.contains { $0.isWordPart || $0.value > 0xFF }
    }
}
