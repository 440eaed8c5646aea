/// What cleaning made of a row.
public struct CleanedRecord: Sendable {
    /// nil when the row was rejected.
    public var listing: Listing?
    public var verdict: Verdict
    /// The rules that fired, each once, in their order of declaration.
    public var rules: [CleaningRule]

    public init(listing: Listing?, verdict: Verdict, rules: [CleaningRule]) {
        self.listing = listing
        self.verdict = verdict
        self.rules = rules
    }
}
