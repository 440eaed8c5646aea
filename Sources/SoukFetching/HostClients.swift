import AsyncHTTPClient
import NIOCore

/// A client for each host, bound to an address of it that was checked: what was looked up is what is connected to, so no
/// second look-up leads elsewhere.
actor HostClients {
    /// The addresses of a host.
    typealias Resolver = @Sendable (String) async -> [InternetAddress]

    private let policy: FetchPolicy
    private let resolver: Resolver
    private let isAllowed: @Sendable (InternetAddress) -> Bool
    private var clients: [String: Result<HTTPClient, FetchFailure>] = [:]

    init(
        _ policy: FetchPolicy, resolver: @escaping Resolver,
        isAllowed: @escaping @Sendable (InternetAddress) -> Bool
    ) {
        (self.policy, self.resolver, self.isAllowed) = (policy, resolver, isAllowed)
    }

    func client(of host: String) async throws(FetchFailure) -> HTTPClient {
        if let known = clients[host] { return try known.get() }
        let result = await connection(to: host)
        // Another task may have come first.
        if let known = clients[host] {
            if case .success(let spare) = result { try? await spare.shutdown() }
            return try known.get()
        }
        clients[host] = result
        return try result.get()
    }

    func shutDown() async {
        for case .success(let client) in clients.values { try? await client.shutdown() }
        clients = [:]
    }

    private func connection(to host: String) async -> Result<HTTPClient, FetchFailure> {
        let addresses = await resolver(host)
        guard let first = addresses.first else {
            return .failure(.transient("the host \(host) has no address"))
        }
        // One that leads inward is enough: it is no host of photos.
        if let inward = addresses.first(where: { !isAllowed($0) }) {
            return .failure(.transient("the host \(host) leads to \(inward), which is no public address"))
        }
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .milliseconds(Int64(policy.connectSeconds * 1000))))
        configuration.decompression = .disabled
        configuration.dnsOverride = [host: first.description]
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = policy.parallelPerHost
        configuration.connectionPool.retryConnectionEstablishment = false
        return .success(HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration))
    }
}
