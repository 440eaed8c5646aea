import CLibPQ
import Dispatch
import Foundation
import SoukSearch
import Synchronization

/// One connection to a server. One statement at a time; what waits for the network waits for readiness of the socket,
/// and holds no thread.
///
/// A cancelled or late statement is cancelled on the server; the connection is then given up, since the cancellation
/// might otherwise meet the next statement.
final class PostgresConnection: @unchecked Sendable {
    // All of libpq's state, and everything mutable here, is touched on `queue` alone.
    private let queue: DispatchQueue
    private let handle: OpaquePointer
    private let readable: any DispatchSourceRead
    private let writable: any DispatchSourceWrite
    private var waitsForWriting = false
    private var operation: Operation?
    private var operations = 0
    private var prepared: [String: String] = [:]
    private let broken = Atomic(false)
    /// What this session has set up, such as the temporary tables of a generation.
    let notes = Mutex<Set<String>>([])

    /// How long to wait for a server, and for its answer to a cancellation, in seconds.
    static let connectTimeout = 30.0
    private static let cancelGrace = 2.0

    /// A statement that is under way.
    private struct Operation {
        var number: Int
        var copied: [UInt8]?
        var sent = 0
        var rows: PostgresRows?
        var failure: PostgresFailure?
        var stop: (any Error)?
        var finish: (Result<PostgresRows?, any Error>) -> Void
    }

    /// Takes over a connection that is made; its socket is watched on the queue. nil where no descriptor is free.
    init?(_ handle: OpaquePointer, _ queue: DispatchQueue) {
        // A number of its own: libpq closes its socket by itself when the server is lost, and the system may give that
        // number to the next connection while it is still watched for this one. Then nobody would watch for that one.
        let socket = fcntl(PQsocket(handle), F_DUPFD_CLOEXEC, 0)
        guard socket >= 0 else { return nil }
        self.queue = queue
        self.handle = handle
        readable = DispatchSource.makeReadSource(fileDescriptor: socket, queue: queue)
        writable = DispatchSource.makeWriteSource(fileDescriptor: socket, queue: queue)
        // They are closed when neither source looks any more.
        let watchers = DispatchGroup()
        for source in [readable as any DispatchSourceProtocol, writable] {
            watchers.enter()
            source.setCancelHandler { watchers.leave() }
        }
        nonisolated(unsafe) let ending = handle
        watchers.notify(queue: queue) {
            PQfinish(ending)
            Foundation.close(socket)
        }
        readable.setEventHandler { [weak self] in self?.receive() }
        writable.setEventHandler { [weak self] in self?.send() }
        readable.activate()
    }

    deinit {
        // A source that was suspended, or never begun, cannot be let go.
        if !waitsForWriting { writable.resume() }
        readable.cancel()
        writable.cancel()
    }

    /// Whether it may not be used any more.
    var isBroken: Bool { broken.load(ordering: .relaxed) }

