import Foundation
import Testing

import SoukCatalog

#if canImport(Glibc)
    import Glibc
#endif

@Suite("Hostile photos")
struct HostilePhotoTests {
    @Test("Each gets its verdict, and clean photos exactly when it is usable", arguments: HostilePhotos.all)
    func verdict(photo: HostilePhoto) throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent(photo.name)
        try Data(photo.bytes).write(to: file)
        let folders = PhotoFolders(root: folder.url)
        let outcome = try PhotoCleaner().clean(file: file, id: "photo", into: folders)
        #expect(photo.agrees(with: outcome.verdict), "\(outcome.verdict), expected \(photo.expected)")
        #expect(folders.contains(id: "photo") == !outcome.verdict.isRejected)
        #expect((outcome.frame == nil) == outcome.verdict.isRejected)
        #expect(Verdict(outcome.verdict.description) == outcome.verdict)
        if !photo.bytes.isEmpty { #expect(outcome.contentHash == Checksum.sha256(photo.bytes)) }
        guard !outcome.verdict.isRejected else { return }
        for size in PhotoSize.allCases {
            let side = size.rawValue
            let url = folders.url(id: "photo", size: size)
            let pixels = try PhotoDecoder.decode(url, crop: nil, width: side, height: side)
            #expect(pixels.bytes.count == side * side * 3)
        }
    }

    @Test("Names repeat no kind by mistake")
    func names() {
        #expect(Set(HostilePhotos.all.map(\.name)).count == HostilePhotos.all.count)
    }

    @Test("Verdicts are the same when many threads fail at once")
    func parallel() async {
        func verdicts() -> [Verdict] {
            HostilePhotos.all.map { PhotoCleaner().clean(bytes: $0.bytes, name: $0.name).outcome.verdict }
        }
        let expected = verdicts()
        await withTaskGroup(of: [Verdict].self) { group in
            for _ in 0..<2 { group.addTask { verdicts() } }
            for await found in group { #expect(found == expected) }
        }
    }

    @Test(
        "Mutated photos never crash",
        arguments: ["sound.jpg", "sound.png", "sound.gif", "sound.tiff", "sound.webp"])
    func fuzz(name: String) throws {
        let original = try #require(HostilePhotos.all.first { $0.name == name }).bytes
        var limits = PhotoLimits()
        limits.pixels = 1_000_000
        let cleaner = PhotoCleaner(limits: limits)
        var rejected = 0
        for seed in 1...60 {
            let (outcome, photo) = cleaner.clean(bytes: mutate(original, seed: UInt64(seed)))
            #expect((photo == nil) == outcome.verdict.isRejected)
            rejected += photo == nil ? 1 : 0
        }
        #expect(rejected > 0)
    }

    /// Changes 1 to 8 bytes, and every third time cuts the end off or puts noise into the middle.
    private func mutate(_ original: [UInt8], seed: UInt64) -> [UInt8] {
        let dice = HostilePhotos.noise(64, seed: seed).map(Int.init)
        var bytes = original
        for change in 0...dice[0] % 8 {
            let at =
                (dice[change * 4 + 1] << 16 | dice[change * 4 + 2] << 8 | dice[change * 4 + 3]) % bytes.count
            bytes[at] = UInt8(dice[change * 4 + 4])
        }
        let place = dice[50] * bytes.count / 256
        switch seed % 3 {
        case 1: bytes.removeSubrange(place...)
        case 2: bytes.insert(contentsOf: HostilePhotos.noise(dice[51], seed: seed), at: place)
        default: break
        }
        return bytes
    }
}

@Suite("Paths that are no photos")
struct SpecialFileTests {
    private func verdict(of url: URL) -> String {
        PhotoCleaner().clean(file: url).outcome.verdict.description
    }

    @Test("Missing files, folders, pipes, devices and links in circles are named as such")
    func specialFiles() throws {
        let folder = try TemporaryFolder()
        func path(_ name: String) -> URL { folder.url.appendingPathComponent(name) }
        #expect(verdict(of: path("missing.jpg")) == "rejected: no such file")
        #expect(verdict(of: path("a/b/c.jpg")) == "rejected: no such file")
        #expect(verdict(of: folder.url) == "rejected: a folder, expected a file")
        #expect(mkfifo(path("pipe.jpg").path, 0o600) == 0)
        #expect(verdict(of: path("pipe.jpg")) == "rejected: a pipe, expected a file")
        #expect(verdict(of: URL(fileURLWithPath: "/dev/zero")) == "rejected: a device, expected a file")
        #expect(symlink("loop.jpg", path("loop.jpg").path) == 0)
        #expect(verdict(of: path("loop.jpg")).hasPrefix("rejected: cannot be read: "))
        #expect(symlink("nowhere.jpg", path("dangling.jpg").path) == 0)
        #expect(verdict(of: path("dangling.jpg")) == "rejected: no such file")
        let long = path(String(repeating: "x", count: 300) + ".jpg")
        #expect(verdict(of: long).hasPrefix("rejected: cannot be read: "))
    }

    @Test("A file without permission is named as such", .enabled(if: geteuid() != 0, "root may read all"))
    func permission() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("secret.jpg")
        try Data(scene().jpeg()).write(to: file)
        #expect(chmod(file.path, 0) == 0)
        #expect(verdict(of: file) == "rejected: cannot be read: permission denied")
    }

    @Test("A file that is too large is not read")
    func tooLarge() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appendingPathComponent("large.jpg")
        try Data(scene().jpeg()).write(to: file)
        #expect(truncate(file.path, 101 << 20) == 0)
        #expect(verdict(of: file) == "rejected: file of 101 MiB, at most 100 MiB are read")
    }
}
