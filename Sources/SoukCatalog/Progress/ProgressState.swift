/// What a progress line says at one moment.
struct ProgressState: Sendable, Equatable {
    var label: String
    var done = 0
    /// How many of them were done before the work began, as when it is resumed.
    var resumed = 0
    /// Nil when nobody knows.
    var total: Int?
    /// In the plural: `photos`.
    var unit: String
    /// Units per second; nil at the beginning.
    var rate: Double?
    var elapsed = 0.0
    /// Whatever else is worth saying: `loss 1.23`.
    var note = ""

    static let barWidth = 10

    /// `training  epoch 3/20 ━━━━━━──── 54 %  812 photos/s  0:34 left  loss 1.23`, with parts left
    /// out where the terminal is narrow.
    func line(columns: Int = .max) -> String {
        let variants = [
            [labelAndBar, rateWords, left, note], [labelAndBar, left, note], [labelAndBar, left],
            [labelAndShare],
        ]
        let lines = variants.map { $0.filter { !$0.isEmpty }.joined(separator: "  ") }
        return lines.first { $0.count <= columns } ?? String(lines[lines.count - 1].prefix(max(columns, 0)))
    }

    /// `training  epoch 3/20  1,240 photos in 0:34  36 photos/s  loss 1.23`.
    var summary: String {
        let pace = elapsed > 0 ? "\(Figures.rate(Double(done - resumed) / elapsed)) \(unit)/s" : ""
        return [
            label, "\(Figures.grouped(done)) \(unit) in \(Figures.duration(seconds: elapsed))", pace, note,
        ]
        .filter { !$0.isEmpty }.joined(separator: "  ")
    }

    /// 0 to 1.
    private var share: Double? {
        guard let total, total > 0 else { return nil }
        return min(max(Double(done) / Double(total), 0), 1)
    }

    private var labelAndBar: String {
        guard let share else { return labelAndShare }
        let filled = Int(share * Double(Self.barWidth) + 0.5)
        let bar =
            String(repeating: "━", count: filled) + String(repeating: "─", count: Self.barWidth - filled)
        return "\(label) \(bar) \(percent(share))"
    }

    private var labelAndShare: String {
        share.map { "\(label)  \(percent($0))" } ?? "\(label)  \(Figures.grouped(done)) \(unit)"
    }

    /// Not 100 % before the end.
    private func percent(_ share: Double) -> String { "\(Int(share * 100)) %" }

    private var rateWords: String { rate.map { "\(Figures.rate($0)) \(unit)/s" } ?? "" }

    private var left: String {
        guard let total, let rate, rate > 0, done < total else { return "" }
        return "\(Figures.duration(seconds: Double(total - done) / rate)) left"
    }
}
