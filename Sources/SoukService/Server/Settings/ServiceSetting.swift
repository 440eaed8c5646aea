/// A setting of a service. This is the one list of them; `docs/deploy.md` shows it as a table.
public enum ServiceSetting: String, Sendable, CaseIterable {
    case host, port
    case tokensFile = "tokens-file"
    case open, origin, name, https
    case maxConnections = "max-connections"
    case maxSearches = "max-searches"
    case maxWaiting = "max-waiting"
    case maxBodyBytes = "max-body-bytes"
    case maxSeconds = "max-seconds"

    /// How a setting is written, and what it may be.
    public enum Kind: Sendable, Equatable {
        case text
        /// Several texts: in a variable, separated by commas.
        case list
        /// `true` or `false`.
        case flag
        case number(ClosedRange<Int>)
    }

    /// In a file of settings.
    public var key: String { rawValue }
    /// Of the environment.
    public var variable: String { "SOUK_" + rawValue.uppercased().replacing("-", with: "_") }
    /// Of `souk serve`.
    public var option: String { self == .tokensFile ? "--tokens" : "--" + rawValue }

    public var kind: Kind {
        switch self {
        case .host, .tokensFile: .text
        case .origin, .name: .list
        case .open, .https: .flag
        case .port: .number(0...65_535)
        case .maxConnections: .number(1...65_536)
        case .maxSearches: .number(1...1_024)
        case .maxWaiting: .number(0...65_536)
        case .maxBodyBytes: .number(ServiceLimits().photoBytes...(1 << 40))
        case .maxSeconds: .number(1...600)
        }
    }

    /// The value where none is given.
    public var standard: String {
        let usual = ServiceConfiguration()
        switch self {
        case .host: return usual.host
        case .port: return "\(usual.port)"
        case .tokensFile, .origin, .name: return ""
        case .open, .https: return "false"
        case .maxConnections: return "\(usual.limits.connections)"
        case .maxSearches: return "\(usual.limits.admission.search.running)"
        case .maxWaiting: return "\(usual.limits.admission.search.waiting)"
        case .maxBodyBytes: return "\(usual.limits.allBodyBytes)"
        case .maxSeconds: return "\(usual.limits.deadline.components.seconds)"
        }
    }

    /// A sentence about it.
    public var summary: String {
        switch self {
        case .host: "The address to listen on."
        case .port: "The port; 0 picks a free one."
        case .tokensFile: "A file of tokens."
        case .open: "Anyone who reaches the address may search and look."
        case .origin: "Origins whose pages may call the API, such as https://example.org."
        case .name: "Names that the service answers to, such as shop.example.org."
        case .https: "A proxy in front speaks HTTPS: cookies are sent over nothing else."
        case .maxConnections: "How many connections may be open."
        case .maxSearches: "How many searches run at a time."
        case .maxWaiting: "How many more of them may wait; the rest get 429."
        case .maxBodyBytes: "Bytes of all request bodies that may be in memory."
        case .maxSeconds: "Seconds that a request may take."
        }
    }

    /// All settings as a Markdown table.
    public static var table: String {
        let rows = allCases.map { setting in
            let standard = setting.standard.isEmpty ? "none" : "`\(setting.standard)`"
            return "| `\(setting.key)` | `\(setting.option)` | `\(setting.variable)` | \(standard) "
                + "| \(setting.summary) |"
        }
        return (["| in a file | option | variable | default | what |", "|---|---|---|---|---|"] + rows)
            .joined(separator: "\n")
    }
}
