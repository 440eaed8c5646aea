import Foundation
import SoukCatalog
import Synchronization
import Testing

import SoukFetching

/// Photos by address, from a server that misbehaves.
@Suite(.timeLimit(.minutes(3)))
struct PhotoFetcherTests {
    /// A server, a fetcher that may ask it under the name `cdn.test`, and a workspace.
    final class Bench: Sendable {
        let folder: URL
        let workspace: Workspace
        let server: HostileServer
        let policy: FetchPolicy

        init(_ change: (inout FetchPolicy, Int) -> Void = { _, _ in }) async throws {
            folder = FileManager.default.temporaryDirectory.appendingPathComponent(
                "fetch-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            workspace = try Workspace(at: folder.appendingPathComponent("w"), create: true)
            server = HostileServer(photo: Self.photo)
            try await server.start()
            let port = server.port
            let hosts = ["cdn.test", "inward.test", "2130706434", "169.254.169.254"].compactMap {
                PhotoHost("\($0):\(port)")
            }
            var policy = FetchPolicy(hosts: hosts + [try #require(PhotoHost("169.254.169.254"))])
            (policy.rate, policy.backoff, policy.seconds, policy.connectSeconds) = (1000, 0.01, 90, 90)
            policy.photoBytes = 1 << 20
            change(&policy, port)
            self.policy = policy
        }

        deinit {
            server.stop()
            try? FileManager.default.removeItem(at: folder)
        }

        func address(_ path: String) -> String { "http://cdn.test:\(server.port)/\(path)" }

        /// The rule of addresses is the real one but for 127.0.0.1, where the server is.
        func fetcher() -> PhotoFetcher {
            let addresses = [
                "cdn.test": ["127.0.0.1"], "inward.test": ["127.0.0.1", "10.0.0.7"],
                "other.test": ["127.0.0.1"],
                "2130706434": ["127.0.0.2"],
            ]
            return PhotoFetcher(
                policy,
                resolver: { host in
                    (addresses[host] ?? [host]).compactMap { InternetAddress($0) }
                },
                isAllowed: { $0.isPublic || $0 == InternetAddress("127.0.0.1") })
        }

        @discardableResult
        func fetch(
            _ addresses: [String], advance: @Sendable @escaping (Int) throws(CatalogError) -> Void = { _ in }
        )
            async throws -> FetchCounts
        {
            let (fetch, photos) = (fetcher().fetch, workspace.fetchedPhotos)
            return try await onThread { try fetch(addresses, photos, advance) }
        }

        func record(_ path: String) -> FetchedPhoto? { workspace.fetchedPhotos.record(of: address(path)) }

        /// 48 pixels a side, red.
        private static let photo =
            Data(
                base64Encoded: """
                    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7
                    gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8
                    fHx8fHx8fHz/wAARCAAwADADASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF
                    BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW
                    V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi
                    4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAEC
                    AxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVm
                    Z2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq
                    8vP09fb3+Pn6/9oADAMBAAIRAxEAPwDIjq1HVaOrUdcU4nvzLEdWY6rx1ajrlnE45liOrMdV46sx1yTicUzkY6tR1XjqzHXvTiex
                    MsR1ajqtHVqOuWcTimWI6sx1Xjq1HXLOJxTORjqzHVeOrMde7OJ7EyxHVqOq8dWY65ZxOOZYjq1HVaOrUdcs4nFM/9k=
                    """, options: .ignoreUnknownCharacters) ?? Data()
    }

    @Test(arguments: [
        ("slow.jpg", "it took longer than 2 s", 1), ("trickle.jpg", "it took longer than 2 s", 1),
        ("endless.jpg", "it is larger than 1 MiB", 1), ("long.jpg", "it is larger than 1 MiB", 1),
        ("page.jpg", "the answer is text/html, not a photo", 1),
        ("packed.jpg", "the answer is packed (gzip)", 1),
        ("empty.jpg", "an empty answer", 1), ("missing.jpg", "404 Not Found", 1),
        ("broken.jpg", "500 Internal Server Error", 3), ("always-cut.jpg", "the connection broke off", 3),
        ("inward.jpg", "the host inward.test leads to 10.0.0.7, which is no public address", 1),
        ("metadata.jpg", "the host 169.254.169.254 leads to 169.254.169.254, which is no public address", 1),
        ("decimal.jpg", "the host 2130706434 leads to 127.0.0.2, which is no public address", 1),
        ("file.jpg", "\"file:///etc/passwd\" is no address", 1), ("loop.jpg", "more than 5 redirects", 6),
        ("closed.jpg", "503 Service Unavailable: its server wants to be left alone for 86400 s", 1),
    ])
    func failures(path: String, reason: String, asked: Int) async throws {
        let isSlow = reason.contains("took longer")
        let bench = try await Bench { policy, _ in if isSlow { policy.seconds = 2 } }
        let counts = try await bench.fetch([bench.address(path)])
        #expect(counts.failed == 1 && counts.fetched == 0)
        #expect(counts.reasons == [reason: 1])
        #expect(bench.record(path)?.failure == reason)
        if !isSlow { #expect(bench.server.count("/" + path) == asked) }
        #expect(bench.server.count("/secret.jpg") == 0)
    }

    /// What can be had is had, in spite of pauses, cuts and redirects.
    @Test(arguments: [
        ("a.jpg", 1), ("plain", 1), ("busy.jpg", 2), ("flaky.jpg", 2), ("cut.jpg", 2), ("moved.jpg", 1),
    ])
    func successes(path: String, asked: Int) async throws {
        let bench = try await Bench()
        let counts = try await bench.fetch([bench.address(path)])
        #expect(counts.fetched == 1 && counts.failed == 0, "\(counts.reasons)")
        #expect(bench.record(path)?.failure == nil)
        #expect(bench.server.count("/" + path) == asked)
    }

    @Test func hostsAreThoseThatTheUserNames() async throws {
        let bench = try await Bench()
        let addresses = [
            "http://other.test:\(bench.server.port)/a.jpg", "http://cdn.test/a.jpg",
            bench.address("foreign.jpg"),
            "https://user@cdn.test/a.jpg", "ftp://cdn.test/a.jpg",
        ]
        let counts = try await bench.fetch(addresses)
        #expect(counts.failed == 5)
        #expect(bench.server.requests.map(\.path) == ["/foreign.jpg"])
        #expect(
            bench.record("foreign.jpg")?.failure?.contains("is none of those that may be asked") == true)
        // Who is named later is asked then.
        var policy = bench.policy
        policy.hosts.append(try #require(PhotoHost("other.test:\(bench.server.port)")))
        let more = try await Bench { $0.hosts.append(PhotoHost("other.test:\($1)")!) }
        #expect(try await more.fetch(["http://other.test:\(more.server.port)/a.jpg"]).fetched == 1)
    }

    @Test func whatIsKnownIsNotAskedAgain() async throws {
        let bench = try await Bench()
        let all = ["a.jpg", "missing.jpg", "broken.jpg"].map(bench.address)
        #expect(try await bench.fetch(all).fetched == 1)
        let again = try await bench.fetch(all)
        #expect(again.known == 2 && again.failed == 1)
        #expect(bench.server.count("/a.jpg") == 1 && bench.server.count("/missing.jpg") == 1)
        #expect(bench.server.count("/broken.jpg") == 6)
    }

    /// Later the server is asked whether the photo changed, and one that is there stays.
    @Test func changesAreAskedForByTag() async throws {
        let bench = try await Bench { policy, _ in policy.freshFor = 0 }
        let address = bench.address("tagged.jpg")
        #expect(try await bench.fetch([address]).fetched == 1)
        #expect(try await bench.fetch([address]).unchanged == 1)
        #expect(try await bench.fetch([address]).unchanged == 1)
        #expect(bench.server.requests.map(\.ifNoneMatch) == [nil, "\"v1\"", "\"v1\""])
        #expect(try await bench.fetch([bench.address("busy.jpg")]).fetched == 1)
    }

    @Test func aHostThatIsDownIsLeftAlone() async throws {
        let bench = try await Bench { policy, _ in
            policy.hosts.append(PhotoHost("cdn.test:1")!)
            (policy.failuresInARow, policy.attempts, policy.parallelPerHost) = (3, 1, 1)
        }
        let counts = try await bench.fetch((0..<20).map { "http://cdn.test:1/\($0).jpg" })
        #expect(counts.failed == 20)
        #expect(counts.reasons["the host cdn.test failed 3 times in a row and was asked no more"] == 17)
    }

    @Test func oneHostIsAskedFewTimesAtOnce() async throws {
        let bench = try await Bench { policy, _ in policy.parallelPerHost = 3 }
        let counts = try await bench.fetch((0..<60).map { bench.address("\($0).jpg") })
        #expect(counts.fetched == 60)
        #expect(bench.server.most <= 3)
    }

    /// An import that is stopped keeps what is there, and the next one asks only for the rest.
    @Test func stoppedWorkGoesOn() async throws {
        let bench = try await Bench { policy, _ in policy.parallelPerHost = 1 }
        let all = (0..<12).map { bench.address("\($0).jpg") }
        await #expect(throws: CatalogError.interrupted) {
            let hanging = all.prefix(4) + [bench.address("slow.jpg")] + all.dropFirst(4)
            try await bench.fetch(Array(hanging)) { (done) throws(CatalogError) in
                if done >= 4 { throw .interrupted }
            }
        }
        #expect(all.count { bench.workspace.fetchedPhotos.record(of: $0) != nil } == 4)
        let rest = try await bench.fetch(all)
        #expect(rest.known == 4 && rest.fetched == 8)
        #expect(bench.server.count("/0.jpg") == 1)
    }

    /// From a table with addresses to photos with verdicts.
    @Test func importFetchesPhotos() async throws {
        let bench = try await Bench()
        let table = bench.folder.appendingPathComponent("t.csv")
        let rows = [
            "id,title,photos", "1,Lamp,\(bench.address("a.jpg"))", "2,Chair,\(bench.address("missing.jpg"))",
            "3,Table,\(bench.address("lie.jpg"))", "4,Desk,http://unnamed.test/x.jpg", "5,Shelf,local.jpg",
        ]
        try Data(rows.joined(separator: "\n").utf8).write(to: table)
        var request = ImportRequest(listings: table)
        request.fetch = bench.fetcher().fetch
        let (workspace, first) = (bench.workspace, request)
        let summary = try await onThread { try Importer(workspace: workspace).run(first) }
        #expect(summary.fetched?.fetched == 2 && summary.fetched?.failed == 2)
        func verdict(_ listing: String) throws -> String? {
            try workspace.photos(of: listing).first?.verdict?.description
        }
        #expect(try verdict("1")?.contains("rejected") == false)
        #expect(try verdict("2")?.contains("not fetched: 404 Not Found") == true)
        #expect(try verdict("3")?.contains("not a photo: looks like") == true)
        #expect(try verdict("4")?.contains("the host unnamed.test is none of those") == true)
        #expect(try verdict("5") == nil)
        let again = try await onThread { try Importer(workspace: workspace).run(first) }
        #expect(again.photos.cleaned == 0 && again.fetched?.known == 3 && bench.server.count("/a.jpg") == 1)
    }
}

/// Runs work that blocks on a thread of its own.
private func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { result in
        Thread.detachNewThread { result.resume(with: Result { try work() }) }
    }
}
