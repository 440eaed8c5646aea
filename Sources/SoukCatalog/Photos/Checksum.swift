import CSoukVips
import Foundation

/// SHA-256 as 64 lower-case hexadecimal digits.
public enum Checksum {
    /// Of a file of any size, in constant memory.
    public static func sha256(of url: URL) throws(CatalogError) -> String {
        let file: FileHandle
        do {
            file = try FileHandle(forReadingFrom: url)
        } catch {
            throw .missing(path: url.path, remedy: "Give the path of a readable file.")
        }
        defer { try? file.close() }
        let checksum = cvips_sha256_start()
        var failure: (any Error)?
        while failure == nil {
            do {
                guard let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty else { break }
                piece.withUnsafeBytes { cvips_sha256_update(checksum, $0.baseAddress, $0.count) }
            } catch {
                failure = error
            }
        }
        let digest = finish(checksum)
        if let failure { throw .io(path: url.path, reason: "cannot be read: \(failure)") }
        return digest
    }

    /// Of bytes in memory.
    public static func sha256(_ bytes: some ContiguousBytes) -> String {
        bytes.withUnsafeBytes { sha256(raw: $0) }
    }

    /// Of a text's UTF-8 bytes.
    public static func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }

    static func sha256(raw bytes: UnsafeRawBufferPointer) -> String {
        let checksum = cvips_sha256_start()
        if !bytes.isEmpty { cvips_sha256_update(checksum, bytes.baseAddress, bytes.count) }
        return finish(checksum)
    }

    private static func finish(_ checksum: OpaquePointer?) -> String {
        var digest = [CChar](repeating: 0, count: 65)
        cvips_sha256_finish(checksum, &digest)
        return String(decoding: digest.prefix(64).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
