/// Why the service cannot start, where, and what to do next. Errors of requests are `Problem`s.
public enum ServiceError: Error, Sendable, Equatable {
    /// A token that was configured cannot be used.
    case token(name: String, reason: String, remedy: String)
    /// The file or variable with tokens makes no sense, or is not safe.
    case tokenFile(path: String, line: Int?, reason: String, remedy: String)
    /// The address cannot be listened on.
    case address(host: String, port: Int, reason: String, remedy: String)
    /// An option makes no sense.
    case option(name: String, reason: String, remedy: String)
}

extension ServiceError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .token(let name, let reason, let remedy): "the token of \(name) \(reason). \(remedy)"
        case .tokenFile(let path, let line, let reason, let remedy):
            "\(path)\(line.map { ":\($0)" } ?? ""): \(reason). \(remedy)"
        case .address(let host, let port, let reason, let remedy): "\(host):\(port): \(reason). \(remedy)"
        case .option(let name, let reason, let remedy): "\(name): \(reason). \(remedy)"
        }
    }
}
