import SoukService

/// Tells people where the service is, and how to log in.
struct ServeAddress {
    private let host: String

    init(_ host: String) {
        self.host =
            switch host {
            case "0.0.0.0", "::", "[::]": "localhost"
            case let host where host.contains(":") && !host.hasPrefix("["): "[\(host)]"
            default: host
            }
    }

    /// - Parameter token: the one that was made for this run; nil where tokens are configured.
    func announce(_ listening: SoukService.Listening, token: String?) {
        let root = "http://\(host):\(listening.port)"
        Output.line("Souk is at \(root)")
        guard let token else { return }
        Output.line(
            """
            Log in, once: \(root)\(listening.loginPath(as: .init(name: "operator", role: .admin)))
            Token of this run, for all that changes something: \(token)
            """)
    }
}
