import HTTPTypes
import Hummingbird

/// `Idempotency-Key`: the caller's name for a request that it may have to send again. Only `POST /v1/events` needs it:
/// what else changes something says what shall be, and may be sent again as it is.
enum IdempotencyKey {
    private static let name = HTTPField.Name.requireName("Idempotency-Key")

    /// - Throws: `request.malformed` for one that is too long or not ASCII.
    static func read(_ request: Request) throws(Problem) -> String? {
        guard let key = request.headers[name] else { return nil }
        guard (1...128).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .invalid(
                "header Idempotency-Key", "Expected 1 to 128 visible ASCII characters.", status: .badRequest)
        }
        return key
    }
}
