/// How many times as long Souk takes as something else: below 1 it is faster.
struct Ratio: Codable {
    /// What was done, such as "words, median".
    var what: String
    /// What Souk is compared with: a peer, or an aim such as "2,000/s".
    var to: String
    var value: Double
    /// Of the parts of the run, each compared within itself; nil where there was one measurement.
    var least: Double?
    var greatest: Double?
    /// What the value should be at most.
    var aim: Double

    var isReached: Bool { value <= aim }

    init(what: String, to: String, value: Double, aim: Double) {
        (self.what, self.to, self.value, self.aim) = (what, to, value, aim)
    }

    /// Processor times of two that took turns: the percentile of all, and of each of five parts of the run.
    init(
        what: String, to: String, _ souk: Timings, _ peer: Timings, percentile share: Double = 0.5,
        aim: Double,
        reason: String? = nil
    ) {
        func ratio(_ part: Range<Int>) -> Double {
            Timings.percentile(share, of: Array(souk.processor[part]))
                / Timings.percentile(share, of: Array(peer.processor[part]))
        }
        let count = min(souk.processor.count, peer.processor.count)
        self.init(what: what, to: to, value: ratio(0..<count), aim: aim)
        let parts = (0..<5).map { ratio(count * $0 / 5..<count * ($0 + 1) / 5) }
        (least, greatest) = (parts.min(), parts.max())
    }
}
