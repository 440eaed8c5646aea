import Catalog
import Foundation

/// Photos that people search with or are about to sell: cleaned, in a folder of their own, and kept for a while.
actor SearchPhotos {
    /// Seconds.
    static let lifetime = 3_600
    static let most = 500

    private let folder: URL
    private let clock: @Sendable () -> Int
    private var kept: [(id: String, time: Int)] = []

    /// - Parameters:
    ///   - folder: emptied at the start.
    ///   - clock: seconds since 1970.
    init(
        folder: URL = FileManager.default.temporaryDirectory.appending(
            path: "souk-photos-\(ProcessInfo.processInfo.processIdentifier)"),
        clock: @escaping @Sendable () -> Int = { Int(Date().timeIntervalSince1970) }
    ) {
        self.folder = folder
        self.clock = clock
        try? FileManager.default.removeItem(at: folder)
    }

    /// Cleans and keeps a photo.
    ///
    /// - Returns: its id, 32 hexadecimal digits; nil for bytes that are no photo.
    func add(_ bytes: [UInt8]) async throws -> String? {
        let photo = await Self.cleaned(bytes)
        guard let photo else { return nil }
        forget()
        let id = RandomText.hexadecimal(bytes: 16)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(photo.large).write(to: file(id))
        kept.append((id, clock()))
        return id
    }

    /// The cleaned file; nil for an id that is unknown, or was.
    func url(_ id: String?) -> URL? {
        forget()
        guard let id, kept.contains(where: { $0.id == id }) else { return nil }
        return file(id)
    }

    private func file(_ id: String) -> URL { folder.appending(path: "\(id).jpg") }

    private func forget() {
        let oldest = clock() - Self.lifetime
        while let first = kept.first, first.time < oldest || kept.count >= Self.most {
            try? FileManager.default.removeItem(at: file(first.id))
            kept.removeFirst()
        }
    }

    private static func cleaned(_ bytes: [UInt8]) async -> CleanPhoto? {
        await OffPool.run { PhotoCleaner().clean(bytes: bytes).photo }
    }
}
