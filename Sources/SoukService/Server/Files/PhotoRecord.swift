import Foundation
import SoukCatalog

/// Who uploaded a photo: a digest of a name that may hold anything.
struct PhotoOwner: Sendable, Hashable {
    /// Of all people's folders.
    static let folder = "people"

    /// The name of the person's folder.
    let key: String

    init(_ name: String) { key = String(Checksum.sha256(name).prefix(32)) }

    init?(folder name: String) {
        guard name.utf8.count == 32, name.utf8.allSatisfy({ $0 < 128 }) else { return nil }
        key = name
    }
}

/// What lies beside an uploaded photo of somebody who is logged in, so that a restart loses nothing.
struct PhotoRecord: Codable {
    static let suffix = "json"

    private var bytes: Int
    private var verdict: String
    private var width: Int?
    private var height: Int?
    private var contentHash: String?
    private var perceptualHash: UInt64?
    private var frame: PhotoFrame?

    init(_ photo: UploadedPhotos.Photo) {
        let outcome = photo.outcome
        (bytes, verdict, frame) = (photo.bytes, outcome.verdict.description, outcome.frame)
        (width, height) = (outcome.width, outcome.height)
        (contentHash, perceptualHash) = (outcome.contentHash, outcome.perceptualHash)
    }

    var json: [UInt8] { [UInt8]((try? JSONEncoder().encode(self)) ?? Data()) }

    private var outcome: PhotoOutcome? {
        Verdict(verdict).map {
            PhotoOutcome(
                verdict: $0, width: width, height: height, contentHash: contentHash,
                perceptualHash: perceptualHash, frame: frame)
        }
    }

    /// All photos that people keep, the oldest first; what is too old, or was written by half, is removed.
    ///
    /// - Parameter people: holds a folder for each person.
    static func found(
        in people: URL, now: ContinuousClock.Instant, age: Duration
    ) -> [UploadedPhotos.Photo] {
        let files = FileManager.default
        var photos: [UploadedPhotos.Photo] = []
        for folder in (try? files.contentsOfDirectory(at: people, includingPropertiesForKeys: nil)) ?? [] {
            guard let owner = PhotoOwner(folder: folder.lastPathComponent) else { continue }
            let key = URLResourceKey.contentModificationDateKey
            let names = (try? files.contentsOfDirectory(at: folder, includingPropertiesForKeys: [key])) ?? []
            for url in names where url.pathExtension.isEmpty {
                let written = try? url.resourceValues(forKeys: [key]).contentModificationDate
                let passed = Duration.seconds(max(0, -(written ?? .distantPast).timeIntervalSinceNow))
                var photo = UploadedPhotos.Photo(
                    id: url.lastPathComponent, owner: owner, bytes: 0, url: url,
                    outcome: PhotoOutcome(verdict: .ok), expires: now + age - passed)
                if passed < age, let data = try? Data(contentsOf: photo.recordURL),
                    let record = try? JSONDecoder().decode(PhotoRecord.self, from: data),
                    let outcome = record.outcome, files.fileExists(atPath: photo.smallURL.path)
                {
                    (photo.bytes, photo.outcome) = (record.bytes, outcome)
                    photos.append(photo)
                } else if passed > .seconds(3_600) {
                    for file in [url, photo.smallURL, photo.recordURL] { try? files.removeItem(at: file) }
                }
            }
        }
        return photos.sorted { $0.expires < $1.expires }
    }
}
