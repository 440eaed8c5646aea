public import SoukCatalog
import Foundation

/// What many buyers look at, save and write about, the recent counting more.
public struct Popularity: Sendable {
    /// 0 to 1, of the most popular listing.
    public let scores: [String: Double]

    /// - Parameters:
    ///   - actions: by day and listing.
    ///   - now: seconds since 1970.
    ///   - halfLife: in days.
    public init(_ actions: [DailyActions], now: Int, halfLife: Double = 7) {
        var totals: [String: Double] = [:]
        for action in actions {
            let age = max(0, Double(now) / 86_400 - Double(action.day) - 1)
            totals[action.listing, default: 0] +=
                InterestFinder.weight(action.action) * Double(action.buyers)
                * exp2(-age / max(0.01, halfLife))
        }
        let sold = Set(actions.filter { $0.action == .sold }.map(\.listing))
        let loved = totals.filter { $0.value > 0 && !sold.contains($0.key) }.mapValues { log1p($0) }
        let most = loved.values.max() ?? 0
        scores = most > 0 ? loved.mapValues { $0 / most } : [:]
    }
}
