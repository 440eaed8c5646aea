import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The real program as a service: it starts, answers, and stops as it should.
@Suite(.serialized) struct ServeTests {
    @Test func itAnswersAndStops() async throws {
        let shop = try Shop(listingsEach: 4)
        defer { shop.remove() }
        #expect(try shop.imported().status == 0)
        let missing = try Program.run("serve", "--port", "0", "--workspace", shop.workspace)
        #expect(missing.status == 1 && missing.errors.contains("souk index"), "\(missing.errors)")
        #expect(try Program.run("index", "--quiet", "--workspace", shop.workspace).status == 0)

        for (number, status) in [(SIGTERM, Int32(0)), (SIGINT, 130)] {
            let started = try Program.start(["serve", "--port", "0", "--workspace", shop.workspace])
            let said = try await started.announcement()
            let address = try #require(said["Souk is at"])
            #if os(Linux)
                let environment = try String(
                    contentsOfFile: "/proc/\(started.process.processIdentifier)/environ", encoding: .utf8)
                #expect(environment.contains("OMP_WAIT_POLICY=") || environment.contains("GOMP_SPINCOUNT="))
            #endif
            #expect(try await fetch(address + "/health/live") == 200)
            #expect(try await fetch(address + "/health/ready") == 200)
            #expect(try await fetch(address + "/metrics") == 401)
            let token = try #require(said["Token of this run, for all that changes something:"])
            #expect(try await fetch(address + "/metrics", token: token) == 200)
            #expect(try await fetch(try #require(said["Log in, once:"])) != 500)

            let port = try #require(URL(string: address)?.port)
            let second = try Program.run("serve", "--port", "\(port)", "--workspace", shop.workspace)
            #expect(second.status == 1 && second.errors.contains("another program"), "\(second.errors)")

            kill(started.process.processIdentifier, number)
            started.process.waitUntilExit()
            let run = try started.finished()
            #expect(run.status == status, "\(run.errors)")
            #expect(!run.errors.contains(token))
        }
    }

    @Test(
        arguments: [
            (["--host", "0.0.0.0"], 1, "--open"), (["--port", "70000"], 1, "0 to 65535"),
            (["--origin", "*"], 1, "no origin"), (["--tokens", "/nowhere"], 1, "cannot be read"),
            (["--max-connections", "0"], 1, "--max-connections"),
            (["--settings", "/nowhere"], 1, "cannot be read"),
        ] as [([String], Int32, String)])
    func whatMakesNoSenseIsRefused(_ options: [String], _ status: Int32, _ says: String) throws {
        let run = try Program.run(["serve", "--workspace", "/nowhere"] + options)
        #expect(run.status == status && run.errors.contains(says), "\(run.errors)")
    }

    private func fetch(_ address: String, token: String? = nil) async throws -> Int {
        var request = URLRequest(url: try #require(URL(string: address)))
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        let (_, response) = try await URLSession.shared.data(for: request)
        return (response as? HTTPURLResponse)?.statusCode ?? 0
    }
}
