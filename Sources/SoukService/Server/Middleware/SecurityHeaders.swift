import HTTPTypes
import Hummingbird

/// What every answer tells browsers: no scripts or styles but the service's own files, no frames, no guessing of types.
enum SecurityHeaders {
    static let contentPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:",
        "font-src 'self'", "connect-src 'self'", "manifest-src 'self'", "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ].joined(separator: "; ")

    private static let fields: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, contentPolicy),
        (.xContentTypeOptions, "nosniff"),
        (.requireName("Referrer-Policy"), "same-origin"),
        (.requireName("X-Frame-Options"), "DENY"),
        (.requireName("Cross-Origin-Opener-Policy"), "same-origin"),
        (
            .requireName("Permissions-Policy"),
            "camera=(self), geolocation=(), microphone=(), interest-cohort=()"
        ),
    ]
    private static let resourcePolicy = HTTPField.Name.requireName("Cross-Origin-Resource-Policy")

    static func add(to response: inout Response, isBehindHTTPS: Bool) {
        for (name, value) in fields where response.headers[name] == nil { response.headers[name] = value }
        if response.headers[.accessControlAllowOrigin] == nil {
            response.headers[resourcePolicy] = "same-origin"
        }
        if isBehindHTTPS { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    }
}
