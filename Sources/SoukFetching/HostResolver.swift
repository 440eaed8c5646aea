import Dispatch
import Foundation
import SoukCatalog

#if canImport(Glibc)
    import Glibc
#endif

/// Asks the system for the addresses of a host.
enum HostResolver {
    private static let queue = DispatchQueue(label: "souk.resolver", attributes: .concurrent)

    /// All addresses of a host, also of one that is written as a number; empty where it has none.
    @Sendable static func addresses(of host: String) async -> [InternetAddress] {
        await queue.run { resolve(host) }
    }

    private static func resolve(_ host: String) -> [InternetAddress] {
        var hints = addrinfo()
        #if canImport(Glibc)
            hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
            hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [InternetAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = address(entry), !found.contains(address) { found.append(address) }
            next = entry.ai_next
        }
        return found
    }

    private static func address(_ entry: addrinfo) -> InternetAddress? {
        guard let raw = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            return raw.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { socket in
                withUnsafeBytes(of: socket.pointee.sin_addr) { InternetAddress(bytes: Array($0)) }
            }
        case AF_INET6:
            return raw.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { socket in
                withUnsafeBytes(of: socket.pointee.sin6_addr) { InternetAddress(bytes: Array($0)) }
            }
        default: return nil
        }
    }
}
