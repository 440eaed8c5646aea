import Dispatch
import Foundation
import SoukCatalog
import SoukRanking

/// Photos that people search with or are about to sell, clean: private files inside the workspace, bounded in number,
/// bytes and age.
///
/// Who is logged in has a quota of their own, which nobody else uses up, and keeps their photos over a restart; all
/// others share one. An id is a random number: it can neither be guessed nor name another file.
actor UploadedPhotos {
    struct Limits: Sendable {
        var photos = 500
        var bytes = 256 << 20
        var age = Duration.seconds(3_600)

        /// Of each person who is logged in.
        static let person = Limits(photos: 64, bytes: 128 << 20, age: .seconds(7 * 86_400))
    }

    struct Photo: Sendable, Equatable {
        var id: String
        /// Whose it is; nil where nobody was logged in.
        var owner: PhotoOwner?
        /// Of the file as it came.
        var bytes: Int
        /// The square photo.
        var url: URL
        var outcome: PhotoOutcome
        var expires: ContinuousClock.Instant

        var query: QueryPhoto {
            .clean(
                ListingPhoto(.file(url), frame: outcome.frame ?? .whole, contentHash: outcome.contentHash))
        }

        var smallURL: URL { url.appendingPathExtension("small") }
        var recordURL: URL { url.appendingPathExtension(PhotoRecord.suffix) }
    }

    private let limits: Limits
    private let personLimits: Limits
    private let folder: URL
    private let people: URL
    private var loading: Task<Void, Never>?
    private let cleaning: any PhotoCleaning
    private var photos: [Photo] = []
    private let now: @Sendable () -> ContinuousClock.Instant
    private let queue = DispatchQueue(label: "souk.uploads", qos: .userInitiated)

    /// - Parameter root: holds a folder for each service; those that a killed service left behind are removed.
    init(
        in root: URL, cleaning: any PhotoCleaning = LocalPhotoCleaning(), limits: Limits = Limits(),
        personLimits: Limits = .person,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    ) {
        folder = root.appending(path: RandomText.hexadecimal(bytes: 8), directoryHint: .isDirectory)
        self.cleaning = cleaning
        (self.limits, self.personLimits) = (limits, personLimits)
        people = root.appending(path: PhotoOwner.folder, directoryHint: .isDirectory)
        self.now = now
        queue.async { Self.removeLeftovers(in: root, olderThan: limits.age) }
    }

    /// In the folder `uploads` of a workspace.
    init(in workspace: Workspace, cleaning: any PhotoCleaning) {
        self.init(
            in: workspace.root.appending(path: "uploads", directoryHint: .isDirectory), cleaning: cleaning)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Cleans a photo and keeps it for a while; the oldest ones of the same owner make room.
    ///
    /// - Parameter owner: the name of who is logged in.
    /// - Throws: `CatalogError.photo` for what cannot be decoded, and for more bytes than are kept at all; `io` where
    ///   the file cannot be written.
    func add(_ bytes: Data, owner name: String? = nil) async throws -> Photo {
        let owner = name.map(PhotoOwner.init)
        let limits = limits(of: owner)
        guard bytes.count <= limits.bytes else {
            throw CatalogError.photo(
                path: "", reason: "\(bytes.count) bytes, at most \(limits.bytes) are kept")
        }
        await load()
        let (outcome, clean) = try await cleaned(bytes)
        let id = RandomText.hexadecimal(bytes: 16)
        let folder = owner.map { people.appending(path: $0.key, directoryHint: .isDirectory) } ?? folder
        let url = folder.appending(path: id, directoryHint: .notDirectory)
        let photo = Photo(
            id: id, owner: owner, bytes: bytes.count, url: url, outcome: outcome,
            expires: now() + limits.age)
        try await queue.run {
            try Self.write(clean.large, to: photo.url, in: folder)
            try Self.write(clean.small, to: photo.smallURL, in: folder)
            if owner != nil { try Self.write(PhotoRecord(photo).json, to: photo.recordURL, in: folder) }
        }
        await sweep(owner, making: bytes.count)
        photos.append(photo)
        return photo
    }

    /// How long a photo is still kept, in seconds.
    func secondsLeft(_ photo: Photo) -> Int {
        max(0, Int((photo.expires - now()).components.seconds))
    }

    private func limits(of owner: PhotoOwner?) -> Limits { owner == nil ? limits : personLimits }

    /// A photo that is searched with once, and kept nowhere.
    ///
    /// - Throws: `CatalogError.photo` for what cannot be decoded.
    nonisolated func query(_ bytes: Data) async throws -> QueryPhoto {
        let (outcome, clean) = try await cleaned(bytes)
        return .clean(
            ListingPhoto(
                .bytes(clean.large), frame: outcome.frame ?? .whole, contentHash: outcome.contentHash))
    }

    /// A kept photo as an import would have written it.
    func clean(_ photo: Photo) async throws -> CleanedPhoto {
        try await queue.run {
            CleanedPhoto(
                outcome: photo.outcome,
                photo: CleanPhoto(
                    large: try [UInt8](Data(contentsOf: photo.url)),
                    small: try [UInt8](Data(contentsOf: photo.smallURL))))
        }
    }

    private nonisolated func cleaned(_ bytes: Data) async throws -> (PhotoOutcome, CleanPhoto) {
        let cleaned = try await cleaning.cleaned([UInt8](bytes), name: "")
        guard let photo = cleaned.photo else {
            let reason = cleaned.outcome.verdict.description
            throw CatalogError.photo(path: "", reason: String(reason.trimmingPrefix("rejected: ")))
        }
        return (cleaned.outcome, photo)
    }

    /// nil for an id that is unknown, or no longer kept.
    func photo(_ id: String?) async -> Photo? {
        await load()
        await sweep(nil, making: 0)
        return photos.first { $0.id == id }
    }

    var count: Int { photos.count }

    // MARK: Room

    /// Takes out what is too old, and the oldest of an owner until there is room for so many bytes.
    private func sweep(_ owner: PhotoOwner?, making room: Int) async {
        let (time, limits) = (now(), limits(of: owner))
        var gone = photos.filter { $0.expires <= time }
        if room > 0 {
            var kept = photos.filter { $0.owner == owner && $0.expires > time }[...]
            var bytes = kept.reduce(room) { $0 + $1.bytes }
            while let oldest = kept.first, bytes > limits.bytes || kept.count >= limits.photos {
                bytes -= oldest.bytes
                gone.append(kept.removeFirst())
            }
        }
        guard !gone.isEmpty else { return }
        let ids = Set(gone.map(\.id))
        photos.removeAll { ids.contains($0.id) }
        await delete(gone)
    }

    private func delete(_ photos: [Photo]) async {
        guard !photos.isEmpty else { return }
        await queue.run {
            for url in photos.flatMap({ [$0.recordURL, $0.url, $0.smallURL] }) {
                try? FileManager.default.removeItem(at: url)
            }
        }
    }

    // MARK: Files

    /// Takes in, once, what people kept before a restart.
    private func load() async {
        if loading == nil {
            let (people, time, age) = (people, now(), personLimits.age)
            let task = queue
            loading = Task { [weak self] in
                let found = try? await task.run { PhotoRecord.found(in: people, now: time, age: age) }
                await self?.take(found ?? [])
            }
        }
        await loading?.value
    }

    private func take(_ found: [Photo]) { photos = found + photos }

    private static func write(_ bytes: [UInt8], to url: URL, in folder: URL) throws {
        let files = FileManager.default
        do {
            try files.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try files.setAttributes(
                [.posixPermissions: 0o700], ofItemAtPath: folder.deletingLastPathComponent().path)
        } catch {
            throw CatalogError.io(
                path: folder.path, reason: "cannot be made: \(error.localizedDescription)")
        }
        guard
            files.createFile(atPath: url.path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else { throw CatalogError.io(path: url.path, reason: "cannot be written") }
    }

    /// Nothing in a folder that was not changed for so long is still kept.
    private static func removeLeftovers(in root: URL, olderThan age: Duration) {
        let oldest = Date(timeIntervalSinceNow: -(age / .seconds(1)))
        let folders = try? FileManager.default.contentsOfDirectory(
            at: root, includingPropertiesForKeys: [.contentModificationDateKey])
        for folder in folders ?? [] where folder.lastPathComponent != PhotoOwner.folder {
            let time = try? folder.resourceValues(forKeys: [.contentModificationDateKey])
                .contentModificationDate
            if let time, time < oldest { try? FileManager.default.removeItem(at: folder) }
        }
    }
}
