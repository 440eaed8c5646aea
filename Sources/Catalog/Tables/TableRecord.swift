/// One row of a table, as the table has it.
public struct TableRecord: Sendable {
    /// Position among the records, from 1; the header does not count.
    public var number: Int
    /// The physical line of the file where the record starts, from 1.
    public var line: Int
    /// Columns and values in the order of the table.
    public var fields: [(name: String, value: String)]
    /// Why the values may stand in the wrong columns; nil for a sound record.
    public var problem: String?

    public init(number: Int, line: Int, fields: [(name: String, value: String)], problem: String? = nil) {
        self.number = number
        self.line = line
        self.fields = fields
        self.problem = problem
    }

    /// The value of a column; nil when the record has no such column.
    public subscript(_ column: String) -> String? {
        fields.first { $0.name == column }?.value
    }
}
