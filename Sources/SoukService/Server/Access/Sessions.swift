import SoukCatalog
import Foundation
import Synchronization

/// Those who logged in on the page, in memory only: a restart logs everyone out.
final class Sessions: Sendable {
    static let cookie = "souk_session"
    static let length = Duration.seconds(12 * 3600)
    private static let most = 1_000

    private struct Session {
        var grant: AccessTokens.Grant
        var end: ContinuousClock.Instant
    }

    private struct State {
        /// By digest of the secret that the cookie holds.
        var sessions: [String: Session] = [:]
        var codes: [String: Session] = [:]
    }

    private let state = Mutex(State())

    /// - Returns: the secret for the cookie.
    func begin(_ grant: AccessTokens.Grant, now: ContinuousClock.Instant = .now) -> String {
        let secret = Self.secret()
        state.withLock { state in
            Self.tidy(&state.sessions, now)
            state.sessions[Checksum.sha256(secret)] = Session(grant: grant, end: now + Self.length)
        }
        return secret
    }

    func grant(_ secret: String, now: ContinuousClock.Instant = .now) -> AccessTokens.Grant? {
        let key = Checksum.sha256(secret)
        return state.withLock { $0.sessions[key].flatMap { $0.end > now ? $0.grant : nil } }
    }

    func end(_ secret: String) {
        let key = Checksum.sha256(secret)
        state.withLock { _ = $0.sessions.removeValue(forKey: key) }
    }

    /// A code for a link that logs in once, for as long as it is printed on a terminal.
    func code(for grant: AccessTokens.Grant, now: ContinuousClock.Instant = .now) -> String {
        let code = Self.secret()
        state.withLock { state in
            Self.tidy(&state.codes, now)
            state.codes[Checksum.sha256(code)] = Session(grant: grant, end: now + .seconds(3600))
        }
        return code
    }

    /// - Returns: whose code it was; nil when it was used or is none.
    func redeem(_ code: String, now: ContinuousClock.Instant = .now) -> AccessTokens.Grant? {
        let key = Checksum.sha256(code)
        let session = state.withLock { $0.codes.removeValue(forKey: key) }
        return session.flatMap { $0.end > now ? $0.grant : nil }
    }

    /// 256 random bits as 64 digits.
    static func secret() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(random.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Drops what is over; when there are too many all the same, the one that ends first.
    private static func tidy(_ sessions: inout [String: Session], _ now: ContinuousClock.Instant) {
        sessions = sessions.filter { $0.value.end > now }
        while sessions.count >= most, let first = sessions.min(by: { $0.value.end < $1.value.end }) {
            sessions.removeValue(forKey: first.key)
        }
    }
}
