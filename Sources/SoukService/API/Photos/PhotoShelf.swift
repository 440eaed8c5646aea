import SoukCatalog
import Dispatch
import Foundation

/// Photos that clients sent for a search: files in a folder of their own, bounded in number, bytes and age.
///
/// A reference is a random number: it can neither be guessed nor name another file.
actor PhotoShelf {
    struct Limits: Sendable {
        var photos = 500
        var bytes = 256 << 20
        var age = Duration.seconds(900)
    }

    /// What is known of a photo that was taken in.
    struct Entry: Sendable, Equatable {
        var reference: String
        var bytes: Int
        var expires: ContinuousClock.Instant
    }

    let limits: Limits
    private let folder: URL
    private var entries: [Entry] = []
    private let now: @Sendable () -> ContinuousClock.Instant
    private let decoding = DispatchQueue(label: "souk.photo-shelf", qos: .userInitiated)

    init(
        folder: URL, limits: Limits = Limits(),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        self.folder = folder
        self.limits = limits
        self.now = now
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Keeps a photo for a while; the oldest ones make room.
    ///
    /// - Throws: `CatalogError.photo` for what cannot be decoded, and for more bytes than are kept at all.
    func add(_ bytes: Data) async throws -> Entry {
        try await check(bytes)
        sweep(making: bytes.count)
        let reference = Self.randomName()
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try bytes.write(to: url(reference))
        let entry = Entry(reference: reference, bytes: bytes.count, expires: now() + limits.age)
        entries.append(entry)
        return entry
    }

    /// The file of a photo that is still there.
    func file(_ reference: String) -> URL? {
        sweep(making: 0)
        return entries.contains { $0.reference == reference } ? url(reference) : nil
    }

    func remove(_ reference: String) {
        entries.removeAll { $0.reference == reference }
        try? FileManager.default.removeItem(at: url(reference))
    }

    var count: Int { entries.count }

    // MARK: Room

    private func sweep(making room: Int) {
        let time = now()
        var bytes = entries.reduce(room) { $0 + $1.bytes }
        while let oldest = entries.first,
            oldest.expires <= time || bytes > limits.bytes || room > 0 && entries.count >= limits.photos
        {
            bytes -= oldest.bytes
            remove(oldest.reference)
        }
    }

    func url(_ reference: String) -> URL { folder.appendingPathComponent(reference, isDirectory: false) }

    private static func randomName() -> String {
        (0..<2).map { _ in
            let digits = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// One after the other, so that bombs cannot add up.
    private func check(_ bytes: Data) async throws {
        guard bytes.count <= limits.bytes else {
            throw CatalogError.photo(
                path: "", reason: "\(bytes.count) bytes, at most \(limits.bytes) are kept")
        }
        let queue = decoding
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.async {
                continuation.resume(
                    with: Result {
                        _ = try PhotoDecoder.decode(Array(bytes), crop: nil, width: 16, height: 16)
                    })
            }
        }
    }
}
