import Crypto
public import Foundation

/// SHA-256 as 64 lower-case hexadecimal digits.
public enum Checksum {
    /// Of a file of any size, in constant memory.
    ///
    /// - Throws: `missing` for a file that cannot be opened, `io` for one that cannot be read to its end.
    public static func sha256(of url: URL) throws(CatalogError) -> String {
        let file: FileHandle
        do {
            file = try FileHandle(forReadingFrom: url)
        } catch {
            throw .missing(path: url.path, remedy: "Give the path of a readable file.")
        }
        defer { try? file.close() }
        var hash = SHA256()
        do {
            while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty { hash.update(data: piece) }
        } catch {
            throw .io(path: url.path, reason: "cannot be read: \(error)")
        }
        return hexadecimal(hash.finalize())
    }

    /// Of bytes in memory.
    public static func sha256(_ bytes: some ContiguousBytes) -> String {
        bytes.withUnsafeBytes { sha256(raw: $0) }
    }

    /// Of a text's UTF-8 bytes.
    public static func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }

    /// Of bytes that come in pieces.
    struct Running {
        private var hash = SHA256()

        mutating func add(_ piece: Data) { hash.update(data: piece) }
        func hexadecimal() -> String { Checksum.hexadecimal(hash.finalize()) }
    }

    static func sha256(raw bytes: UnsafeRawBufferPointer) -> String {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return hexadecimal(hash.finalize())
    }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
