import CSoukVectors
import SoukSearch

/// Scores the vectors of one segment by their codes.
struct SegmentScan {
    private static let block = 1_024

    let segment: VectorSegment
    /// Rows of the segment that newer segments replace or remove.
    let hidden: RowSet
    let query: VectorQuery
    /// Leading dimensions to look at.
    var width: Int

    /// Offers every row that is not hidden and is allowed.
    ///
    /// Few allowed rows are looked up; of many, all rows are scored, and only the good ones looked up.
    func run(allowed: RowSet?, _ offer: (_ place: Int, _ score: Float) -> Void, threshold: () -> Float) {
        guard let allowed else {
            return scanAll(offer, threshold: threshold) { hidden.isEmpty || !hidden.contains($0) }
        }
        if allowed.count < segment.count / 4 {
            score(places(allowed), offer, threshold: threshold)
        } else {
            scanAll(offer, threshold: threshold) { allowed.contains($0) && !hidden.contains($0) }
        }
    }

    private func places(_ allowed: RowSet) -> [UInt32] {
        guard allowed.count > segment.count / 64 else {
            return allowed.compactMap { row in
                hidden.contains(row) ? nil : segment.place(of: row).map(UInt32.init)
            }
        }
        var places: [UInt32] = []
        var from = 0
        for row in allowed {
            while from < segment.count, segment.rows[from] < row { from += 1 }
            guard from < segment.count else { break }
            if segment.rows[from] == row, !hidden.contains(row) { places.append(UInt32(from)) }
        }
        return places
    }

    private func scanAll(
        _ offer: (Int, Float) -> Void, threshold: () -> Float, where isWanted: (Int64) -> Bool
    ) {
        guard segment.count > 0, let codes = segment.codes.baseAddress else { return }
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.block) { dots in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.block) { good in
                for start in stride(from: 0, to: segment.count, by: Self.block) {
                    let count = min(Self.block, segment.count - start)
                    cv_dots(
                        query.kernel, query.codes, width, codes + start * segment.dimensions,
                        segment.dimensions, count, dots.baseAddress)
                    let scales = UnsafeBufferPointer(rebasing: segment.scales[start..<start + count])
                    let found = cv_above(
                        dots.baseAddress, scales.baseAddress, query.scale, threshold(), count,
                        good.baseAddress)
                    for offset in good[..<found].lazy.map(Int.init) {
                        let score = Float(dots[offset]) * (scales[offset] * query.scale)
                        guard score > threshold(), isWanted(segment.rows[start + offset]) else { continue }
                        offer(start + offset, score)
                    }
                }
            }
        }
    }

    /// Offers these places, hidden or not.
    func score(_ places: [UInt32], _ offer: (Int, Float) -> Void, threshold: () -> Float) {
        guard let codes = segment.codes.baseAddress else { return }
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.block) { dots in
            for start in stride(from: 0, to: places.count, by: Self.block) {
                let some = places[start..<min(start + Self.block, places.count)]
                some.withUnsafeBufferPointer {
                    cv_dots_at(
                        query.kernel, query.codes, width, codes, segment.dimensions, $0.baseAddress,
                        $0.count, dots.baseAddress)
                }
                for (offset, place) in some.enumerated() {
                    let score = Float(dots[offset]) * (segment.scales[Int(place)] * query.scale)
                    if score > threshold() { offer(Int(place), score) }
                }
            }
        }
    }
}
