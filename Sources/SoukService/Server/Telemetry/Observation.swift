import HTTPTypes
import Logging

/// One request, as figures and logs know it: its route and never its path, query, body or caller's address.
struct Observation: Sendable {
    var route: String
    var method: HTTPRequest.Method
    var status: Int
    var seconds: Double
    var stages: [(name: String, seconds: Double)]
    var bytes: Int?

    func log(to logger: Logger) {
        logger.log(
            level: status >= 500 ? .warning : .info, "request",
            metadata: [
                "route": "\(route)", "method": "\(method.rawValue)", "status": "\(status)",
                "ms": "\((seconds * 100_000).rounded() / 100)",
                "bytes": "\(bytes.map(String.init) ?? "stream")",
            ])
    }
}
