public import Hummingbird
import Logging
import NIOCore

/// What goes with a request from the first middleware to its route.
public struct SoukRequestContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The caller's id where it is a sane one, else one of ours; in every answer, log line and problem.
    public internal(set) var id = ""
    /// When the request's time is over. Long work checks it by `checkDeadline()`; the task is cancelled as well.
    public internal(set) var deadline: ContinuousClock.Instant = .now + .seconds(60)
    /// What the caller may do; nil where even reading needs a token and none was shown.
    public internal(set) var role: Role?
    /// Who showed a token or is logged in; nil for those who read without.
    public internal(set) var caller: AccessTokens.Grant?
    /// Where the time goes, for the metrics.
    public let stages = StageTimings()
    /// What bodies in memory are counted against.
    var bodies: ByteBudget.Share?
    /// Among those that run.
    var place: HeldPlace?
    let peer: SocketAddress?

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress
    }

    /// Whether a token or a login came with the request.
    public var isSignedIn: Bool { caller != nil }

    /// - Throws: 401 without a token, 403 with one that may do less.
    public func require(_ needed: Role) throws(Problem) {
        guard let role else { throw .unauthenticated }
        guard role >= needed else { throw isSignedIn ? .forbidden(needed) : .unauthenticated }
    }

    /// Like `require`, where reading without a token is not enough.
    public func requireToken(_ needed: Role) throws(Problem) {
        guard isSignedIn else { throw .unauthenticated }
        try require(needed)
    }

    /// Decodes a photo in a turn among photos, so that photos keep no search waiting.
    func inPhotoTurn<Value: Sendable>(_ work: @Sendable () async throws -> Value) async throws -> Value {
        guard let place else { return try await work() }
        return try await place.trading(for: .photo, work)
    }

    /// Between the steps of long work.
    public func checkDeadline() throws(Problem) {
        if Task.isCancelled || ContinuousClock.now >= deadline { throw .deadline }
    }
}
