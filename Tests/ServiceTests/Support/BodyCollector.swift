import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Takes an answer's body as it is written.
final class BodyCollector: ResponseBodyWriter, Sendable {
    let data = Mutex(Data())

    func write(_ buffer: ByteBuffer) async throws {
        data.withLock { $0.append(contentsOf: buffer.readableBytesView) }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
