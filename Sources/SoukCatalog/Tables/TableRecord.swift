/// One row of a table, as it stands there.
public struct TableRecord: Sendable {
    /// The place among the records, from 1; the header does not count.
    public var number: Int
    /// The line of the file where the record starts, from 1.
    public var line: Int
    /// The columns' names and the texts, in the table's order; what a row has too much is named `extra 1`, ….
    public var fields: [(name: String, value: String)]
    /// What is wrong with the row's form: too few or too many fields, a stray quote, no JSON object.
    public var problem: String?
    /// The row has fewer fields than the header or more: which text belongs to which column is a guess.
    public var isRagged: Bool
    /// How many fields the header has, for a row that is too short and without another fault.
    var width: Int?

    public init(
        number: Int, line: Int, fields: [(name: String, value: String)], problem: String? = nil,
        isRagged: Bool = false
    ) {
        self.number = number
        self.line = line
        self.fields = fields
        self.problem = problem
        self.isRagged = isRagged
    }

    /// The text of a column; nil when the row does not reach it.
    public subscript(_ column: String) -> String? {
        fields.first { $0.name == column }?.value
    }
}
