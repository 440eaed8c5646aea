/// Collects the parameters of a statement while its text is put together: nothing that a caller gave is ever part of
/// the text.
struct SQLBuilder {
    private(set) var parameters: [PostgresValue] = []

    /// The place of a value in the statement.
    mutating func bind(_ value: PostgresValue) -> String {
        parameters.append(value)
        return "$\(parameters.count)"
    }

    /// A number that the engine worked out itself.
    static func literal(_ number: Double) -> String { "\(number)::float8" }
}
