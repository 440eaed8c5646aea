import SoukCatalog
import Foundation

/// Photos that people search with or are about to sell: cleaned, in a folder of their own, and kept for a while.
actor SearchPhotos {
    /// Seconds.
    static let lifetime = 3_600
    static let most = 500

    private let folder: URL
    private let clock: @Sendable () -> Int
    private var kept: [Photo] = []

    struct Photo: Sendable {
        var id: String
        var url: URL
        /// Seconds since 1970.
        var time: Int
    }

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
        let picture = await OffPool.run { Self.picture(bytes) }
        guard let picture else { return nil }
        forget()
        let id = RandomText.hexadecimal(bytes: 16)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(picture).write(to: file(id))
        kept.append(Photo(id: id, url: file(id), time: clock()))
        return id
    }

    /// nil for an id that is unknown, or no longer kept.
    func photo(_ id: String?) -> Photo? {
        forget()
        return kept.first { $0.id == id }
    }

    /// The cleaned picture, upright and without bars.
    private static func picture(_ bytes: [UInt8]) -> [UInt8]? {
        let (outcome, photo) = PhotoCleaner().clean(bytes: bytes)
        guard let photo, let frame = outcome.frame else { return nil }
        let side = Double(PhotoSize.large.rawValue)
        let (width, height) = (Int((frame.width * side).rounded()), Int((frame.height * side).rounded()))
        guard width > 0, height > 0 else { return nil }
        return try? PhotoDecoder.decode(photo.large, crop: frame, width: width, height: height).jpeg(
            quality: 95)
    }

    private func file(_ id: String) -> URL { folder.appending(path: "\(id).jpg") }

    private func forget() {
        let oldest = clock() - Self.lifetime
        while let first = kept.first, first.time < oldest || kept.count >= Self.most {
            try? FileManager.default.removeItem(at: file(first.id))
            kept.removeFirst()
        }
    }
}
