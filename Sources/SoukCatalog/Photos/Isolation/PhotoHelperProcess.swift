import Foundation
import Synchronization

/// A running photo helper, seen from the process that started it. Asked by one thread at a time; killed by any.
final class PhotoHelperProcess: Sendable {
    private let descriptor: Int32
    /// nil once the system was told that it ended.
    private let process: Mutex<pid_t?>
    private let killed = Atomic(false)

    /// - Throws: `io` when the program cannot be started.
    init(program: String, arguments: [String]) throws(CatalogError) {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Self.stream, 0, &ends) == 0 else {
            throw .io(path: program, reason: "no socket for a photo helper: \(Self.reason(errno))")
        }
        defer { close(ends[1]) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 0)
        for descriptor in [Int32(1), 2] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
        }
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var pid: pid_t = 0
        let status = posix_spawn(&pid, program, &actions, nil, words, environ)
        guard status == 0 else {
            close(ends[0])
            throw .io(path: program, reason: "a photo helper cannot be started: \(Self.reason(status))")
        }
        descriptor = ends[0]
        process = Mutex(pid)
    }

    deinit {
        kill()
        _ = end()
        close(descriptor)
    }

    enum Answer {
        /// It waits for a grant of so many bytes.
        case needs(Int)
        case done(CleanedPhoto)
        /// It ended, and by which signal; nil when it left by itself.
        case ended(signal: Int32?)
    }

    /// Hands a photo in and waits for what it says, until the deadline.
    func ask(
        _ request: PhotoMessages.Request, _ name: [UInt8], _ bytes: [UInt8],
        until deadline: ContinuousClock.Instant
    ) -> Answer {
        let socket = MessageSocket(descriptor: descriptor, deadline: deadline)
        guard socket.write(request.bytes), socket.write(name), socket.write(bytes) else { return end() }
        return answer(socket)
    }

    /// Lets it decode what it asked for.
    func grant(until deadline: ContinuousClock.Instant) -> Answer {
        let socket = MessageSocket(descriptor: descriptor, deadline: deadline)
        return socket.write([1]) ? answer(socket) : end()
    }

    func kill() {
        killed.store(true, ordering: .relaxed)
        process.withLock { pid in if let pid { _ = Foundation.kill(pid, SIGKILL) } }
    }

    /// Whether it may be asked again.
    var isAlive: Bool { !killed.load(ordering: .relaxed) }

    private func answer(_ socket: MessageSocket) -> Answer {
        guard let bytes = socket.read(PhotoMessages.Reply.size), let reply = PhotoMessages.Reply(bytes) else {
            return end()
        }
        if reply.need > 0 { return .needs(reply.need) }
        guard let json = socket.read(reply.outcomeBytes), let large = socket.read(reply.largeBytes),
            let small = socket.read(reply.smallBytes),
            let outcome = (try? JSONDecoder().decode(PhotoOutcomeMessage.self, from: Data(json)))?.outcome
        else { return end() }
        let photo = large.isEmpty ? nil : CleanPhoto(large: large, small: small)
        return .done(CleanedPhoto(outcome: outcome, photo: photo))
    }

    /// Ends it, if it did not end by itself, and waits for that.
    private func end() -> Answer {
        kill()
        return process.withLock { pid in
            guard let ending = pid else { return .ended(signal: nil) }
            var status: Int32 = 0
            while waitpid(ending, &status, 0) < 0, errno == EINTR {}
            pid = nil
            let signal = status & 0x7F
            return .ended(signal: signal == 0 ? nil : signal)
        }
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)).lowercased() }

    #if canImport(Glibc)
        private static let stream = Int32(SOCK_STREAM.rawValue)
    #else
        private static let stream = SOCK_STREAM
    #endif
}
