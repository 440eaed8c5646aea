public import CoreMetrics
public import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle
public import SoukEvaluation
public import SoukMarketplace
public import SoukRanking

/// The service over one marketplace: listens, answers, and stops without breaking what is under way.
public struct SoukService: Service {
    let runtime: ServiceRuntime
    let responder: ServiceResponder<RouterResponder<SoukRequestContext>>
    private let logger: Logger
    private let warmUp: @Sendable () async throws -> Void
    private let whenListening: @Sendable (Listening) async -> Void

    /// A service over one marketplace; it listens once it runs.
    ///
    /// - Parameters:
    ///   - marketplace: What is searched and changed.
    ///   - models: opens and judges models for the lab.
    ///   - configuration: The address, tokens and limits.
    ///   - logger: A line a request, and what goes wrong.
    ///   - metrics: where figures go.
    ///   - prometheus: answers `/metrics`; nil where figures are read elsewhere.
    ///   - routes: registers more routes, beside Souk's own.
    ///   - whenListening: called once models are warm and requests are answered.
    /// - Throws: when a template of the pages is missing or damaged.
    public init(
        marketplace: Marketplace, models: any JudgedModelProvider = NoListingModels(),
        configuration: ServiceConfiguration, logger: Logger,
        metrics: any MetricsFactory = MetricsSystem.factory, prometheus: MetricsRegistry? = nil,
        routes: (Router<SoukRequestContext>) throws -> Void = { _ in },
        whenListening: @escaping @Sendable (Listening) async -> Void = { _ in }
    ) throws {
        let souk = SoukRoutes(
            marketplace, models: models, configuration, metrics: metrics, prometheus: prometheus)
        let router = souk.router()
        try souk.registerAll(on: router)
        try routes(router)
        self.init(
            runtime: souk.runtime, logger: logger, warmUp: { try await WarmUp.run(marketplace) },
            whenListening: whenListening
        ) { _ in router }
    }

    /// For tests of the server itself: any routes.
    init(
        runtime: ServiceRuntime, logger: Logger, warmUp: @escaping @Sendable () async throws -> Void = {},
        whenListening: @escaping @Sendable (Listening) async -> Void = { _ in },
        routes: (ServiceRuntime) -> Router<SoukRequestContext>
    ) {
        self.runtime = runtime
        self.logger = logger
        self.warmUp = warmUp
        self.whenListening = whenListening
        let router = routes(runtime)
        runtime.routes.fill(from: router)
        responder = ServiceResponder(router.buildResponder(), runtime)
    }

    /// Where a service listens by now.
    public struct Listening: Sendable {
        public let port: Int
        private let sessions: Sessions

        init(port: Int, sessions: Sessions) {
            self.port = port
            self.sessions = sessions
        }

        /// The path of a link that logs in once, within the hour.
        public func loginPath(as grant: AccessTokens.Grant) -> String {
            "/login?code=\(sessions.code(for: grant))"
        }
    }

    var application: Application<ServiceResponder<RouterResponder<SoukRequestContext>>> {
        let configuration = runtime.configuration
        let limits = configuration.limits
        return Application(
            responder: responder,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionGuard(runtime)],
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: limits.headerBytes, maxHeaderListSize: limits.headerBytes,
                        maxHeaderFieldCount: limits.headerFields))),
            configuration: .init(
                address: .hostname(configuration.host, port: configuration.port), backlog: 512,
                // Some more than are served, so that those can be told.
                availableConnectionsDelegate: MaximumAvailableConnections(
                    limits.connections + limits.refusals, logger: logger)),
            onServerRunning: { channel in await begin(channel) },
            logger: logger)
    }

    private func begin(_ channel: any Channel) async {
        do { try await warmUp() } catch {
            logger.warning(
                "the warm-up failed; the first searches are slower", metadata: ["error": "\(error)"])
        }
        runtime.isReady = true
        await whenListening(
            Listening(
                port: channel.localAddress?.port ?? runtime.configuration.port, sessions: runtime.sessions))
    }

    /// Until the surrounding service group, or the task, stops it.
    ///
    /// - Throws: `ServiceError.address` when the address cannot be listened on.
    public func run() async throws {
        do {
            try await withGracefulShutdownHandler {
                try await application.run()
            } onGracefulShutdown: {
                runtime.isReady = false
            }
        } catch let error as IOError {
            throw AddressFault.error(error, runtime.configuration)
        }
    }
}
