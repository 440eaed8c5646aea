/// How every request ended.
actor Ledger {
    struct Entry: Sendable {
        var act: Act
        /// Since the run began, when it was due.
        var due: Double
        /// From when it was due until its answer was there: waiting for the client counts, too.
        var seconds: Double
        /// 0 where there was no answer.
        var status: Int
        var isRight: Bool
    }

    private(set) var entries: [Entry] = []
    private(set) var failures: [String: Int] = [:]

    func note(_ entry: Entry, failure: String?) {
        entries.append(entry)
        if let failure { failures[failure, default: 0] += 1 }
    }
}
