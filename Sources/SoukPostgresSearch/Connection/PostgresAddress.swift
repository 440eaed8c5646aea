import Foundation
public import SoukSearch

/// Where a PostgreSQL server is, and under which name the index lies in its database.
///
/// `postgres://user@host:5432/database?sslmode=verify-full&namespace=shop`: what libpq takes, and `namespace`, the
/// prefix of the index's schemas ("souk" unless given), `shard_deadline`, `standbys` and `allowed_lag`, see
/// ``shardDeadline``, ``standbys`` and ``allowedLag``. A password is best left out: libpq reads it from `PGPASSWORD` or
/// from `~/.pgpass`.
public struct PostgresAddress: Sendable, Equatable {
    /// Prefix of the schemas.
    public let namespace: String
    /// How long this database may take for a search where it is one of several; 15 seconds unless given.
    public let shardDeadline: Duration
    /// Servers that follow this one and take its reads: `standbys=b,c:5433`, names, addresses or folders of sockets.
    public let standbys: [PostgresAddress]
    /// By how much a standby may be behind and still be read; 1 second unless given, as `allowed_lag=seconds`. What
    /// this program wrote itself is always seen.
    public let allowedLag: Duration
    /// As it may be shown: without a password.
    public let shown: String
    /// What libpq connects by.
    let connection: String

    public static let schemes = ["postgres://", "postgresql://"]

    /// - Throws: `request` for another scheme, an option that nobody knows, or a namespace that is no small identifier.
    public init(_ text: String) throws(RetrievalError) {
        guard Self.schemes.contains(where: text.hasPrefix) else {
            throw .request(
                reason: "\"\(Self.redacted(text))\" is no address of a PostgreSQL server",
                remedy: "Give postgres://user@host:5432/database.")
        }
        guard !text.utf8.contains(0), text.utf8.count < 4_096 else {
            throw .request(
                reason: "an address of PostgreSQL that holds a NUL character or is longer than 4,096 bytes",
                remedy: "Give postgres://user@host:5432/database.")
        }
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let options = parts.count > 1 ? parts[1].split(separator: "&").map(String.init) : []
        func own(_ name: String) -> String? {
            options.last { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
        }
        namespace = own("namespace") ?? "souk"
        let seconds = own("shard_deadline")
        shardDeadline = .seconds(seconds.map { Int($0) ?? 0 } ?? 15)
        let lag = own("allowed_lag")
        allowedLag = .seconds(lag.map { Int($0) ?? -1 } ?? 1)
        let kept = options.filter { option in !AddressOptions.own.contains { option.hasPrefix($0 + "=") } }
        connection = String(parts[0]) + (kept.isEmpty ? "" : "?" + kept.joined(separator: "&"))
        shown = Self.redacted(text)
        let (server, prefix) = (String(parts[0]), namespace)
        standbys = (own("standbys") ?? "").split(separator: ",").map {
            PostgresAddress(standby: String($0), server: server, options: kept, namespace: prefix)
        }
        try AddressOptions.check(options, of: shown)
        guard Self.isNamespace(namespace) else {
            throw .request(
                reason: "the namespace \"\(namespace.prefix(40))\" of \(shown)",
                remedy: "Give 1 to 24 small letters, digits and underscores, a letter first; not pg_.")
        }
        guard (1...3_600).contains(shardDeadline / .seconds(1)) else {
            throw .request(
                reason: "a shard_deadline of \"\((seconds ?? "").prefix(40))\" of \(shown)",
                remedy: "Give 1 to 3600 seconds.")
        }
        guard (0...3_600).contains(allowedLag / .seconds(1)) else {
            throw .request(
                reason: "an allowed_lag of \"\((lag ?? "").prefix(40))\" of \(shown)",
                remedy: "Give 0 to 3600 seconds.")
        }
    }

    /// Another host with the same database: of what is given twice, libpq takes the last.
    private init(standby place: String, server: String, options: [String], namespace: String) {
        var host = place[...]
        var options = options.filter { option in
            !["host=", "hostaddr=", "port=", "target_session_attrs="].contains { option.hasPrefix($0) }
        }
        let end = place.lastIndex(of: "]") ?? place.startIndex
        if let colon = place[end...].lastIndex(of: ":"), !place.hasPrefix("/") {
            host = place[..<colon]
            options.append("port=" + place[place.index(after: colon)...])
        }
        options.append("host=" + host.filter { $0 != "[" && $0 != "]" })
        (self.namespace, standbys) = (namespace, [])
        (shardDeadline, allowedLag) = (.seconds(15), .zero)
        connection = server + "?" + options.joined(separator: "&")
        shown = Self.redacted(connection)
    }

    private static func isNamespace(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        guard (1...24).contains(bytes.count), !name.hasPrefix("pg_") else { return false }
        let isLetter = { (byte: UInt8) in (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
        return isLetter(bytes[0])
            && bytes.allSatisfy {
                isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || $0 == UInt8(ascii: "_")
            }
    }

    /// Without what stands between the first colon and the last @ of the server's part, and of the options, which
    /// may hold a password, too, only those that say where the server is.
    static func redacted(_ text: String) -> String {
        let options = text.split(separator: "?", maxSplits: 1).dropFirst().first?.split(separator: "&") ?? []
        let places = options.filter { $0.hasPrefix("host=") || $0.hasPrefix("port=") }
        return redactedServer(text) + (places.isEmpty ? "" : "?" + places.joined(separator: "&"))
    }

    private static func redactedServer(_ text: String) -> String {
        guard let scheme = text.range(of: "://") else { return String(text.prefix(40)) }
        let server = text[scheme.upperBound...].prefix { $0 != "?" }
        guard let at = server.lastIndex(of: "@") else { return String(text[..<scheme.upperBound] + server) }
        let user = server[..<at].prefix { $0 != ":" }
        return String(text[..<scheme.upperBound] + user + server[at...])
    }
}
