import Foundation
import SoukCatalog

import SoukInference
import SoukTraining

/// A folder of small painted photos in three classes that a network can tell apart by colour.
struct PaintedPhotos {
    let root: URL
    let classes = ClassLabels(names: ["blue", "green", "red"], fineNames: [])

    init() {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("souk-\(UUID().uuidString)")
    }

    func remove() { try? FileManager.default.removeItem(at: root) }

    /// `count` photos, cleaned as an import does.
    func photos(_ count: Int, from first: Int = 0) throws -> PhotoSet {
        let folders = PhotoFolders(root: root.appendingPathComponent("photos"))
        let originals = root.appendingPathComponent("originals")
        try FileManager.default.createDirectory(at: originals, withIntermediateDirectories: true)
        var photos: [LabelledPhoto] = []
        for number in first..<first + count {
            let label = number % 3
            let file = originals.appendingPathComponent("photo\(number).jpg")
            try Data(Self.paint(label: label, seed: UInt64(number)).jpeg()).write(to: file)
            let outcome = try PhotoCleaner().clean(file: file, id: "photo\(number)", into: folders)
            guard let frame = outcome.frame, let hash = outcome.contentHash else { continue }
            photos.append(
                LabelledPhoto(
                    photoID: "photo\(number)", listingID: "listing\(number)", category: classes.names[label],
                    categoryPath: [classes.names[label]], contentHash: hash, frame: frame, group: number))
        }
        return try PhotoSet(photos: photos, classes: classes, folders: folders)
    }

    /// 80 x 60 pixels of noise, brighter in the label's channel.
    private static func paint(label: Int, seed: UInt64) -> PixelBuffer {
        var generator = SplitMix64(seed: seed)
        var bytes: [UInt8] = []
        for _ in 0..<80 * 60 {
            for channel in 0..<3 {
                let base = channel == 2 - label ? 150 : 80
                bytes.append(UInt8(base + Int.random(in: -60...60, using: &generator)))
            }
        }
        return PixelBuffer(width: 80, height: 60, bytes: bytes)
    }
}
