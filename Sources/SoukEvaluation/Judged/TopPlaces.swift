import SoukRanking

/// The best of many scores.
enum TopPlaces {
    /// Places of the highest scores above a floor, best first, equal ones by place.
    static func best(_ count: Int, of scores: [Float], above floor: Float = -.infinity) -> [Int] {
        var kept: [(score: Float, place: Int)] = []
        var threshold = floor
        for (place, score) in scores.enumerated() where score > threshold {
            kept.append((score, place))
            if kept.count >= 2 * count + 64 {
                trim(&kept, to: count)
                threshold = kept.last?.score ?? floor
            }
        }
        trim(&kept, to: count)
        return kept.map(\.place)
    }

    private static func trim(_ kept: inout [(score: Float, place: Int)], to count: Int) {
        kept.sort { ($0.score, $1.place) > ($1.score, $0.place) }
        kept.removeLast(max(0, kept.count - count))
    }

    /// Expected share of the relevant places among the k best, where equal scores stand in random order.
    ///
    /// - Parameter scores: of all that was found; what is missing from it is not found.
    static func recall(at k: Int, scores: [(place: Int, score: Double)], relevant: Set<Int>) -> Double {
        guard !relevant.isEmpty, k > 0 else { return 0 }
        let sorted = scores.map(\.score).sorted(by: >)
        guard let boundary = sorted.count >= k ? sorted[k - 1] : sorted.last else { return 0 }
        let above = sorted.prefix { $0 > boundary }.count
        let equal = sorted.count { $0 == boundary }
        let share = min(1, Double(k - above) / Double(equal))
        let found = scores.reduce(0.0) { sum, item in
            guard relevant.contains(item.place), item.score >= boundary else { return sum }
            return sum + (item.score > boundary ? 1 : share)
        }
        return found / Double(relevant.count)
    }
}
