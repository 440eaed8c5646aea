/// The cells of a JSON object: what lies within objects is named by its path, `price.amount`, and what lies within
/// the objects of a list by `images[].url`.
struct JSONCells {
    /// A row with more is cut there.
    private static let limit = 10_000
    private static let depth = 6

    private(set) var cells: [(name: String, value: String)] = []

    /// nil for what is no object.
    init?(_ value: JSON) {
        guard let members = value.members else { return nil }
        add(members, below: "", depth: 1)
    }

    private mutating func add(_ members: [String: JSON], below path: String, depth: Int) {
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            guard cells.count < Self.limit else { return }
            let path = path.isEmpty ? name : "\(path).\(name)"
            if let inner = value.members, depth < Self.depth, !inner.isEmpty {
                add(inner, below: path, depth: depth + 1)
            } else if let items = value.items, let columns = Self.columns(items, depth: depth) {
                for (name, values) in columns {
                    guard cells.count < Self.limit else { return }
                    cells.append(("\(path)[].\(name)", JSON.array(values).fieldText))
                }
            } else {
                cells.append((path, value.fieldText))
            }
        }
    }

    /// A list of objects as one list for each of their members; nil for any other list.
    private static func columns(_ items: [JSON], depth: Int) -> [(name: String, values: [JSON])]? {
        guard depth < Self.depth, !items.isEmpty, items.allSatisfy({ $0.members != nil }) else { return nil }
        var names: [String] = []
        var values: [String: [JSON]] = [:]
        for item in items {
            for cell in JSONCells(item)?.cells ?? [] {
                if values[cell.name] == nil { names.append(cell.name) }
                values[cell.name, default: []].append(.string(cell.value))
            }
        }
        return names.map { ($0, values[$0] ?? []) }
    }
}
