import Foundation
import Hummingbird
import Synchronization

/// A server on this machine that behaves as servers of photos do on bad days.
final class HostileServer: Sendable {
    struct Asked: Sendable {
        var path: String
        var ifNoneMatch: String?
    }

    let photo: Data
    private let asked = Mutex<[Asked]>([])
    private let tasks = Mutex<(port: Int, task: Task<Void, any Error>)?>(nil)
    /// Requests that are being answered, now and at most.
    private let running = Mutex<(now: Int, most: Int)>((0, 0))

    init(photo: Data) { self.photo = photo }

    var requests: [Asked] { asked.withLock { $0 } }
    var most: Int { running.withLock { $0.most } }
    var port: Int { tasks.withLock { $0?.port ?? 0 } }

    func count(_ path: String) -> Int { requests.count { $0.path == path } }

    func start() async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
                try await self.answer(request)
            },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                port.yield(channel.localAddress?.port ?? 0)
                port.finish()
            })
        let task = Task { try await application.run() }
        let found = await ports.first { _ in true } ?? 0
        tasks.withLock { $0 = (found, task) }
    }

    func stop() { tasks.withLock { $0?.task.cancel() } }

    private func answer(_ request: Request) async throws -> Response {
        let path = request.uri.path
        let tag = request.headers[.ifNoneMatch]
        let earlier = asked.withLock { asked in
            asked.append(Asked(path: path, ifNoneMatch: tag))
            return asked.count { $0.path == path } - 1
        }
        running.withLock { running in
            running.now += 1
            running.most = max(running.most, running.now)
        }
        defer { running.withLock { $0.now -= 1 } }
        switch path {
        case "/slow.jpg": return body(type: "image/jpeg") { _ in try await Task.sleep(for: .seconds(600)) }
        case "/trickle.jpg":
            return body(type: "image/jpeg") { write in
                while true {
                    try await write(Data([0xFF]))
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
        case "/endless.jpg":
            return body(type: "image/jpeg") { write in
                while true { try await write(Data(count: 65_536)) }
            }
        case "/long.jpg": return self.photo("image/jpeg", padding: 1 << 20)
        case "/page.jpg": return self.photo("text/html; charset=utf-8")
        case "/plain": return self.photo("application/octet-stream")
        case "/packed.jpg": return self.photo("image/jpeg", [.contentEncoding: "gzip"])
        case "/lie.jpg":
            return Response(
                status: .ok, headers: [.contentType: "image/jpeg"],
                body: .init(byteBuffer: ByteBuffer(string: "<html>gone</html>")))
        case "/empty.jpg": return Response(status: .ok, headers: [.contentType: "image/jpeg"])
        case "/missing.jpg": return Response(status: .notFound)
        case "/broken.jpg": return Response(status: .internalServerError)
        case "/busy.jpg" where earlier == 0:
            return Response(status: .tooManyRequests, headers: [.retryAfter: "1"])
        case "/closed.jpg": return Response(status: .serviceUnavailable, headers: [.retryAfter: "86400"])
        case "/flaky.jpg" where earlier == 0: return Response(status: .badGateway)
        case "/cut.jpg" where earlier == 0: return cut()
        case "/always-cut.jpg": return cut()
        case "/inward.jpg": return redirect("http://inward.test:\(port)/secret.jpg")
        case "/metadata.jpg": return redirect("http://169.254.169.254/latest/meta-data")
        case "/decimal.jpg": return redirect("http://2130706434:\(port)/secret.jpg")
        case "/foreign.jpg": return redirect("http://other.test:\(port)/a.jpg")
        case "/file.jpg": return redirect("file:///etc/passwd")
        case "/loop.jpg": return redirect("/loop.jpg")
        case "/moved.jpg": return redirect("/a.jpg")
        case "/tagged.jpg" where tag == "\"v1\"": return Response(status: .notModified)
        case "/tagged.jpg": return self.photo("image/jpeg", [.eTag: "\"v1\""])
        default: return self.photo("image/jpeg")
        }
    }

    private func redirect(_ location: String) -> Response {
        Response(status: .found, headers: [.location: location])
    }

    private func photo(_ type: String, _ more: HTTPFields = [:], padding: Int = 0) -> Response {
        var headers = more
        headers[.contentType] = type
        var bytes = ByteBuffer(bytes: photo)
        bytes.writeRepeatingByte(0, count: padding)
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: bytes))
    }

    /// Less than the header says.
    private func cut() -> Response {
        let part = photo.prefix(photo.count / 2)
        return Response(
            status: .ok, headers: [.contentType: "image/jpeg"],
            body: .init(contentLength: photo.count) { writer in
                try await writer.write(ByteBuffer(bytes: part))
                throw CancellationError()
            })
    }

    private func body(
        type: String, _ write: @escaping @Sendable ((Data) async throws -> Void) async throws -> Void
    ) -> Response {
        Response(
            status: .ok, headers: [.contentType: type],
            body: .init { writer in
                var writer = writer
                try await write { try await writer.write(ByteBuffer(bytes: $0)) }
                try await writer.finish(nil)
            })
    }
}
