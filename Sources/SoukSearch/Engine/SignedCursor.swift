import Foundation
import SoukCatalog

/// Makes a value opaque and tamper-evident: base64url of its JSON and an HMAC-SHA256 of it.
package struct SignedCursor: Sendable {
    private let secret: String
    private let generation: String

    package init(secret: String, generation: String) {
        (self.secret, self.generation) = (secret, generation)
    }

    private struct Envelope<Value: Codable>: Codable {
        var generation: String
        var value: Value
    }

    package func seal<Value: Codable>(_ value: Value) throws(RetrievalError) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        do {
            let payload = try encoder.encode(Envelope(generation: generation, value: value))
            return Self.base64URL(payload) + "." + signature(payload)
        } catch {
            throw .cursor(reason: "cannot be made: \(error)")
        }
    }

    package func open<Value: Codable>(_ text: String, as type: Value.Type) throws(RetrievalError) -> Value {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count < 65_536, parts.count == 2, let payload = Self.data(base64URL: String(parts[0]))
        else { throw .cursor(reason: "it is not one of ours") }
        guard let envelope = try? JSONDecoder().decode(Envelope<Value>.self, from: payload) else {
            throw .cursor(reason: "it is not one of ours, or of another kind of page")
        }
        guard envelope.generation == generation else {
            throw .cursor(
                reason:
                    "it belongs to generation \(envelope.generation) of the index, and this is \(generation)")
        }
        guard signature(payload) == parts[1] else { throw .cursor(reason: "it was changed") }
        return envelope.value
    }

    /// HMAC (RFC 2104) with SHA-256.
    private func signature(_ payload: Data) -> String {
        let key = Array(secret.utf8.prefix(64)) + [UInt8](repeating: 0, count: max(0, 64 - secret.utf8.count))
        let inner = Checksum.sha256(key.map { $0 ^ 0x36 } + Array(payload))
        return Checksum.sha256(key.map { $0 ^ 0x5C } + Self.bytes(hexadecimal: inner))
    }

    private static func bytes(hexadecimal text: String) -> [UInt8] {
        let digits = text.compactMap(\.hexDigitValue).map(UInt8.init)
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }

    private static func data(base64URL text: String) -> Data? {
        let plain = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }
}
