public import SoukCatalog
import Foundation

/// What a buyer seems to want: several interests, not one mean of everything, after PinnerSage
/// (Pal et al. 2020).
public struct BuyerInterests: Sendable, Equatable {
    public var interests: [Interest]
    /// Vectors of what the buyer dismissed, each with its decayed weight: 0 to 1.
    public var dismissed: [(vector: [Float], weight: Double)]
    /// Listings that need not be shown again: seen, dismissed or sold.
    public var seen: Set<String>

    public struct Interest: Sendable, Equatable {
        /// `[dimensions]`, of length 1.
        public var centre: [Float]
        /// Share of all interest, 0 to 1.
        public var weight: Double
        /// The event that speaks loudest for it.
        public var reason: BuyerEvent
        public var listings: [String]
    }

    public static func == (one: BuyerInterests, other: BuyerInterests) -> Bool {
        one.interests == other.interests && one.seen == other.seen
            && one.dismissed.map(\.vector) == other.dismissed.map(\.vector)
            && one.dismissed.map(\.weight) == other.dismissed.map(\.weight)
    }
}

/// How events become interests.
public struct InterestFinder: Sendable {
    /// After so many days an event counts half.
    public var halfLife = 14.0
    /// Listings more alike than this, on average, are one interest.
    public var likeness = 0.5
    public var mostInterests = 6
    /// Only the weightiest listings are looked at.
    public var mostListings = 200

    public init() {}

    /// A message says more than a save, and a save more than a view.
    static func weight(_ action: BuyerAction) -> Double {
        switch action {
        case .view: 1
        case .save: 4
        case .message: 8
        case .dismiss: -6
        case .sold: 0
        }
    }

    /// - Parameters:
    ///   - events: of one buyer, in any order; those from the future count as from now.
    ///   - now: seconds since 1970.
    ///   - vector: of a listing, `[dimensions]`, of length 1; nil when the index does not know it (any more).
    public func interests(
        of events: [BuyerEvent], now: Int, vector: (String) throws -> [Float]?
    ) rethrows -> BuyerInterests {
        var weights: [String: Double] = [:]
        var loudest: [String: (event: BuyerEvent, weight: Double)] = [:]
        for event in events {
            let weight = Self.weight(event.action) * decay(event.time, now)
            weights[event.listing, default: 0] += weight
            if weight > loudest[event.listing]?.weight ?? 0 { loudest[event.listing] = (event, weight) }
        }
        let strongest = weights.sorted { (abs($0.value), $1.key) > (abs($1.value), $0.key) }.prefix(
            mostListings)
        var points: [Point] = []
        var dismissed: [(vector: [Float], weight: Double)] = []
        for (listing, weight) in strongest where weight != 0 {
            guard let vector = try vector(listing) else { continue }
            if weight > 0, let event = loudest[listing]?.event {
                points.append(Point(vector: vector, weight: weight, event: event))
            } else if weight < 0 {
                dismissed.append((vector, min(1, weight / Self.weight(.dismiss))))
            }
        }
        return BuyerInterests(
            interests: merge(points), dismissed: dismissed, seen: Set(events.map(\.listing)))
    }

    private func decay(_ time: Int, _ now: Int) -> Double {
        exp2(-max(0, Double(now - time)) / 86_400 / max(0.01, halfLife))
    }

    private struct Point {
        var vector: [Float]
        var weight: Double
        var event: BuyerEvent
    }

    /// Joins the two groups that are most alike on average, until none are alike enough.
    private func merge(_ points: [Point]) -> [BuyerInterests.Interest] {
        var groups = points.indices.map { [$0] }
        var likenesses = points.indices.map { i in
            points.indices.map { Vector.dot(points[i].vector, points[$0].vector) }
        }
        while groups.count > 1 {
            var best = (i: 0, j: 1, likeness: -Double.infinity)
            for i in groups.indices {
                for j in (i + 1)..<max(i + 1, groups.count) where likenesses[i][j] > best.likeness {
                    best = (i, j, likenesses[i][j])
                }
            }
            guard best.likeness >= likeness else { break }
            let (a, b) = (Double(groups[best.i].count), Double(groups[best.j].count))
            for k in groups.indices where k != best.i && k != best.j {
                let joined = (a * likenesses[best.i][k] + b * likenesses[best.j][k]) / (a + b)
                likenesses[best.i][k] = joined
                likenesses[k][best.i] = joined
            }
            groups[best.i] += groups[best.j]
            groups.remove(at: best.j)
            likenesses.remove(at: best.j)
            for k in likenesses.indices { likenesses[k].remove(at: best.j) }
        }
        let total = points.reduce(0) { $0 + $1.weight }
        let interests = groups.compactMap { group -> BuyerInterests.Interest? in
            let members = group.map { points[$0] }.sorted { $0.weight > $1.weight }
            guard let centre = Vector.mean(members.map { ($0.vector, $0.weight) }), let first = members.first
            else { return nil }
            return BuyerInterests.Interest(
                centre: centre, weight: members.reduce(0) { $0 + $1.weight } / total, reason: first.event,
                listings: members.map(\.event.listing))
        }
        return Array(interests.sorted { $0.weight > $1.weight }.prefix(mostInterests))
    }
}
