import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A running `souk serve`.
struct ServiceClient: Sendable {
    struct Answer: Sendable {
        var status: Int
        var body: Data
    }

    private let root: URL
    private let token: String?
    private let session: URLSession

    /// - Parameter timeout: in seconds, after which a request counts as failed.
    init(_ root: URL, token: String?, connections: Int, timeout: Double) {
        self.root = root
        self.token = token
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = connections
        configuration.timeoutIntervalForRequest = timeout
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.httpShouldSetCookies = false
        session = URLSession(configuration: configuration)
    }

    func send(
        _ method: String, _ path: String, query: [String: String] = [:], body: Data? = nil,
        type: String? = nil
    ) async throws -> Answer {
        var parts = URLComponents(url: root.appendingPathComponent(path), resolvingAgainstBaseURL: false)
        if !query.isEmpty {
            parts?.queryItems = query.sorted { $0.key < $1.key }.map { URLQueryItem(name: $0, value: $1) }
        }
        guard let url = parts?.url else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        if let type { request.setValue(type, forHTTPHeaderField: "Content-Type") }
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        let (data, response) = try await session.data(for: request)
        return Answer(status: (response as? HTTPURLResponse)?.statusCode ?? 0, body: data)
    }
}
