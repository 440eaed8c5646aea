import HTTPTypes

/// What a request costs, known from its route alone.
public enum RouteClass: String, Sendable, CaseIterable {
    /// Never waits: health, metrics, and what is no route at all.
    case free
    case light, search, write, heavy
    /// Decodes untrusted photos.
    case photo

    /// - Parameter route: the path as it was registered, such as `/v1/listings/{id}`.
    init(route: String, method: HTTPRequest.Method) {
        let path = route.hasPrefix("/") ? route : "/" + route
        let isRead = method == .get || method == .head
        if path == "/metrics" || path.hasPrefix("/health") || path == "/NotFound" {
            self = .free
        } else if path.hasSuffix(":batch") || path.hasPrefix("/lab") && !isRead {
            self = .heavy
        } else if !isRead, Self.photos.contains(where: path.hasPrefix) || path.hasSuffix("/photos/{n}") {
            self = .photo
        } else if Self.cheap.contains(where: path.hasPrefix) && isRead {
            self = .light
        } else if isRead || Self.asks.contains(where: path.hasPrefix) {
            self = .search
        } else {
            self = .write
        }
    }

    private static let cheap = [
        "/assets", "/static", "/photos", "/search/photos", "/login", "/logout", "/openapi.json", "/favicon",
        "/robots.txt",
        "/lab",
    ]
    private static let photos = ["/search/photos", "/v1/photos", "/predict"]
    /// What is asked by POST and changes nothing.
    private static let asks = ["/v1/search", "/v1/classify", "/v1/embed", "/predict", "/search"]
}
