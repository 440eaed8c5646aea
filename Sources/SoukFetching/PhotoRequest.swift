import AsyncHTTPClient
import Dispatch
import Foundation
import NIOCore
import NIOHTTP1
import SoukCatalog

/// Asks for one photo, through redirects, within limits.
struct PhotoRequest: Sendable {
    let policy: FetchPolicy
    let clients: HostClients
    let pace: @Sendable (String) -> HostPace
    let photos: FetchedPhotos

    private static let files = DispatchQueue(label: "souk.fetching.files", attributes: .concurrent)
    /// Bytes that are collected before they are written.
    private static let buffered = 1 << 20

    enum Answer: Sendable {
        case photo(file: URL, etag: String?, lastModified: String?)
        case unchanged
    }

    /// - Parameter known: what an earlier answer said, where its photo is there.
    /// - Throws: ``FetchFailure``; `CancellationError`.
    func run(_ start: PhotoAddress, known: FetchedPhoto?) async throws -> Answer {
        var address = start
        for _ in 0...policy.redirects {
            try policy.check(address)
            let client = try await clients.client(of: address.host)
            try await pace(address.host).turn()
            switch try await step(client, address, known) {
            case .answer(let answer): return answer
            case .redirect(let next): address = next
            }
        }
        throw FetchFailure.permanent("more than \(policy.redirects) redirects")
    }

    private enum Step: Sendable {
        case answer(Answer)
        case redirect(PhotoAddress)
    }

    /// One request with its answer, within the time for it.
    private func step(
        _ client: HTTPClient, _ address: PhotoAddress, _ known: FetchedPhoto?
    ) async throws -> Step {
        try await withThrowingTaskGroup(of: Step?.self) { group in
            group.addTask { try await request(client, address, known) }
            group.addTask {
                try await Task.sleep(for: .seconds(policy.seconds))
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let step = first else {
                throw FetchFailure.transient("it took longer than \(Self.figure(policy.seconds)) s")
            }
            return step
        }
    }

    private func request(
        _ client: HTTPClient, _ address: PhotoAddress, _ known: FetchedPhoto?
    ) async throws -> Step {
        let response = try await ask(client, address, known)
        switch response.status.code {
        case 200: return .answer(try await receive(response))
        case 304 where known != nil: return .answer(.unchanged)
        case 301, 302, 303, 307, 308:
            guard let location = response.headers.first(name: "location") else {
                throw FetchFailure.permanent("a redirect to nowhere")
            }
            let next = try PhotoAddress(location, relativeTo: address)
            guard next.isSecure || !address.isSecure else {
                throw FetchFailure.permanent("a redirect from https to http")
            }
            return .redirect(next)
        default: throw Self.failure(response)
        }
    }

    private func ask(
        _ client: HTTPClient, _ address: PhotoAddress, _ known: FetchedPhoto?
    ) async throws -> HTTPClientResponse {
        let pace = pace(address.host)
        var request = HTTPClientRequest(url: address.text)
        request.headers.add(name: "user-agent", value: "Souk (import of photos)")
        request.headers.add(name: "accept", value: "image/*")
        request.headers.add(name: "accept-encoding", value: "identity")
        if let etag = known?.etag { request.headers.add(name: "if-none-match", value: etag) }
        if let date = known?.lastModified { request.headers.add(name: "if-modified-since", value: date) }
        do {
            let response = try await client.execute(request, timeout: .seconds(Int64(policy.seconds) + 1))
            pace.answered()
            return response
        } catch {
            if Task.isCancelled { throw CancellationError() }
            pace.failed(address.host)
            throw FetchFailure.busy("no answer of the host \(address.host)", after: nil)
        }
    }

    private static func failure(_ response: HTTPClientResponse) -> FetchFailure {
        let reason = "\(response.status.code) \(response.status.reasonPhrase)"
        switch response.status.code {
        case 429, 503:
            return .busy(reason, after: response.headers.first(name: "retry-after").flatMap(wait))
        case 408, 425, 500, 502, 504: return .busy(reason, after: nil)
        default: return .permanent(reason)
        }
    }

    /// Seconds, or a day and time.
    private static func wait(_ text: String) -> Double? {
        if let seconds = Double(text) { return seconds.isFinite ? max(0, seconds) : nil }
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: text).map { max(0, $0.timeIntervalSinceNow) }
    }

    // MARK: The photo

    private func receive(_ response: HTTPClientResponse) async throws -> Answer {
        let headers = response.headers
        try Self.checkType(headers)
        let length = headers.first(name: "content-length").flatMap { Int($0) }
        guard length ?? 0 <= policy.photoBytes else { throw tooLarge }
        let file = photos.newFile()
        do {
            try await write(response.body, to: file, length: length)
        } catch {
            try? FileManager.default.removeItem(at: file)
            if Task.isCancelled { throw CancellationError() }
            if error is FetchFailure || error is CatalogError { throw error }
            throw FetchFailure.busy("the connection broke off", after: nil)
        }
        return .photo(
            file: file, etag: headers.first(name: "etag"),
            lastModified: headers.first(name: "last-modified"))
    }

    private func write(_ body: HTTPClientResponse.Body, to file: URL, length: Int?) async throws {
        guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
            throw CatalogError.io(path: file.path, reason: "cannot be written")
        }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        var (count, waiting) = (0, Data())
        for try await part in body {
            count += part.readableBytes
            guard count <= policy.photoBytes else { throw tooLarge }
            waiting.append(contentsOf: part.readableBytesView)
            if waiting.count >= Self.buffered { try await flush(&waiting, handle, file) }
        }
        try await flush(&waiting, handle, file)
        guard length ?? count == count else {
            throw FetchFailure.busy("the connection broke off", after: nil)
        }
        guard count > 0 else { throw FetchFailure.permanent("an empty answer") }
    }

    private func flush(_ waiting: inout Data, _ handle: FileHandle, _ file: URL) async throws {
        let data = waiting
        waiting = Data()
        do { try await Self.files.run { try handle.write(contentsOf: data) } } catch {
            throw CatalogError.io(path: file.path, reason: error.localizedDescription)
        }
    }

    private static func checkType(_ headers: HTTPHeaders) throws(FetchFailure) {
        let type = headers.first(name: "content-type").map { header in
            header.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        }
        let isPhoto =
            type.map {
                $0.hasPrefix("image/") || $0 == "application/octet-stream" || $0 == "binary/octet-stream"
            }
            ?? true
        guard isPhoto else { throw .permanent("the answer is \(type?.prefix(100) ?? ""), not a photo") }
        let coding = headers.first(name: "content-encoding")?.lowercased() ?? "identity"
        guard coding == "identity" else { throw .permanent("the answer is packed (\(coding.prefix(50)))") }
    }

    private var tooLarge: FetchFailure { .permanent("it is larger than \(Self.size(policy.photoBytes))") }

    private static func size(_ bytes: Int) -> String {
        bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
    }

    private static func figure(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    }
}
