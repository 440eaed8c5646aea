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

    /// Three for all tests that need several, the shared one among them; nil where they cannot be had.
    package static let three: [PostgresServer]? = shared.flatMap { first in
        guard let second = try? PostgresServer(), let third = try? PostgresServer() else { return nil }
        return [first, second, third]
    }

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

    /// A standby that follows another server.
    package convenience init(following primary: PostgresServer) throws {
        try self.init(
            made: "pg_basebackup", "-h \"\(primary.folder.path)\" -U souk -c fast -R", settings: [])
    }

    package convenience init(settings: [String] = []) throws {
        try self.init(
            made: "initdb", "-U souk -A trust --no-sync -E UTF8 --locale=C", settings: settings)
    }

    /// - Parameters:
    ///   - program: makes the folder of data.
    ///   - arguments: what it takes besides the folder.
    private init(made program: String, _ arguments: String, settings: [String]) throws {
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
                "max_connections=400", "shared_buffers=64MB",
            ] + settings
        let options = configuration.map { "-c \"\($0)\"" }.joined(separator: " ")
        let script = """
            \(user)"\(programs.path)/\(program)" -D "\(data)" \(arguments) \
                >"\(folder.path)/made.log" 2>&1 || exit 1
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
        // A program that was started at the same moment may hold the pipe, too: its end alone would not be seen.
        if watcher.isRunning { try? lifeline.fileHandleForWriting.write(contentsOf: Data("stop\n".utf8)) }
        try? lifeline.fileHandleForWriting.close()
        watcher.waitUntilExit()
    }

    /// In the first database, in a namespace of its own.
    ///
    /// - Parameter shardDeadline: in seconds; generous, since a machine that runs every test at once is slow.
    package func address(
        namespace: String = "n" + UUID().uuidString.lowercased().filter(\.isHexDigit).prefix(12),
        user: String = "souk", shardDeadline: Int = 600
    ) -> String {
        "postgres:///postgres?host=\(folder.path)&user=\(user)&namespace=\(namespace)&shard_deadline=\(shardDeadline)"
    }

    /// Runs SQL by `psql`; returns what it prints.
    @discardableResult package func sql(_ text: String) throws -> String {
        let psql = try psql(["-c", text])
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

    private func psql(_ arguments: [String]) throws -> Process {
        guard let programs = Self.programs else { throw CannotStart(description: Self.remedy) }
        let psql = Process()
        psql.executableURL = programs.appendingPathComponent("psql")
        psql.arguments =
            ["-X", "-h", folder.path, "-U", "souk", "-d", "postgres", "-At", "-v", "ON_ERROR_STOP=1"]
            + arguments
        return psql
    }

    /// Locks a table against everybody, until the lock is released.
    package func lock(_ table: String) throws -> TableLock { try TableLock(table, self, psql([])) }

    /// A lock that a session of its own holds.
    package final class TableLock: Sendable {
        private let table: String
        private let server: PostgresServer
        private let session: Process
        private let input = Pipe()

        fileprivate init(_ table: String, _ server: PostgresServer, _ session: Process) throws {
            (self.table, self.server, self.session) = (table, server, session)
            let output = Pipe()
            (session.standardInput, session.standardOutput) = (input, output)
            try session.run()
            try input.fileHandleForWriting.write(
                contentsOf: Data("BEGIN;\nLOCK TABLE \(table);\n\\echo locked\n".utf8))
            var said = Data()
            while !String(decoding: said, as: UTF8.self).contains("locked") {
                let more = output.fileHandleForReading.availableData
                guard !more.isEmpty else { throw CannotStart(description: "\(table) could not be locked") }
                said += more
            }
        }

        deinit { release() }

        /// Whether it is held at this moment.
        package var isHeld: Bool { get throws { try locks(granted: true) == 1 } }

        /// How many statements wait for it.
        package var waiting: Int { get throws { try locks(granted: false) } }

        private func locks(granted: Bool) throws -> Int {
            let count = try server.sql(
                """
                SELECT count(*) FROM pg_locks WHERE relation = '\(table)'::regclass AND granted = \(granted)
                    \(granted ? "AND mode = 'AccessExclusiveLock'" : "")
                """)
            return Int(count) ?? 0
        }

        package func release() {
            try? input.fileHandleForWriting.close()
            session.waitUntilExit()
        }
    }

    /// Kills the server at once and for good, as when its machine is lost.
    package func lose() throws {
        guard let process else { throw CannotStart(description: "the server has no postmaster.pid") }
        let stopping = folder.appendingPathComponent("stopping").path
        guard FileManager.default.createFile(atPath: stopping, contents: nil) else {
            throw CannotStart(description: "\(stopping) cannot be written")
        }
        kill(process, SIGKILL)
        // Its number may be another program's soon.
        try FileManager.default.removeItem(at: folder.appendingPathComponent("data/postmaster.pid"))
    }

    /// Stops all processes of the server where they are: it takes connections, and answers nothing.
    package func stall() throws { try signalAll(SIGSTOP) }

    /// Lets a stalled server go on.
    package func goOn() throws { try signalAll(SIGCONT) }

    private func signalAll(_ number: Int32) throws {
        guard let process else { throw CannotStart(description: "the server has no postmaster.pid") }
        kill(process, number)
        for child in try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap({ pid_t($0) }) {
            let status = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
            // Behind the program's name, which may hold anything: the state, and the parent.
            let rest = status?.split(separator: ")").last?.split(separator: " ") ?? []
            if rest.count > 1, rest[1] == "\(process)" { kill(child, number) }
        }
    }

    /// Kills the server at once, as a crash would; it starts again from what is on disk.
    package func crash() throws {
        guard let process else { throw CannotStart(description: "the server has no postmaster.pid") }
        kill(process, SIGKILL)
        try waitUntilReady(after: process)
    }

    /// Which process serves; nil while none does.
    private var process: pid_t? {
        let file = folder.appendingPathComponent("data/postmaster.pid")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first.flatMap { pid_t($0) }
    }

    /// Generous, since a machine that runs every test at once may need a minute for what takes a second.
    private static let patience = 300.0

    /// - Parameter old: a process that was killed; another one has to answer.
    private func waitUntilReady(after old: pid_t? = nil) throws {
        let end = Date().addingTimeInterval(Self.patience)
        while Date() < end {
            if process != old, (try? sql("SELECT 1")) == "1" { return }
            guard watcher.isRunning else { break }
            usleep(50_000)
        }
        let log = try? String(contentsOf: folder.appendingPathComponent("log"), encoding: .utf8)
        stop()
        throw CannotStart(description: "the server did not start: \(log?.suffix(500) ?? "no log")")
    }
}
