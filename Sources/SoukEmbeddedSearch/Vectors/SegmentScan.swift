import CSoukVectors
import SoukSearch

/// Scores the vectors of one segment by their codes.
struct SegmentScan {
    private static let block = 1_024

    let segment: VectorSegment
    /// Rows of the segment that newer segments replace or remove.
    let hidden: RowSet
    let query: VectorQuery

    /// Offers every row that is not hidden, is allowed, and whose score may be above the threshold.
    ///
    /// Few allowed rows are looked up; of many, all rows are looked at, and only the good ones looked up.
    ///
    /// - Parameter wanted: so many results at most make the threshold rise.
    func run(
        allowed: RowSet?, wanted: Int, _ offer: (_ place: Int, _ score: Float) -> Void,
        threshold: () -> Float
    ) {
        let sketched = segment.sketches.flatMap { sketches in query.sketch.map { (sketches, $0) } }
        if let allowed, allowed.count < segment.count / (sketched == nil ? 4 : 16) {
            return score(places(allowed), offer, threshold: threshold)
        }
        func isWanted(_ row: Int64) -> Bool {
            allowed?.contains(row) != false && (hidden.isEmpty || !hidden.contains(row))
        }
        if let (sketches, query) = sketched {
            scan(sketches, query, wanted, offer, threshold: threshold, where: isWanted)
        } else {
            scanAll(offer, threshold: threshold, where: isWanted)
        }
    }

    /// Scores those whose sketches come out best, and then what may be better than these.
    private func scan(
        _ sketches: VectorSketches, _ sketch: SketchedQuery, _ wanted: Int, _ offer: (Int, Float) -> Void,
        threshold: () -> Float, where isWanted: (Int64) -> Bool
    ) {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: sketches.capacity) { bounds in
            sketches.bounds(sketch, query.kernel, into: bounds)
            if wanted > 0 {
                var first = TopCandidates<UInt32>(capacity: wanted)
                above(bounds, { first.threshold }) { place in
                    if bounds[place] > first.threshold, isWanted(segment.rows[place]) {
                        first.insert(UInt32(place), score: bounds[place])
                    }
                }
                let places = first.entries.map(\.item)
                score(places, offer, threshold: threshold)
                for place in places { bounds[Int(place)] = -.infinity }
            }
            // Sketches are of the codes, with which the query itself is compared, and not its codes.
            let least = threshold() - query.codeError(in: segment)
            var places: [UInt32] = []
            above(bounds, { least }) { place in
                if isWanted(segment.rows[place]) { places.append(UInt32(place)) }
            }
            score(places, offer, threshold: threshold)
        }
    }

    /// Calls with the places whose numbers are above the least, block by block.
    private func above(
        _ numbers: UnsafeMutableBufferPointer<Float>, _ least: () -> Float, _ body: (Int) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.block) { good in
            for start in stride(from: 0, to: segment.count, by: Self.block) {
                let found = cv_floats_above(
                    numbers.baseAddress.map { $0 + start }, least(), min(Self.block, segment.count - start),
                    good.baseAddress)
                for offset in good[..<found] { body(start + Int(offset)) }
            }
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
                        query.kernel, query.codes, segment.dimensions, codes + start * segment.dimensions,
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
                        query.kernel, query.codes, segment.dimensions, codes, segment.dimensions,
                        $0.baseAddress,
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
