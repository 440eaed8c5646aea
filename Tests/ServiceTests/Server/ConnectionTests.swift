import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import SoukService

/// Real sockets, and what strangers do with them.
@Suite(.timeLimit(.minutes(10))) struct ConnectionTests {
    private static func routes(_ router: Router<SoukRequestContext>) {
        router.get("/hello") { _, _ in "hello" }
        router.get("/large") { _, _ in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(repeating: 65, count: 4 << 20)))
        }
        router.post("/v1/search") { request, context in
            "\(try await request.body(upTo: 1_000, context).count)"
        }
    }

    private static let hello = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"

    /// Blocking reads, off the cooperative pool.
    private func off<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { waiter in
            Thread.detachNewThread { waiter.resume(with: Result { try work() }) }
        }
    }

    private func live(
        _ change: (inout ServiceLimits) -> Void = { _ in },
        _ test: @escaping @Sendable (_ port: Int, _ runtime: ServiceRuntime) throws -> Void
    ) async throws {
        var limits = ServiceLimits()
        change(&limits)
        try await LiveServer.run(limits, routes: Self.routes) { port, runtime in
            try await off { try test(port, runtime) }
        }
    }

    @Test func answersAndKeepsTheConnection() async throws {
        try await live { port, runtime in
            let connection = try RawConnection(port: port)
            for _ in 0..<3 {
                connection.send(Self.hello)
                #expect(connection.read(until: "\r\n\r\nhello").hasPrefix("HTTP/1.1 200"))
            }
            #expect(runtime.connections.open == 1 && runtime.isReady)
        }
    }

    @Test func aSlowHeadIsCutOff() async throws {
        try await live {
            $0.headTime = .milliseconds(400)
        } _: { port, runtime in
            let connection = try RawConnection(port: port)
            connection.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n")
            // A header a moment keeps the connection busy, and does not save it.
            var isCutOff = false
            while !isCutOff {
                connection.send("X-One-More: a\r\n")
                let (text, isClosed) = connection.readAll(seconds: 0.05)
                #expect(text.isEmpty)
                isCutOff = isClosed
            }
            while runtime.connections.open > 0 { Thread.sleep(forTimeInterval: 0.01) }
        }
    }

    /// Bodies that do not come hold no place: others are answered while they are still waited for.
    @Test func whoLetsTheServiceWaitKeepsNobodyElseWaiting() async throws {
        try await live {
            $0.admission.search = .init(running: 1, waiting: 64)
            ($0.admission.patience, $0.deadline, $0.stallTime) = (.seconds(600), .seconds(600), .seconds(600))
        } _: { port, _ in
            let slow = try (0..<20).map { _ in
                let connection = try RawConnection(port: port)
                connection.send("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nab")
                return connection
            }
            for _ in 0..<3 {
                let other = try RawConnection(port: port)
                other.send("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\na")
                #expect(other.read(until: "\r\n\r\n1").hasPrefix("HTTP/1.1 200"))
            }
            for connection in slow {
                connection.send("cd")
                #expect(connection.read(until: "\r\n\r\n4").hasPrefix("HTTP/1.1 200"))
            }
        }
    }

    @Test func silenceIsCutOff() async throws {
        try await live {
            $0.headTime = .milliseconds(300)
            $0.idleTime = .milliseconds(300)
        } _: { port, _ in
            #expect(try RawConnection(port: port).readAll(seconds: 3).isClosed)
            let connection = try RawConnection(port: port)
            connection.send(Self.hello)
            let (text, isClosed) = connection.readAll(seconds: 3)
            #expect(text.contains("hello") && isClosed)
        }
    }

    @Test func aStalledBodyIsCutOff() async throws {
        try await live {
            $0.stallTime = .milliseconds(300)
        } _: { port, _ in
            let connection = try RawConnection(port: port)
            connection.send("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nabc")
            #expect(connection.readAll(seconds: 3).isClosed)
        }
    }

    @Test func aDrippingBodyMeetsTheDeadline() async throws {
        try await live {
            $0.deadline = .milliseconds(500)
            $0.stallTime = .seconds(5)
        } _: { port, _ in
            let connection = try RawConnection(port: port)
            connection.send("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n")
            var text = ""
            for _ in 0..<100 where !text.contains("service.deadline") {
                connection.send("a")
                text += connection.readAll(seconds: 0.05).text
            }
            #expect(text.hasPrefix("HTTP/1.1 503") && text.contains("service.deadline"))
            #expect(connection.readAll(seconds: 4).isClosed)
        }
    }

    @Test func aReaderWhoStallsIsCutOff() async throws {
        try await live {
            $0.stallTime = .milliseconds(400)
        } _: { port, runtime in
            let connection = try RawConnection(port: port)
            for _ in 0..<8 { connection.send("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n") }
            let end = Date(timeIntervalSinceNow: 8)
            while runtime.connections.open > 0, Date() < end { Thread.sleep(forTimeInterval: 0.02) }
            #expect(runtime.connections.open == 0)
            withExtendedLifetime(connection) {}
        }
    }

    @Test func tooLargeIsToldAndClosed() async throws {
        try await live { port, _ in
            let connection = try RawConnection(port: port)
            connection.send(
                "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000000000\r\n\r\n")
            connection.send([UInt8](repeating: 65, count: 200_000))
            let (text, isClosed) = connection.readAll(seconds: 4)
            #expect(text.hasPrefix("HTTP/1.1 413") && text.contains("body.tooLarge") && isClosed)
            let chunked = try RawConnection(port: port)
            chunked.send("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<20 { chunked.send("100\r\n" + String(repeating: "a", count: 256) + "\r\n") }
            #expect(chunked.read(until: "body.tooLarge").hasPrefix("HTTP/1.1 413"))
        }
    }

    @Test(arguments: [
        ("GARBAGE\r\n\r\n", 400), ("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 400),
        (
            "GET /hello HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "a", count: 200_000))\r\n\r\n",
            431
        ),
        ("GET /hello HTTP/1.1\r\nHost: localhost\r\n\(String(repeating: "X: a\r\n", count: 500))\r\n", 431),
        (
            "POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            400
        ),
        ("POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
        ("\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{FC}\u{3}\u{3}", 400),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    ])
    func whatIsNoHTTPIsToldSo(_ bytes: String, _ status: Int) async throws {
        try await live {
            $0.headTime = .seconds(1)
        } _: { port, runtime in
            let connection = try RawConnection(port: port)
            connection.send(bytes)
            let (text, isClosed) = connection.readAll(seconds: 4)
            #expect(text.hasPrefix("HTTP/1.1 \(status)") && isClosed, "\(text.prefix(200))")
            let next = try RawConnection(port: port)
            next.send(Self.hello)
            #expect(next.read(until: "hello").hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func aThousandPipelinedRequestsAreAnsweredInOrder() async throws {
        try await live { port, _ in
            let connection = try RawConnection(port: port)
            for _ in 0..<10 { connection.send(String(repeating: Self.hello, count: 100)) }
            connection.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            let (text, isClosed) = connection.readAll(seconds: 30)
            #expect(isClosed && text.components(separatedBy: "HTTP/1.1 200").count == 1_002)
        }
    }

    @Test func tooManyConnectionsAreToldSo() async throws {
        try await live {
            $0.connections = 20
        } _: { port, runtime in
            var held = try (0..<20).map { _ in try RawConnection(port: port) }
            while runtime.connections.open < 20 { Thread.sleep(forTimeInterval: 0.01) }
            let text = try RawConnection(port: port).readAll(seconds: 4).text
            #expect(
                text.hasPrefix("HTTP/1.1 503") && text.contains("Retry-After")
                    && text.contains("service.busy"))
            held.removeAll()
            let end = Date(timeIntervalSinceNow: 5)
            while runtime.connections.open > 0, Date() < end { Thread.sleep(forTimeInterval: 0.01) }
            let next = try RawConnection(port: port)
            next.send(Self.hello)
            #expect(next.read(until: "hello").hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func aTakenPortIsExplained() async throws {
        try await live { port, _ in
            var configuration = ServiceConfiguration()
            configuration.port = port
            let second = SoukService(runtime: ServiceRuntime(configuration), logger: RouterClient.silent) {
                guardedRouter($0)
            }
            let done = DispatchSemaphore(value: 0)
            Task {
                await #expect { try await second.run() } throws: {
                    "\($0)".contains("another program") && "\($0)".contains("another port")
                }
                done.signal()
            }
            #expect(done.wait(timeout: .now() + 10) == .success)
        }
    }

    private static let search = "POST /v1/search HTTP/1.1\r\nHost: localhost\r\n"

    @Test(arguments: [
        "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\nabc\r\n",
    ])
    func aBodyThatIsNoHTTPIsToldSo(_ rest: String) async throws {
        try await live { port, _ in
            let connection = try RawConnection(port: port)
            connection.send(Self.search + rest)
            let (text, isClosed) = connection.readAll(seconds: 4)
            #expect(text.hasPrefix("HTTP/1.1 400") && isClosed, "\(text.prefix(200))")
        }
    }

    @Test func aBodyThatIsCutShortIsToldSo() async throws {
        try await live { port, _ in
            let connection = try RawConnection(port: port)
            connection.send(Self.search + "Content-Length: 100\r\n\r\nabc")
            connection.endSending()
            let (text, isClosed) = connection.readAll(seconds: 4)
            #expect((text.isEmpty || text.hasPrefix("HTTP/1.1 400")) && isClosed, "\(text.prefix(200))")
        }
    }

    @Test(arguments: [
        "GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: Close\r\n\r\n",
        "GET /hello HTTP/1.1\r\nHost: localhost\r\nconnection: x, CLOSE\r\n\r\n",
        "GET /hello HTTP/1.0\r\nHost: localhost\r\n\r\n",
        "GET /hello HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n",
    ])
    func whoAsksForTheEndGetsIt(_ request: String) async throws {
        try await live { port, _ in
            let connection = try RawConnection(port: port)
            connection.send(request)
            let (text, isClosed) = connection.readAll(seconds: 4)
            #expect(text.contains("200 OK") && text.hasSuffix("hello") && isClosed, "\(text.prefix(200))")
        }
    }

    @Test func twoHostsAreRefused() async throws {
        try await live { port, _ in
            let connection = try RawConnection(port: port)
            connection.send("GET /hello HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n")
            #expect(connection.read(until: "request.malformed").hasPrefix("HTTP/1.1 400"))
        }
    }

    @Test func whoWaitsToSendABodyIsAsked() async throws {
        try await live { port, _ in
            let connection = try RawConnection(port: port)
            connection.send(Self.search + "Content-Length: 3\r\nExpect: 100-Continue\r\n\r\n")
            #expect(connection.read(until: "\r\n\r\n").hasPrefix("HTTP/1.1 100"))
            connection.send("abc")
            #expect(connection.read(until: "\r\n\r\n3").hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func aBodyMustNotTrickle() async throws {
        try await live {
            $0.stallTime = .seconds(1)
            $0.bodyRate = 1_000
        } _: { port, runtime in
            let connection = try RawConnection(port: port)
            connection.send(Self.search + "Content-Length: 900\r\n\r\n")
            // It would take 90 s for the whole body.
            var (isClosed, sent) = (false, 0)
            while !isClosed, sent < 900 {
                connection.send("a")
                sent += 1
                isClosed = connection.readAll(seconds: 0.1).isClosed
            }
            #expect(isClosed && sent < 900)
        }
    }
}
