import SoukSearch

extension WordIndex {
    /// The rows that hold one of the filter's excluded words or phrases.
    func rows(excludedBy filter: SearchFilter) -> [Int64] {
        var rows: Set<Int64> = []
        for words in filter.excludedWords { rows.formUnion(self.rows(holding: words)) }
        return rows.sorted()
    }
}
