public import HTTPTypes

/// Problems that any route may have.
extension Problem {
    /// A parameter, header or field that makes no sense: 400 where it cannot be read, 422 where it can.
    public static func invalid(
        _ location: String, _ detail: String, next: String? = nil,
        status: HTTPResponse.Status = .unprocessableContent
    ) -> Problem {
        Problem(
            status, status == .badRequest ? "request.malformed" : "request.invalid",
            status == .badRequest
                ? "The request cannot be read." : "The request makes no sense as it stands.",
            detail: detail, location: location, next: next)
    }

    public static func notFound(
        _ code: String = "route.unknown", _ detail: String? = nil, next: String? = nil
    ) -> Problem {
        Problem(
            .notFound, code, "There is nothing here.", detail: detail,
            next: next ?? (code == "route.unknown" ? "The routes are described at /openapi.json." : nil))
    }

    static func methodNotAllowed(_ allowed: [String]) -> Problem {
        Problem(
            .methodNotAllowed, "method.notAllowed", "This path does not know this method.",
            next: "Use \(allowed.joined(separator: " or ")).",
            headers: [.allow: allowed.joined(separator: ", ")])
    }

    /// - Parameter limit: bytes.
    static func tooLarge(limit: Int) -> Problem {
        Problem(
            .contentTooLarge, "body.tooLarge", "The body is larger than this route takes.",
            detail: "At most \(limit) bytes are taken.", location: "body", next: "Send less at a time.")
    }

    public static func unsupportedMediaType(expected: String) -> Problem {
        Problem(
            .unsupportedMediaType, "body.mediaType", "The body is of a kind that this route does not take.",
            location: "header Content-Type", next: "Send \(expected).")
    }

    static let unsupportedContentEncoding = Problem(
        .unsupportedMediaType, "body.encoding", "The body is compressed in a way that is not taken.",
        location: "header Content-Encoding", next: "Send it compressed by gzip, or as it is.",
        headers: [.acceptEncoding: "gzip, identity"])

    static let unauthenticated = Problem(
        .unauthorized, "access.token", "This needs an access token.",
        location: "header Authorization", next: "Send \"Authorization: Bearer TOKEN\", or log in at /login.",
        headers: [.wwwAuthenticate: "Bearer realm=\"souk\""])

    static func forbidden(_ role: Role) -> Problem {
        Problem(
            .forbidden, "access.role", "This token may not do that.",
            next: "Use a token of the role \(role.rawValue).")
    }

    /// - Parameter fault: why, as a clause.
    static func writesClosed(_ fault: String) -> Problem {
        Problem(
            .serviceUnavailable, "service.writesClosed", "Nothing can be written for now.",
            detail: "\(fault.prefix(1).uppercased() + fault.dropFirst()).",
            next: "Reading goes on. Try again in a minute.", headers: [.retryAfter: "60"])
    }

    /// - Parameter seconds: when to try again.
    static func busy(_ detail: String, retryAfter seconds: Int = 1) -> Problem {
        Problem(
            .serviceUnavailable, "service.busy", "The service has more to do than it can.", detail: detail,
            next: "Try again in \(seconds) s.", headers: [.retryAfter: "\(seconds)"])
    }

    /// - Parameter seconds: when to try again.
    static func tooMany(_ detail: String, retryAfter seconds: Int = 1) -> Problem {
        Problem(
            .tooManyRequests, "service.tooMany", "Too many of these are under way.", detail: detail,
            next: "Try again in \(seconds) s.", headers: [.retryAfter: "\(seconds)"])
    }

    /// Of an index that lies on several servers.
    static func partMissing(_ part: String) -> Problem {
        Problem(
            .serviceUnavailable, "search.part_missing", "A part of the index cannot be asked: \(part).",
            next: "Try again soon, or ask with allow_partial=true for what the other parts hold.")
    }

    static let deadline = Problem(
        .serviceUnavailable, "service.deadline", "The request took longer than it may.",
        next: "Try again in 2 s, or ask for less.", headers: [.retryAfter: "2"])

    /// A body whose end cannot be found: a chunk without a size, or a connection that ends too early.
    static let brokenBody = {
        var problem = Problem.invalid(
            "body", "It is cut short, or its chunks are not well formed.", next: "Send it again, whole.",
            status: .badRequest)
        problem.breaksConnection = true
        return problem
    }()

    static let modelMissing = Problem(
        .serviceUnavailable, "model.missing", "The model of this marketplace's index is missing.",
        detail: "Photos and vectors cannot be compared until it is back.",
        next: "Search by words, or tell the operator.", headers: [.retryAfter: "60"])

    /// Something that we broke: what, is in the log under the request's id.
    static let broken = Problem(
        .internalServerError, "service.broken", "Something went wrong on our side.",
        next: "Try again; if it stays, tell the operator the request's id (\"instance\", X-Request-Id).")
}
