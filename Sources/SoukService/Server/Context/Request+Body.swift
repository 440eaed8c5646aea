public import Foundation
public import Hummingbird
import SoukCatalog

extension Request {
    /// The whole body, if it is no longer than the route takes and there is room for it; inflated where it is
    /// compressed by gzip.
    ///
    /// - Throws: 413 when it is longer, also after it was inflated; 415 for another content encoding; 400 when it ends before its announced length; 503 when the bodies of all
    ///   requests fill the memory they may, or when the request's time is over.
    public func body(upTo limit: Int, _ context: SoukRequestContext) async throws -> Data {
        let isCompressed = try isCompressed
        let announced = headers[.contentLength].flatMap { Int($0) }
        // What hardly shrinks grows by gzip's own bytes.
        let room = isCompressed ? limit + 64 : limit
        if let announced, announced > room { throw Problem.tooLarge(limit: limit) }
        var data = Data()
        if let announced { data.reserveCapacity(min(announced, 1 << 20)) }
        context.place?.beginWaiting()
        for try await piece in body {
            guard piece.readableBytes <= room - data.count else { throw Problem.tooLarge(limit: limit) }
            guard context.bodies?.grow(by: piece.readableBytes) ?? true else {
                throw Problem.busy("The bodies of all requests fill the memory that they may.")
            }
            data.append(contentsOf: piece.readableBytesView)
        }
        try await context.place?.endWaiting()
        try context.checkDeadline()
        if let announced, data.count != announced {
            throw Problem.invalid(
                "body", "It ends after \(data.count) of \(announced) bytes.", next: "Send it again, whole.",
                status: .badRequest)
        }
        return isCompressed ? try await inflated(data, upTo: limit, context) : data
    }

    /// Whether the body is compressed in the way that is taken.
    private var isCompressed: Bool {
        get throws {
            let encodings = (headers[.contentEncoding] ?? "").split(separator: ",").map {
                $0.trimmingCharacters(in: .whitespaces).lowercased()
            }.filter { $0 != "identity" && !$0.isEmpty }
            guard !encodings.isEmpty else { return false }
            guard encodings == ["gzip"] || encodings == ["x-gzip"] else {
                throw Problem.unsupportedContentEncoding
            }
            return true
        }
    }

    private func inflated(
        _ data: Data, upTo limit: Int, _ context: SoukRequestContext
    ) async throws -> Data {
        let result = await Blocking.run {
            Result { () throws(Gzip.Fault) in try Gzip.inflate(data, upTo: limit) }
        }
        switch result {
        case .success(let content):
            guard context.bodies?.grow(by: content.count) ?? true else {
                throw Problem.busy("The bodies of all requests fill the memory that they may.")
            }
            return content
        case .failure(.tooLarge): throw Problem.tooLarge(limit: limit)
        case .failure(.damaged):
            throw Problem.invalid(
                "body", "It is no gzip, which its Content-Encoding says it is.",
                next: "Send it compressed, or without the header.", status: .badRequest)
        }
    }

    public func body(upTo limit: Int, context: SoukRequestContext) async throws -> Data {
        try await body(upTo: limit, context)
    }
}
