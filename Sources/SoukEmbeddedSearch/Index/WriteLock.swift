import Foundation
import Synchronization
import SoukSearch

/// One writer at a time, over threads and programs; the system releases it with the process.
final class WriteLock: Sendable {
    private let path: String
    private let descriptor: Mutex<Int32>

    init(file: URL) throws(RetrievalError) {
        path = file.path
        let opened = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard opened >= 0 else {
            throw .io(path: file.path, reason: String(cString: strerror(errno)))
        }
        descriptor = Mutex(opened)
    }

    deinit { descriptor.withLock { _ = close($0) } }

    func holding<Value>(_ body: () throws(RetrievalError) -> Value) throws(RetrievalError) -> Value {
        try descriptor.withLock { (file) throws(RetrievalError) -> Value in
            try take(file)
            defer { flock(file, LOCK_UN) }
            return try body()
        }
    }

    private func take(_ file: Int32) throws(RetrievalError) {
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .io(path: path, reason: String(cString: strerror(errno))) }
        }
    }
}

/// A lock that is held from the beginning until it is released, over threads and programs; the system releases it
/// with the process.
final class HeldLock: Sendable {
    private let descriptor: Mutex<Int32?>

    /// Waits until nobody else holds it.
    init(file: URL) throws(RetrievalError) {
        let opened = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard opened >= 0 else { throw .io(path: file.path, reason: String(cString: strerror(errno))) }
        while flock(opened, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let reason = String(cString: strerror(errno))
                close(opened)
                throw .io(path: file.path, reason: reason)
            }
        }
        descriptor = Mutex(opened)
    }

    func release() {
        descriptor.withLock { held in
            if let held { close(held) }
            held = nil
        }
    }

    deinit { release() }
}
