extension JSON {
    /// A value as a table's field: text stays as it is, null is empty, lists and objects are JSON again.
    var fieldText: String {
        switch self {
        case .null: ""
        case .string(let text): text
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let value): String(value)
        case .number(let value): String(value)
        case .array, .object: JSONText.encode(self)
        }
    }
}
