import Foundation
import Testing

/// The real program while its machine fails it: files are cut short, the disk is full, descriptors run out.
@Suite(.serialized, .timeLimit(.minutes(5))) struct ServeFaultTests {
    private static func shop() throws -> Shop {
        let shop = try Shop(listingsEach: 12)
        try #require(try shop.imported().status == 0)
        try #require(try Program.run("index", "--quiet", "--workspace", shop.workspace).status == 0)
        return shop
    }

    /// The files of words and columns, and those of SQLite.
    @Test func filesOfTheIndexThatAreCutShortEndNothing() async throws {
        let shop = try Self.shop()
        defer { shop.remove() }
        let served = try await Served(shop.workspace)
        #expect(try await served.ask("/v1/search?q=garden").status == 200)

        let files = FileManager.default.enumerator(
            at: URL(fileURLWithPath: shop.workspace + "/index"), includingPropertiesForKeys: nil)
        let words = (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "words" }
        #expect(!words.isEmpty)
        for file in words { #expect(truncate(file.path, 100) == 0) }
        for query in ["garden", "music", "kitchen%20small"] {
            #expect(try await served.ask("/v1/search?q=\(query)").status == 200)
        }
        for file in words {
            let ready = try await served.ask("/health/ready", until: file.lastPathComponent)
            #expect(ready.contains("index_damage"), "\(ready)")
        }

        let folder = words[0].deletingLastPathComponent().deletingLastPathComponent()
        #expect(truncate(folder.appendingPathComponent("index.sqlite").path, 4_096) == 0)
        for query in ["garden", "music"] {
            #expect([200, 500].contains(try await served.ask("/v1/search?q=\(query)").status))
        }
        #expect(try await served.ask("/health/live").status == 200)
        let run = try served.stop()
        #expect(run.status == 0, "\(run.errors)")
        for file in words { #expect(run.errors.contains(file.lastPathComponent), "\(run.errors)") }
    }

    /// SQLite's shared memory is always mapped: a program that cuts it short may end the service. What the service
    /// said it had done is there when it is started again, also what it said after the cut.
    @Test(arguments: ["catalog.sqlite-shm", "index.sqlite-shm"])
    func sharedMemoryThatIsCutShortLosesNothing(name: String) async throws {
        let shop = try Self.shop()
        defer { shop.remove() }
        var served = try await Served(shop.workspace)
        let listing = #"{"title": "Pewter tankard", "description": "Old", "price": "£5"}"#
        func put(_ id: String) async throws -> Bool {
            try await served.ask("/v1/listings/\(id)", "PUT", token: served.token, json: listing).status < 300
        }
        var kept = ["before"]
        #expect(try await put("before"))
        let files = FileManager.default.enumerator(atPath: shop.workspace)?.compactMap { $0 as? String } ?? []
        let path = try #require(files.first { $0.hasSuffix(name) })
        #expect(truncate(shop.workspace + "/" + path, 0) == 0)
        for number in 0..<20 where served.started.process.isRunning {
            if (try? await put("during-\(number)")) == true { kept.append("during-\(number)") }
        }
        if served.started.process.isRunning { kill(served.pid, SIGKILL) }
        served.started.process.waitUntilExit()
        _ = try served.started.finished()

        served = try await Served(shop.workspace)
        for id in kept { #expect(try await served.ask("/v1/listings/\(id)").status == 200, "\(id)") }
        #expect(try await put("after"))
        #expect(try await served.ask("/v1/search?q=tankard").text.contains(#""after""#))
        #expect(try served.stop().status == 0)
        let check = try Program.run("check", "--workspace", shop.workspace)
        #expect(check.status == 0, "\(check.output) \(check.errors)")
    }

    private static let prlimit = "/usr/bin/prlimit"

    /// As on a full disk, no file may grow: reads go on, writes are turned away, and all is well when there is room.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: prlimit)))
    func aFullDiskClosesWritesAloneAndHeals() async throws {
        let shop = try Self.shop()
        defer { shop.remove() }
        let served = try await Served(shop.workspace)
        let listing = #"{"title": "Pewter tankard", "description": "Old", "price": "£5"}"#
        func put(_ id: String) async throws -> (status: Int, text: String) {
            try await served.ask("/v1/listings/\(id)", "PUT", token: served.token, json: listing)
        }
        #expect(try await put("before").status < 300)
        try Self.letFilesGrow(to: "1", served.pid)
        let ready = try await served.ask("/health/ready", until: #""write":"closed""#)
        #expect(ready.contains(#""read":"ready""#))
        for path in [
            "/", "/listings/garden-0", "/search?q=garden", "/you", "/v1/search?q=tankard",
            "/v1/listings/before", "/health/ready", "/sell",
        ] {
            let answer = try await served.ask(path)
            #expect(answer.status == 200, "\(path): \(answer.text.prefix(300))")
        }
        let refused = try await put("during")
        #expect(refused.status == 503 && refused.text.contains("service.writesClosed"), "\(refused)")
        #expect(try await served.ask("/v1/listings/during").status == 404)

        try Self.letFilesGrow(to: "unlimited", served.pid)
        try await served.ask("/health/ready", until: #""write":"ready""#)
        let after = try await put("after")
        #expect(after.status < 300, "\(after)")
        #expect(try await served.ask("/v1/search?q=tankard").text.contains(#""after""#))
        #expect(try await served.ask("/v1/listings/during").status == 404)
        #expect(try served.stop().status == 0)
    }

    private static func letFilesGrow(to bytes: String, _ pid: pid_t) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: prlimit)
        process.arguments = ["--pid", "\(pid)", "--fsize=\(bytes):"]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    /// More connections than descriptors, whatever was asked for: some are refused, nothing ends.
    @Test func descriptorsThatRunOutEndNothing() async throws {
        let shop = try Self.shop()
        defer { shop.remove() }
        let served = try await Served(
            shop.workspace, ["--max-connections", "4000"], limits: "ulimit -n 1024")
        var idle = Idle(1_500, to: served.port)
        #expect(idle.opened > 1_000)
        // The door may be shut; whoever asks long enough meets a service that lives.
        _ = try? await served.ask("/health/live")
        #expect(served.started.process.isRunning)
        idle.close()
        try await served.ask("/health/live", until: "live")
        #expect(try await served.ask("/v1/search?q=garden").status == 200)
        let run = try served.stop()
        #expect(run.status == 0, "\(run.errors.suffix(2_000))")
    }
}

/// Connections that say nothing.
private struct Idle {
    private var descriptors: [Int32] = []

    init(_ count: Int, to port: UInt16) {
        #if canImport(Glibc)
            let (stream, kind) = (Int32(SOCK_STREAM.rawValue), __rlimit_resource_t(RLIMIT_NOFILE.rawValue))
        #else
            let (stream, kind) = (SOCK_STREAM, RLIMIT_NOFILE)
        #endif
        var limit = rlimit()
        getrlimit(kind, &limit)
        limit.rlim_cur = min(limit.rlim_max, rlim_t(count + 1_000))
        setrlimit(kind, &limit)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port.bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        for _ in 0..<count {
            let descriptor = socket(AF_INET, stream, 0)
            guard descriptor >= 0 else { return }
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            _ = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            descriptors.append(descriptor)
        }
    }

    var opened: Int { descriptors.count }

    mutating func close() {
        for descriptor in descriptors { _ = Foundation.close(descriptor) }
        descriptors = []
    }
}
