import SoukCatalog
import Foundation

/// The tokens that callers may show, of which only SHA-256 digests are kept.
public struct AccessTokens: Sendable {
    /// Who may do what: the name is for people and logs, the token is secret.
    public struct Grant: Sendable, Equatable {
        public let name: String
        public let role: Role

        public init(name: String, role: Role) {
            self.name = name
            self.role = role
        }
    }

    /// Shorter ones could be guessed.
    public static let minimumLength = 20

    private var entries: [(digest: [UInt8], grant: Grant)] = []

    public init() {}

    public var isEmpty: Bool { entries.isEmpty }
    public var count: Int { entries.count }

    /// - Throws: `ServiceError.token` for one that is too short, has characters that no header may hold, or is there
    ///   already.
    public mutating func add(_ token: String, _ grant: Grant) throws(ServiceError) {
        guard token.utf8.count >= Self.minimumLength else {
            throw .token(
                name: grant.name, reason: "is shorter than \(Self.minimumLength) characters",
                remedy: "Make one with: openssl rand -hex 32")
        }
        guard token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .token(
                name: grant.name, reason: "has spaces or characters that are not ASCII",
                remedy: "Make one with: openssl rand -hex 32")
        }
        let digest = Self.digest(token)
        guard !entries.contains(where: { $0.digest == digest }) else {
            throw .token(
                name: grant.name, reason: "is also the token of another name",
                remedy: "Give every name a token of its own.")
        }
        entries.append((digest, grant))
    }

    /// Whose token this is. The time it takes depends on how many tokens there are, not on which one is close.
    public func grant(for token: String) -> Grant? {
        let shown = Self.digest(token)
        var found: Grant?
        for entry in entries where ConstantTime.equal(entry.digest, shown) { found = entry.grant }
        return found
    }

    /// 256 random bits.
    public static func newToken() -> String { Sessions.secret() }

    private static func digest(_ token: String) -> [UInt8] { Array(Checksum.sha256(token).utf8) }
}
