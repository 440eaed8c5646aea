import Foundation

/// Where the service listens, who may do what, and how much.
public struct ServiceConfiguration: Sendable {
    public var host = "127.0.0.1"
    public var port = 8080
    public var tokens = AccessTokens()
    /// Anyone may read, although the address is not only this machine's.
    public var isOpen = false
    /// Origins whose pages may call the API, such as `https://example.org`; none unless named.
    public var allowedOrigins: [String] = []
    /// Names that the service answers to, beside those of this machine where it only listens there.
    public var allowedHosts: [String] = []
    /// Cookies only over HTTPS: for a service behind a proxy that speaks it.
    public var isBehindHTTPS = false
    public var limits = ServiceLimits()

    public init() {}

    /// Whether only programs of this machine can reach the address.
    public var isLoopbackOnly: Bool {
        host == "localhost" || host == "::1" || host == "[::1]" || Self.isLoopbackIPv4(host)
    }

    /// Whether searching and looking need no token.
    public var isReadingOpen: Bool { isLoopbackOnly || isOpen }

    /// - Throws: `ServiceError` for what makes no sense, or would open the service to anyone.
    public func check() throws(ServiceError) {
        guard (0...65_535).contains(port) else {
            throw .option(
                name: "--port", reason: "\(port) is no port",
                remedy: "Ports are 1 to 65535; 0 picks a free one.")
        }
        guard !host.isEmpty, !host.contains(where: \.isWhitespace) else {
            throw .option(
                name: "--host", reason: "is no address", remedy: "Use 127.0.0.1, or 0.0.0.0 for all.")
        }
        guard isReadingOpen || !tokens.isEmpty else {
            throw .address(
                host: host, port: port, reason: "others can reach this address, and no tokens are configured",
                remedy:
                    "Name a file by --tokens, let anyone read by --open, or listen on 127.0.0.1.")
        }
        for origin in allowedOrigins where !Self.isOrigin(origin) {
            throw .option(
                name: "--origin", reason: "\"\(origin)\" is no origin",
                remedy: "Write it like https://example.org, without a path; * is not taken.")
        }
    }

    private static func isOrigin(_ text: String) -> Bool {
        guard let parts = URLComponents(string: text), parts.scheme == "https" || parts.scheme == "http"
        else {
            return false
        }
        return parts.host?.isEmpty == false && parts.path.isEmpty && parts.query == nil
            && parts.fragment == nil
            && parts.user == nil
    }

    private static func isLoopbackIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
