import Foundation

/// What cleaning made of a listing or a photo. Nothing is dropped without one.
public enum Verdict: Sendable, Equatable {
    case ok
    /// Usable after these repairs, each a short phrase.
    case repaired([String])
    /// Not usable, and why: what was found, what was expected.
    case rejected(String)

    public var isRejected: Bool {
        if case .rejected = self { true } else { false }
    }

    /// The phrases of a repaired one; empty for others.
    public var repairs: [String] {
        if case .repaired(let repairs) = self { repairs } else { [] }
    }
}

extension Verdict: CustomStringConvertible {
    /// `ok`, `repaired: …; …` or `rejected: …`, as reports and the catalogue show it.
    public var description: String {
        switch self {
        case .ok: "ok"
        case .repaired(let repairs): "repaired: " + repairs.joined(separator: "; ")
        case .rejected(let reason): "rejected: " + reason
        }
    }

    /// Reads what `description` wrote.
    public init?(_ text: String) {
        if text == "ok" {
            self = .ok
        } else if text.hasPrefix("repaired: ") {
            self = .repaired(String(text.dropFirst("repaired: ".count)).components(separatedBy: "; "))
        } else if text.hasPrefix("rejected: ") {
            self = .rejected(String(text.dropFirst("rejected: ".count)))
        } else {
            return nil
        }
    }
}
