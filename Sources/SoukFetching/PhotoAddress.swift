import Foundation

/// An address of a photo, taken apart and put together again: what was checked is what is asked.
struct PhotoAddress: Sendable, Equatable {
    let isSecure: Bool
    /// In lower case: a name of letters, digits, hyphens and points.
    let host: String
    let port: Int
    /// Path and query, encoded.
    let path: String

    var usualPort: Int { isSecure ? 443 : 80 }

    var text: String {
        (isSecure ? "https://" : "http://") + host + (port == usualPort ? "" : ":\(port)") + path
    }

    /// - Parameter base: what the address is relative to, as that of a redirect.
    /// - Throws: `refused` for what is not plain HTTP of a host, `invalid` for what is no address.
    init(_ text: String, relativeTo base: PhotoAddress? = nil) throws(FetchFailure) {
        var text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if base == nil, text.hasPrefix("//") { text = "https:" + text }
        let start = base.flatMap { URL(string: $0.text) }
        guard text.utf8.count <= 4096, let url = URL(string: text, relativeTo: start)?.absoluteURL,
            let parts = URLComponents(url: url, resolvingAgainstBaseURL: true),
            let scheme = parts.scheme?.lowercased(), let host = parts.host?.lowercased(), !host.isEmpty
        else { throw .permanent("\"\(text.prefix(200))\" is no address") }
        guard scheme == "https" || scheme == "http" else {
            throw .permanent("\(scheme): addresses are not asked")
        }
        guard parts.user == nil, parts.password == nil else {
            throw .permanent("the address holds a user's name")
        }
        guard Self.isHostName(host) else { throw .permanent("\"\(host.prefix(200))\" is no name of a host") }
        guard parts.port.map((1...65_535).contains) ?? true else { throw .permanent("there is no such port") }
        isSecure = scheme == "https"
        self.host = host
        port = parts.port ?? (isSecure ? 443 : 80)
        let path = parts.percentEncodedPath
        self.path =
            (path.hasPrefix("/") ? path : "/" + path) + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
    }

    static func isHostName(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 253, text.first != ".", text.first != "-" else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
                || byte == 0x5F
        }
    }
}

/// Why a photo was not fetched.
enum FetchFailure: Error, Equatable {
    /// Asking again soon would bring the same.
    case permanent(String)
    /// Asking again may help.
    case transient(String)
    /// The host asks to wait, in seconds.
    case busy(String, after: Double?)

    var reason: String {
        switch self {
        case .permanent(let reason), .transient(let reason), .busy(let reason, _): reason
        }
    }

    var isTransient: Bool { if case .permanent = self { false } else { true } }
}
