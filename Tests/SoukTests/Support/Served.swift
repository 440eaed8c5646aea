import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The real program as a service on a small shop, until it is stopped.
struct Served {
    let started: Program.Started
    let address: String
    /// May do everything.
    let token: String

    var pid: pid_t { started.process.processIdentifier }
    var port: UInt16 { UInt16(URL(string: address)?.port ?? 0) }

    /// - Parameter limits: shell commands before it starts, such as `ulimit -n 1024`.
    init(_ workspace: String, _ options: [String] = [], limits: String? = nil) async throws {
        let arguments = ["serve", "--port", "0", "--workspace", workspace] + options
        started = try Program.start(arguments, after: limits)
        let said = try await started.announcement()
        address = try #require(said["Souk is at"])
        token = try #require(said["Token of this run, for all that changes something:"])
    }

    /// Status and text of an answer.
    func ask(
        _ path: String, _ method: String = "GET", token: String? = nil, json: String? = nil
    ) async throws -> (status: Int, text: String) {
        var request = URLRequest(url: try #require(URL(string: address + path)), timeoutInterval: 120)
        request.httpMethod = method
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if let json {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(json.utf8)
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
    }

    /// Asks again and again until the answer holds a text; a suite's time limit ends it.
    @discardableResult
    func ask(_ path: String, until text: String) async throws -> String {
        while true {
            let answer = try await ask(path).text
            if answer.contains(text) { return answer }
            try #require(started.process.isRunning, "it ended")
            try await Task.sleep(for: .milliseconds(200))
        }
    }

    /// Ends it as an operator does, and waits for that.
    func stop() throws -> Program.Run {
        kill(pid, SIGTERM)
        started.process.waitUntilExit()
        return try started.finished()
    }
}
