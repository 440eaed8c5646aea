/// The best so many rows, in a heap whose root is the worst of them; equal scores by row id.
struct TopRows {
    struct Row {
        var rowID: Int64
        var score: Double

        func isBetter(than other: Row) -> Bool {
            score == other.score ? rowID < other.rowID : score > other.score
        }
    }

    private let limit: Int
    private var rows: [Row] = []

    init(limit: Int) {
        self.limit = limit
        rows.reserveCapacity(min(limit, 4_096))
    }

    /// Rows of lower scores are not among the best; nil before there are enough.
    var threshold: Double? { rows.count < limit ? nil : rows.first?.score }

    mutating func add(_ rowID: Int64, score: Double) {
        let row = Row(rowID: rowID, score: score)
        if rows.count < limit {
            rows.append(row)
            rise()
        } else if let worst = rows.first, row.isBetter(than: worst) {
            rows[0] = row
            sink()
        }
    }

    /// The best first.
    func sorted() -> [Row] { rows.sorted { $0.isBetter(than: $1) } }

    private mutating func rise() {
        var place = rows.count - 1
        while place > 0, rows[(place - 1) / 2].isBetter(than: rows[place]) {
            rows.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func sink() {
        var place = 0
        while true {
            var worst = place
            for child in 2 * place + 1...2 * place + 2
            where child < rows.count && rows[worst].isBetter(than: rows[child]) { worst = child }
            guard worst != place else { return }
            rows.swapAt(place, worst)
            place = worst
        }
    }
}
