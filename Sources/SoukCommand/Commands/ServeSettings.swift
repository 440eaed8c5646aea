import ArgumentParser
import Configuration
import Foundation
import SoukService

/// The settings of `souk serve`: options go before the environment, and that before a file.
struct ServeSettings: ParsableArguments {
    @Option(
        help: "A file of settings, one JSON object; options and variables go before it.",
        completion: .file(extensions: ["json"]))
    var settings: String?

    @Option(help: Self.help(.host)) var host: String?
    @Option(help: Self.help(.port)) var port: Int?
    @Option(help: Self.help(.tokensFile), completion: .file()) var tokens: String?
    @Flag(inversion: .prefixedNo, help: Self.help(.open)) var open: Bool?
    @Option(help: Self.help(.origin, isRepeated: true)) var origin: [String] = []
    @Option(help: Self.help(.name, isRepeated: true)) var name: [String] = []
    @Flag(inversion: .prefixedNo, help: Self.help(.https)) var https: Bool?
    @Option(help: Self.help(.maxConnections)) var maxConnections: Int?
    @Option(help: Self.help(.maxSearches)) var maxSearches: Int?
    @Option(help: Self.help(.maxWaiting)) var maxWaiting: Int?
    @Option(help: Self.help(.maxBodyBytes)) var maxBodyBytes: Int?
    @Option(help: Self.help(.maxSeconds)) var maxSeconds: Int?

    /// - Parameter environment: the variables of the process.
    func configuration(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> ServiceConfiguration {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(name: "options", values: given),
            EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "souk"),
        ]
        if let settings { providers.append(try SettingsFile.read(URL(fileURLWithPath: settings))) }
        var configuration = try ServiceConfiguration(ConfigReader(providers: providers))
        if configuration.tokens.isEmpty, let text = environment[AccessTokens.variable] {
            configuration.tokens = try AccessTokens.parse(text, source: AccessTokens.variable)
        }
        try configuration.check()
        return configuration
    }

    private var given: [AbsoluteConfigKey: ConfigValue] {
        let texts: [(ServiceSetting, String?)] = [
            (.host, host), (.port, port.map(String.init)), (.tokensFile, tokens),
            (.open, open.map(String.init)), (.https, https.map(String.init)),
            (.maxConnections, maxConnections.map(String.init)), (.maxSearches, maxSearches.map(String.init)),
            (.maxWaiting, maxWaiting.map(String.init)), (.maxBodyBytes, maxBodyBytes.map(String.init)),
            (.maxSeconds, maxSeconds.map(String.init)),
        ]
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (setting, text) in texts {
            values[AbsoluteConfigKey([setting.key])] = text.map {
                ConfigValue(.string($0), isSecret: false)
            }
        }
        for (setting, list) in [(ServiceSetting.origin, origin), (.name, name)] where !list.isEmpty {
            values[AbsoluteConfigKey([setting.key])] = ConfigValue(.stringArray(list), isSecret: false)
        }
        return values
    }

    private static func help(_ setting: ServiceSetting, isRepeated: Bool = false) -> ArgumentHelp {
        let standard = setting.standard
        let isPlain = standard.isEmpty || standard == "false"
        return ArgumentHelp(
            stringLiteral: setting.summary + (isRepeated ? " May be repeated." : "")
                + (isPlain ? "" : " (default: \(standard))"))
    }
}
