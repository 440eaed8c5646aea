/// How a column writes its categories: what parts the levels of a path, and what several paths.
struct CategoryForm: Codable, Sendable, Equatable {
    /// What parts levels.
    enum Kind: String, Codable, Sendable, CaseIterable {
        case arrow, spacedSlash, bar, slash

        /// The marks of the kind; of two that begin alike the longer one stands first.
        var marks: [StaticScalars] {
            switch self {
            case .arrow: Self.arrows
            case .spacedSlash: Self.spacedSlashes
            case .bar: Self.bars
            case .slash: Self.slashes
            }
        }

        private static let arrows: [StaticScalars] = [
            "-->", "->", "=>", ">>", ">", "›", "»", "→", "::", "\\",
        ]
        private static let spacedSlashes: [StaticScalars] = [" / "]
        private static let bars: [StaticScalars] = ["|"]
        private static let slashes: [StaticScalars] = ["/"]
    }

    var kind: Kind?
    /// What stands between several paths of one listing: a comma, a semicolon or a bar.
    var list: String?
    /// Whether `list` is stated, and not concluded: concluded, it counts only where each piece is a path.
    var isListStated = false
    /// The first levels of the column's paths.
    var roots: Set<String> = []
    /// Names with a slash where a slash parts levels: `TV/DVD bags`.
    var compounds: Set<String> = []

    init(kind: Kind? = nil, list: String? = nil, isListStated: Bool = false) {
        (self.kind, self.list, self.isListStated) = (kind, list, isListStated)
    }

    /// The kind of a separator that a mapping states.
    static func kind(of separator: String) -> Kind? {
        switch separator.trimmingWhitespace() {
        case "/": separator.contains(" ") ? .spacedSlash : .slash
        case "|": .bar
        case let mark:
            Kind.arrow.marks.contains { $0.scalars.elementsEqual(mark.unicodeScalars) } ? .arrow : nil
        }
    }
}

extension CategoryForm {
    private enum CodingKeys: String, CodingKey { case kind, list, isListStated, roots, compounds }

    /// In one order, so that equal forms are equal texts: what depends on them is recognised by a checksum.
    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encodeIfPresent(kind, forKey: .kind)
        try values.encodeIfPresent(list, forKey: .list)
        try values.encode(isListStated, forKey: .isListStated)
        try values.encode(roots.sorted(), forKey: .roots)
        try values.encode(compounds.sorted(), forKey: .compounds)
    }
}

/// What the cells of a category column tell of its form, over the whole column.
struct CategoryEvidence {
    /// More different texts than this say no more.
    private static let limit = 20_000

    private var texts: [String: Int] = [:]

    mutating func add(_ text: String) {
        if CategoryLists.isList(text) { return }
        if let count = texts[text] {
            texts[text] = count + 1
        } else if texts.count < Self.limit, text.utf8.count <= 2000 {
            texts[text] = 1
        }
    }

    var form: CategoryForm {
        let cells = texts.keys.map(CategoryPath.plain).filter { !$0.isEmpty }
        var form = CategoryForm(kind: kind(cells))
        guard let kind = form.kind else { return form }
        let paths = cells.map { CategoryPath.levels($0, kind.marks) }
        if let list = list(cells, kind) {
            form.list = list
            form.roots = roots(cells, kind, without: list)
        }
        if kind == .slash { form.compounds = compounds(paths) }
        return form
    }

    /// The kind that most cells use. A bare slash parts levels only where most cells have one and share what stands
    /// before the first.
    private func kind(_ cells: [Scalars]) -> CategoryForm.Kind? {
        var counts: [CategoryForm.Kind: Int] = [:]
        for cell in cells {
            let found = CategoryForm.Kind.allCases.first { kind in
                kind.marks.contains { CategoryPath.has($0, in: cell) }
            }
            if let found { counts[found, default: 0] += 1 }
        }
        if let slashes = counts[.slash] {
            let paths = cells.filter { $0.contains("/") }.map {
                CategoryPath.levels($0, CategoryForm.Kind.slash.marks)
            }
            let roots = Set(paths.compactMap(\.first)).count
            let isRooted = cells.count { $0.first == "/" } * 2 > cells.count
            let isShared = roots * 2 <= slashes || slashes == 1 && paths[0].count > 2
            let isTree = isRooted || slashes * 2 > cells.count && isShared
            if !isTree { counts[.slash] = nil }
        }
        return counts.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
    }

    private func list(_ cells: [Scalars], _ kind: CategoryForm.Kind) -> String? {
        for mark in [";", "|", ","] where kind != .bar || mark != "|" {
            let known = roots(cells, kind, without: mark)
            let split = cells.filter { $0.first != "[" && $0.contains(mark.unicodeScalars.first ?? ",") }
            let fits = split.count { CategoryPath.pieces($0, mark, kind, roots: known) != nil }
            if fits > 0, fits * 2 >= split.count { return mark }
        }
        return nil
    }

    /// The first levels of cells that hold one path for certain.
    private func roots(_ cells: [Scalars], _ kind: CategoryForm.Kind, without mark: String) -> Set<String> {
        let scalar = mark.unicodeScalars.first ?? ","
        return Set(
            cells.filter { $0.first != "[" && !$0.contains(scalar) }.compactMap {
                CategoryPath.levels($0, kind.marks).first
            })
    }

    /// Short names in capitals that only ever have one child and end no path belong to its name: `TV` of
    /// `TV/DVD bags`.
    private func compounds(_ paths: [[String]]) -> Set<String> {
        var children: [[String]: Set<String>] = [:]
        var ends: Set<[String]> = []
        for path in paths {
            ends.insert(path)
            for index in path.indices.dropLast() {
                children[Array(path[...index]), default: []].insert(path[index + 1])
            }
        }
        return Set(
            children.compactMap { node, below -> String? in
                guard let name = node.last, let child = below.first, below.count == 1, !ends.contains(node),
                    name.unicodeScalars.count <= 4,
                    name.unicodeScalars.allSatisfy({ $0.properties.isUppercase })
                else { return nil }
                return "\(name)/\(child)"
            })
    }
}
