public import Foundation
public import Hummingbird

extension Request {
    /// The whole body, if it is no longer than the route takes and there is room for it.
    ///
    /// - Throws: 413 when it is longer; 400 when it ends before its announced length; 503 when the bodies of all
    ///   requests fill the memory they may, or when the request's time is over.
    public func body(upTo limit: Int, _ context: SoukRequestContext) async throws -> Data {
        let announced = headers[.contentLength].flatMap { Int($0) }
        if let announced, announced > limit { throw Problem.tooLarge(limit: limit) }
        var data = Data()
        if let announced { data.reserveCapacity(min(announced, 1 << 20)) }
        for try await piece in body {
            guard piece.readableBytes <= limit - data.count else { throw Problem.tooLarge(limit: limit) }
            guard context.bodies?.grow(by: piece.readableBytes) ?? true else {
                throw Problem.busy("The bodies of all requests fill the memory that they may.")
            }
            data.append(contentsOf: piece.readableBytesView)
        }
        try context.checkDeadline()
        if let announced, data.count != announced {
            throw Problem.invalid(
                "body", "It ends after \(data.count) of \(announced) bytes.", next: "Send it again, whole.",
                status: .badRequest)
        }
        return data
    }

    public func body(upTo limit: Int, context: SoukRequestContext) async throws -> Data {
        try await body(upTo: limit, context)
    }
}
