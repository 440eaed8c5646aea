package import Foundation
import Synchronization

/// A PostgreSQL server of the test's own, in a temporary folder that goes with it. It ends when `stop` is called, and
/// also when the test program ends in any way.
package final class PostgresServer: Sendable {
    package let folder: URL
    private let watcher: Process
    private let lifeline: Pipe
    private let isOver = Mutex(false)

    /// One for all tests that need no server of their own; nil where no server can be had.
    package static var shared: PostgresServer? { try? started.get() }

    private static let started: Result<PostgresServer, any Error> = Result { try PostgresServer() }

    /// Where the programs are: `SOUK_TEST_POSTGRES`, or what `Scripts/bootstrap` fetched.
    private static let programs: URL? = {
        let named = ProcessInfo.processInfo.environment["SOUK_TEST_POSTGRES"]
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder =
            named.map { URL(fileURLWithPath: $0) }
            ?? root.appendingPathComponent(".deps/postgres/pgserver/pginstall/bin")
        let isThere = FileManager.default.isExecutableFile(
            atPath: folder.appendingPathComponent("postgres").path)
        return isThere ? folder : nil
    }()

    private static let remedy =
        "run Scripts/bootstrap, or name the folder of its programs in SOUK_TEST_POSTGRES"

    package static var isAvailable: Bool { shared != nil }
    /// Why there is no server, and what to do about it.
    package static var reason: String {
        guard case .failure(let error) = started else { return "" }
        return "no PostgreSQL server: \(error)"
    }

    package struct CannotStart: Error, CustomStringConvertible {
        package let description: String
    }

    package init(settings: [String] = []) throws {
        guard let programs = Self.programs else { throw CannotStart(description: Self.remedy) }
        // A socket's path has at most 107 bytes.
        folder = URL(fileURLWithPath: "/tmp/souk-postgres-\(UUID().uuidString.prefix(8))")
        let data = folder.appendingPathComponent("data").path
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // PostgreSQL refuses to run as root.
        let isRoot = geteuid() == 0
        if isRoot, chown(folder.path, 65_534, 65_534) != 0 { throw CannotStart(description: "chown failed") }
        let user = isRoot ? "setpriv --reuid=65534 --regid=65534 --clear-groups " : ""
        let configuration =
            [
                "listen_addresses=", "unix_socket_directories=\(folder.path)", "fsync=off",
                "max_connections=200", "shared_buffers=64MB",
            ] + settings
        let options = configuration.map { "-c \"\($0)\"" }.joined(separator: " ")
        let script = """
            \(user)"\(programs.path)/initdb" -D "\(data)" -U souk -A trust --no-sync -E UTF8 --locale=C \
                >"\(folder.path)/initdb.log" 2>&1 || exit 1
            while :; do
                \(user)"\(programs.path)/postgres" -D "\(data)" \(options) >>"\(folder.path)/log" 2>&1
                [ -e "\(folder.path)/stopping" ] && break
                sleep 0.2
            done &
            read -r line
            touch "\(folder.path)/stopping"
            kill -INT "$(head -n 1 "\(data)/postmaster.pid")"
            wait
            rm -rf "\(folder.path)"
            """
        watcher = Process()
        watcher.executableURL = URL(fileURLWithPath: "/bin/sh")
        watcher.arguments = ["-c", script]
        lifeline = Pipe()
        watcher.standardInput = lifeline
        try watcher.run()
        try waitUntilReady()
    }

    deinit { stop() }

    package func stop() {
        let isFirst = isOver.withLock { isOver in
            defer { isOver = true }
            return !isOver
        }
        guard isFirst else { return }
        try? lifeline.fileHandleForWriting.close()
        watcher.waitUntilExit()
    }

    /// In the first database, in a namespace of its own.
    package func address(
        namespace: String = "n" + UUID().uuidString.lowercased().filter(\.isHexDigit).prefix(12),
        user: String = "souk"
    ) -> String {
        "postgres:///postgres?host=\(folder.path)&user=\(user)&namespace=\(namespace)"
    }

    /// Runs SQL by `psql`; returns what it prints.
    @discardableResult package func sql(_ text: String) throws -> String {
        guard let programs = Self.programs else { throw CannotStart(description: Self.remedy) }
        let psql = Process()
        psql.executableURL = programs.appendingPathComponent("psql")
        psql.arguments = [
            "-h", folder.path, "-U", "souk", "-d", "postgres", "-At", "-v", "ON_ERROR_STOP=1", "-c", text,
        ]
        let (output, errors) = (Pipe(), Pipe())
        (psql.standardOutput, psql.standardError) = (output, errors)
        try psql.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let failed = errors.fileHandleForReading.readDataToEndOfFile()
        psql.waitUntilExit()
        guard psql.terminationStatus == 0 else {
            throw CannotStart(description: String(decoding: failed, as: UTF8.self))
        }
        return String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Kills the server at once, as a crash would; it starts again from what is on disk.
    package func crash() throws {
        let file = folder.appendingPathComponent("data/postmaster.pid")
        guard let text = try? String(contentsOf: file, encoding: .utf8),
            let process = text.split(separator: "\n").first.flatMap({ pid_t($0) })
        else { throw CannotStart(description: "the server has no postmaster.pid") }
        kill(process, SIGKILL)
        // The old one's children notice first, and the new one waits for them.
        usleep(300_000)
        try waitUntilReady()
    }

    private func waitUntilReady() throws {
        let end = Date().addingTimeInterval(60)
        while Date() < end {
            if (try? sql("SELECT 1")) == "1" { return }
            guard watcher.isRunning else { break }
            usleep(50_000)
        }
        let log = try? String(contentsOf: folder.appendingPathComponent("log"), encoding: .utf8)
        stop()
        throw CannotStart(description: "the server did not start: \(log?.suffix(500) ?? "no log")")
    }
}
