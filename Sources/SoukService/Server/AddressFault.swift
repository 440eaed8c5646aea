import Foundation
import NIOCore

enum AddressFault {
    /// Why an address cannot be listened on, in words.
    static func error(_ error: IOError, _ configuration: ServiceConfiguration) -> ServiceError {
        let (reason, remedy) =
            switch error.errnoCode {
            case EADDRINUSE:
                (
                    "another program listens there already",
                    "Stop it, or choose another port, such as \(min(configuration.port + 1, 65_535))."
                )
            case EACCES:
                ("this user may not listen there", "Choose a port above 1023, such as 8080.")
            case EADDRNOTAVAIL:
                ("this machine does not have that address", "Use 127.0.0.1, or 0.0.0.0 for all.")
            default: (String(cString: strerror(error.errnoCode)), "Choose another host or port.")
            }
        return .address(host: configuration.host, port: configuration.port, reason: reason, remedy: remedy)
    }
}
