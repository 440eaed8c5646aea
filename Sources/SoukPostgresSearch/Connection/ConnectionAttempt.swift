import CLibPQ
import Dispatch
import Foundation
import SoukSearch

/// A connection that is being made, on its queue.
final class ConnectionAttempt: @unchecked Sendable {
    private let queue: DispatchQueue
    private var handle: OpaquePointer?
    private var continuation: CheckedContinuation<PostgresConnection, any Error>?
    private var source: (any DispatchSourceProtocol)?
    private var address: PostgresAddress?
    private var isOver = false

    init(queue: DispatchQueue) { self.queue = queue }

    func begin(
        _ address: PostgresAddress, until deadline: ContinuousClock.Instant?,
        _ continuation: CheckedContinuation<PostgresConnection, any Error>
    ) {
        guard !isOver else { return continuation.resume(throwing: CancellationError()) }
        (self.address, self.continuation) = (address, continuation)
        handle = PQconnectStart(address.connection)
        guard let handle, PQstatus(handle) != CONNECTION_BAD else { return refuse() }
        queue.asyncAfter(deadline: .now() + PostgresConnection.connectTimeout) { [weak self] in
            guard let self, !self.isOver else { return }
            let seconds = Int(PostgresConnection.connectTimeout)
            self.fail(
                RetrievalError(
                    PostgresFailure(state: "", message: "no answer within \(seconds) s"), at: address))
        }
        if let deadline {
            let left = max(0, (deadline - .now) / .seconds(1))
            queue.asyncAfter(deadline: .now() + left) { [weak self] in self?.fail(RetrievalError.deadline) }
        }
        wait(PGRES_POLLING_WRITING)
    }

    private func wait(_ what: PostgresPollingStatusType) {
        let socket = PQsocket(handle)
        let source: any DispatchSourceProtocol =
            what == PGRES_POLLING_READING
            ? DispatchSource.makeReadSource(fileDescriptor: socket, queue: queue)
            : DispatchSource.makeWriteSource(fileDescriptor: socket, queue: queue)
        self.source = source
        source.setEventHandler { source.cancel() }
        // libpq may close this socket and open another: it goes on when nothing looks at it any more.
        source.setCancelHandler { [self] in advance() }
        source.activate()
    }

    private func advance() {
        source = nil
        guard !isOver else { return PQfinish(handle) }
        let status = PQconnectPoll(handle)
        switch status {
        case PGRES_POLLING_OK: succeed()
        case PGRES_POLLING_READING, PGRES_POLLING_WRITING: wait(status)
        default: refuse()
        }
    }

    private func succeed() {
        guard let handle, let address else { return }
        PQsetnonblocking(handle, 1)
        guard let connection = PostgresConnection(handle, queue) else {
            let reason = "the program has no descriptor left: \(String(cString: strerror(errno)))"
            return fail(RetrievalError(PostgresFailure(state: "", message: reason), at: address))
        }
        isOver = true
        continuation?.resume(returning: connection)
        continuation = nil
    }

    private func refuse() {
        guard let address else { return }
        fail(RetrievalError(PostgresFailure(connection: handle), at: address))
    }

    func fail(_ error: any Error) {
        guard !isOver else { return }
        isOver = true
        continuation?.resume(throwing: error)
        continuation = nil
        if let source { source.cancel() } else { PQfinish(handle) }
    }
}
