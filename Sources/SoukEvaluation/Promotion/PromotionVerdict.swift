import Foundation
import SoukRanking

/// What was found of a new version beside the one in use.
public struct PromotionVerdict: Sendable, Encodable {
    /// `listing/2`.
    public let new: String
    /// nil when none was in use.
    public let old: String?
    /// What the listings' categories say, and what search says.
    public let gates: [GateVerdict]
    /// What search was judged on; nil for a model that search does not stand on.
    public let source: ReplayQueries.Source?

    enum CodingKeys: String, CodingKey {
        case new, old, gates, source
        case isPassed = "passed"
    }

    public init(new: String, old: String?, gates: [GateVerdict], source: ReplayQueries.Source? = nil) {
        (self.new, self.old, self.gates, self.source) = (new, old, gates, source)
    }

    /// Whether the new version may be used without being forced: nothing is worse beyond chance, and something
    /// was measured on enough queries or listings to tell.
    public var isPassed: Bool {
        !gates.contains { $0.decision == .worse } && gates.contains { $0.isPassed }
    }

    public var text: String {
        let lines = gates.map { gate in
            gate.figure == SearchReplay.figure && source == .made
                ? "\(gate.text) (made of titles)" : gate.text
        }
        return (["\(new) against \(old ?? "nothing")"] + lines).joined(separator: "\n")
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(new, forKey: .new)
        try container.encode(old, forKey: .old)
        try container.encode(gates, forKey: .gates)
        try container.encodeIfPresent(source, forKey: .source)
        try container.encode(isPassed, forKey: .isPassed)
    }
}

/// What a promotion or a rollback came to.
public struct PromotionOutcome: Sendable, Encodable {
    public var name: String
    public var version: Int
    /// Whether the version named is in use now; false when the gate refused it.
    public var isInUse: Bool
    /// nil where nobody asked the gate.
    public var verdict: PromotionVerdict?
    /// The generation of the index that serves now; nil for a model that search does not stand on.
    public var generation: String?

    enum CodingKeys: String, CodingKey {
        case name, version, verdict, generation
        case isInUse = "in_use"
    }

    /// `ranking/2`; what Souk ships has the version 0.
    public var reference: String { version == 0 ? RankingModel.standardName : "\(name)/\(version)" }
}
