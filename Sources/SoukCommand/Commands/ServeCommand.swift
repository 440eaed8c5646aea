import ArgumentParser
import Foundation
import Logging
import Metrics
import ServiceLifecycle
import SoukCatalog
import SoukInference
import SoukMarketplace
import SoukService
import SoukSearch
import SoukEmbeddedSearch

struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the marketplace: an HTTP API and a web page.",
        discussion: """
            Listens on this machine only, where anyone may search; another --host needs --tokens or --open.

            Changing listings, events, the lab and metrics always need a token. Tokens come from a file with a line \
            each ("writer shop-import 5f1c…": role, name, token; roles are reader, writer and admin), which others must \
            not be able to read (chmod 600), or from SOUK_TOKENS in the same format. Make one with: openssl rand -hex 32. Where \
            none are configured, a link that logs in once is printed at the start.

            Options go before variables (SOUK_PORT, SOUK_NAME and so on), and those before the file of --settings, a \
            JSON object such as {"port": 8080, "name": ["shop.example.org"]}.

            Logs are JSON lines on standard error. Ctrl-C and SIGTERM let what is under way finish; a second one stops \
            at once.
            """)

    @OptionGroup var common: CommonOptions

    @OptionGroup var engine: EngineOptions

    @OptionGroup var settings: ServeSettings

    func run() throws {
        let configuration = try settings.configuration()
        let workspace = try common.open()
        Interruption.watch()
        let command = self
        try Waiting.result { try await command.serve(workspace, configuration) }
        if Interruption.lastSignal == SIGINT { throw Stop(code: Stop.interrupted) }
    }

    private func serve(_ workspace: Workspace, _ configuration: ServiceConfiguration) async throws {
        let logger = Logger(label: "souk") { [isQuiet = common.quiet] label in
            JSONLogHandler(label: label, level: isQuiet ? .error : .info)
        }
        var configuration = configuration
        var token: String?
        if configuration.tokens.isEmpty {
            let new = AccessTokens.newToken()
            try configuration.tokens.add(new, .init(name: "operator", role: .admin))
            token = new
        }
        let models = WorkspaceModels()
        let address = ServeAddress(configuration.host)
        let registry = MetricsRegistry()
        MetricsSystem.bootstrap(registry)
        let marketplace = try await Marketplace(
            workspace, models: models, search: try engine.generations(of: workspace),
            options: MarketplaceOptions(photoCleaning: IsolatedPhotoCleaning(), logger: logger))
        if let warning = try configuration.fit(descriptors: ProcessLimits.raiseDescriptors()) {
            logger.warning("\(warning)")
        }
        let service = try SoukService(
            marketplace: marketplace, models: models, configuration: configuration, logger: logger,
            prometheus: registry,
            whenListening: { [token] listening in address.announce(listening, token: token) })
        try await run(service, configuration.limits.shutdownTime, logger)
    }

    /// Until a signal; what is under way then has its time to finish.
    private func run(_ service: SoukService, _ patience: Duration, _ logger: Logger) async throws {
        var options = ServiceGroupConfiguration(services: [service], logger: logger)
        options.maximumGracefulShutdownDuration = patience
        let group = ServiceGroup(configuration: options)
        let watch = Task {
            while !Interruption.isRequested() { try await Task.sleep(for: .milliseconds(50)) }
            await group.triggerGracefulShutdown()
        }
        defer { watch.cancel() }
        try await group.run()
    }
}
