import SoukSearch

/// The best so many rows, in bounded memory; equal scores by row id.
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
    /// Worse rows can no longer be among the best.
    private var worst: Row?

    /// Rows of lower scores can no longer be among the best; nil before there are enough.
    var threshold: Double? { worst?.score }

    init(limit: Int) { self.limit = limit }

    mutating func add(_ rowID: Int64, score: Double) {
        let row = Row(rowID: rowID, score: score)
        if let worst, !row.isBetter(than: worst) { return }
        rows.append(row)
        guard rows.count / 2 >= max(limit, 32) else { return }
        rows = sorted()
        worst = rows.last
    }

    func sorted() -> [Row] { Array(rows.sorted { $0.isBetter(than: $1) }.prefix(limit)) }
}