    /// Whether it can take a statement, after a look at what came over its socket meanwhile.
    func isUsable() async -> Bool {
        guard !isBroken else { return false }
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            queue.async {
                if self.operation == nil, !self.isBroken { self.receive() }
                continuation.resume()
            }
        }
        return !isBroken
    }

    // MARK: Connecting

    static func open(
        _ address: PostgresAddress, until deadline: ContinuousClock.Instant? = nil
    ) async throws -> PostgresConnection {
        let queue = DispatchQueue(label: "souk.postgres")
        let attempt = ConnectionAttempt(queue: queue)
        let connection = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation {
                (continuation: CheckedContinuation<PostgresConnection, any Error>) in
                queue.async { attempt.begin(address, until: deadline, continuation) }
            }
        } onCancel: {
            queue.async { attempt.fail(CancellationError()) }
        }
        do {
            for setting in Self.session { _ = try await connection.run(setting, until: deadline) }
        } catch let failure as PostgresFailure {
            throw RetrievalError(failure, at: address)
        }
        return connection
    }

    /// Compiling plans costs more than it saves in answers of milliseconds; NOTICEs are of no use to anybody here.
    private static let session = [
        "SET application_name = 'souk'", "SET jit = off", "SET client_min_messages = warning",
        // A statement ends when nobody waits for it any more, also one that waits for a lock.
        "SET client_connection_check_interval = 1000",
    ]

    // MARK: Statements

    /// Runs one statement.
    ///
    /// - Parameters:
    ///   - name: prepares the statement under this name the first time; the SQL of a name is always the same.
    ///   - copying: what a `COPY … FROM STDIN` takes.
    /// - Throws: `PostgresFailure`, `RetrievalError.deadline`, `CancellationError`.
    @discardableResult func run(
        _ sql: String, _ parameters: [PostgresValue] = [], name: String? = nil, copying: [UInt8]? = nil,
        until deadline: ContinuousClock.Instant? = nil
    ) async throws -> PostgresRows {
        var prepared: String?
        if let name { prepared = try await prepare(name, sql, parameters.map(\.type), until: deadline) }
        let rows = try await perform(copying: copying, until: deadline) { [prepared] handle in
            Self.withParameters(parameters) { types, values, lengths, formats in
                if let prepared {
                    PQsendQueryPrepared(handle, prepared, Int32(values.count), values, lengths, formats, 1)
                } else {
                    PQsendQueryParams(handle, sql, Int32(values.count), types, values, lengths, formats, 1)
                }
            }
        }
        guard let rows else { throw PostgresFailure(state: "", message: "the server answered nothing") }
        return rows
    }

    /// What the server knows the statement by: names of its own, since it tells only the first 63 bytes apart.
    private func prepare(
        _ name: String, _ sql: String, _ types: [UInt32], until deadline: ContinuousClock.Instant?
    ) async throws -> String {
        let (known, count) = try await onQueue { ($0.prepared[name], $0.prepared.count) }
        if let known { return known }
        let new = "s\(count)"
        _ = try await perform(copying: nil, until: deadline) { handle in
            PQsendPrepare(handle, new, sql, Int32(types.count), types)
        }
        try await onQueue { $0.prepared[name] = new }
        return new
    }

    private func onQueue<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body(self) }) }
        }
    }

    private func perform(
        copying: [UInt8]?, until deadline: ContinuousClock.Instant?,
        _ start: @escaping @Sendable (OpaquePointer) -> Int32
    ) async throws -> PostgresRows? {
        let ticket = Ticket()
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { continuation in
                queue.async {
                    guard !ticket.isCancelled.load(ordering: .relaxed) else {
                        return continuation.resume(throwing: CancellationError())
                    }
                    let own = self.begin(copying, start) { continuation.resume(with: $0) }
                    ticket.number.withLock { $0 = own }
                    guard let deadline, self.operation?.number == own else { return }
                    let left = deadline - .now
                    self.queue.asyncAfter(deadline: .now() + max(0, left / .seconds(1))) {
                        self.stop(own, RetrievalError.deadline)
                    }
                }
            }
        } onCancel: {
            ticket.isCancelled.store(true, ordering: .relaxed)
            queue.async { self.stop(ticket.number.withLock { $0 }, CancellationError()) }
        }
    }

    /// By which a task that is cancelled finds its statement.
    private final class Ticket: Sendable {
        let isCancelled = Atomic(false)
        let number = Mutex(0)
    }

    private func begin(
        _ copied: [UInt8]?, _ start: (OpaquePointer) -> Int32,
        _ finish: @escaping (Result<PostgresRows?, any Error>) -> Void
    ) -> Int {
        operations += 1
        guard !isBroken, operation == nil else {
            finish(.failure(PostgresFailure(state: "", message: "the connection is in use, or was lost")))
            return operations
        }
        operation = Operation(number: operations, copied: copied, finish: finish)
        if start(handle) == 1 { send() } else { lose() }
        look(again: operations)
        return operations
    }

    /// Looks at the socket now and then while a statement goes on: that a server was lost must not depend on one event.
    private func look(again number: Int) {
        guard operation?.number == number else { return }
        queue.asyncAfter(deadline: .now() + 1) { [weak self] in
            guard let self, self.operation?.number == number else { return }
            self.receive()
            self.look(again: number)
        }
    }

    /// Sends what libpq holds, and what is being copied, as far as the socket takes it.
    private func send() {
        guard operation != nil else { return wantsWriting(false) }
        let flushed = PQflush(handle)
        guard flushed >= 0 else { return lose() }
        wantsWriting(flushed == 1)
    }

    private func wantsWriting(_ wants: Bool) {
        guard wants != waitsForWriting else { return }
        waitsForWriting = wants
        if wants { writable.resume() } else { writable.suspend() }
    }

    private func receive() {
        guard PQconsumeInput(handle) == 1 else { return lose() }
        guard operation != nil else {
            // Whatever comes to an idle connection, such as the word that the server shuts down, ends it.
            if PQstatus(handle) == CONNECTION_BAD { lose() }
            return
        }
        takeResults()
    }

    private func takeResults() {
        while operation != nil, PQisBusy(handle) == 0 {
            guard let result = PQgetResult(handle) else { return complete() }
            switch PQresultStatus(result) {
            case PGRES_COPY_IN:
                PQclear(result)
                guard copy() else { return }
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                operation?.rows = PostgresRows(result)
            default:
                if operation?.failure == nil { operation?.failure = PostgresFailure(result: result) }
                PQclear(result)
            }
        }
        if PQstatus(handle) == CONNECTION_BAD { lose() }
    }

    /// Hands the copied bytes to libpq, which keeps what the socket does not take; false when it cannot go on.
    private func copy() -> Bool {
        guard let bytes = operation?.copied else {
            PQputCopyEnd(handle, "nothing to copy")
            send()
            return true
        }
        operation?.copied = nil
        for start in stride(from: 0, to: bytes.count, by: 1 << 20) {
            let piece = bytes[start..<min(bytes.count, start + 1 << 20)]
            let taken = piece.withUnsafeBytes {
                PQputCopyData(handle, $0.bindMemory(to: CChar.self).baseAddress, Int32($0.count))
            }
            guard taken == 1 else {
                lose()
                return false
            }
        }
        guard PQputCopyEnd(handle, nil) == 1 else {
            lose()
            return false
        }
        send()
        return true
    }

    private func complete() {
        guard let done = operation else { return }
        operation = nil
        if let stop = done.stop {
            close()
            done.finish(.failure(stop))
        } else if let failure = done.failure {
            if failure.isConnectionLost { close() }
            done.finish(.failure(failure))
        } else {
            done.finish(.success(done.rows))
        }
    }

    // MARK: Stopping

    /// Cancels a statement on the server. Where that does not answer, the connection is given up.
    private func stop(_ number: Int, _ reason: any Error) {
        guard operation?.number == number, operation?.stop == nil else { return }
        operation?.stop = reason
        broken.store(true, ordering: .relaxed)
        cancelOnServer(number)
        queue.asyncAfter(deadline: .now() + Self.cancelGrace) { [weak self] in
            guard let self, self.operation?.number == number else { return }
            self.lose()
        }
    }

    /// Asks again while the statement goes on: a server forgets what it is told before it has begun.
    private func cancelOnServer(_ number: Int) {
        guard operation?.number == number, let cancellation = PQgetCancel(handle) else { return }
        nonisolated(unsafe) let asked = cancellation
        // It connects anew and waits, so it has a thread of its own.
        DispatchQueue.global(qos: .utility).async {
            var message = [CChar](repeating: 0, count: 256)
            PQcancel(asked, &message, Int32(message.count))
            PQfreeCancel(asked)
        }
        queue.asyncAfter(deadline: .now() + Self.cancelGrace / 8) { [weak self] in
            self?.cancelOnServer(number)
        }
    }

    private func lose() {
        let done = operation
        operation = nil
        let failure = done?.failure ?? PostgresFailure(connection: handle)
        close()
        done?.finish(.failure(done?.stop ?? failure))
    }

    private func close() {
        broken.store(true, ordering: .relaxed)
        readable.cancel()
        wantsWriting(false)
    }

    // MARK: Parameters

    private static func withParameters(
        _ parameters: [PostgresValue],
        _ body: ([UInt32], [UnsafePointer<CChar>?], [Int32], [Int32]) -> Int32
    ) -> Int32 {
        let encoded = parameters.map(\.bytes)
        // One buffer for all: pointers into many arrays would not stay valid together.
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: encoded.reduce(1) { $0 + ($1?.count ?? 0) + 1 }, alignment: 8)
        defer { buffer.deallocate() }
        var values: [UnsafePointer<CChar>?] = []
        var place = 0
        for bytes in encoded {
            guard let bytes else {
                values.append(nil)
                continue
            }
            buffer[place..<place + bytes.count].copyBytes(from: bytes)
            values.append(UnsafeRawPointer(buffer.baseAddress! + place).assumingMemoryBound(to: CChar.self))
            place += bytes.count
        }
        return body(
            parameters.map(\.type), values, encoded.map { Int32($0?.count ?? 0) },
            [Int32](repeating: 1, count: parameters.count))
    }
}
