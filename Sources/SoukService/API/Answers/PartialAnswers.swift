import SoukCatalog
import SoukSearch

/// How answers without a part of the index are asked for, and what they say of it.
enum PartialAnswers {
    static let note =
        """
        Whether parts of the index whose servers cannot be asked may be left out. The answer then says partial, and names \
        them; else it is an error (503, search.part_missing).
        """

    static let parameter = Endpoint.Parameter.query("allow_partial", .flag(), note)

    static let properties: [Schema.Member] = [
        .optional(
            "partial",
            .flag("True where allow_partial let parts of the index be left out; absent for a whole answer.")),
        .optional("missing", .array(.text(), 1...1_000, "The parts that were left out: part 2 of 3.")),
    ]
}

extension Call {
    /// Does work, without parts of the index that cannot be asked where the caller allows that.
    ///
    /// - Returns: the value, and which parts it lacks; nil for none.
    func mayBePartial<Value>(_ body: () async throws -> Value) async throws -> (Value, missing: [String]?) {
        guard parameters["allow_partial"]?.flag == true else { return (try await body(), nil) }
        let (value, missing) = try await MissingParts.tolerating(body)
        return (value, missing.isEmpty ? nil : missing)
    }
}
