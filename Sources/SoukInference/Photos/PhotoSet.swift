package import Foundation
public import SoukCatalog
public import SoukEvaluation

/// Labelled photos of one part of a split, ready for loaders.
public struct PhotoSet: Sendable {
    public let photos: [LabelledPhoto]
    /// Class of each photo, an index into the classes of `ClassLabels`.
    public let labels: [Int]
    /// Second-level category of each photo; -100 where it is too rare to learn.
    public let fineLabels: [Int]
    package let folders: PhotoFolders

    public init(photos: [LabelledPhoto], classes: ClassLabels, folders: PhotoFolders) throws(EvaluationError)
    {
        self.photos = photos
        self.folders = folders
        var labels: [Int] = []
        for photo in photos {
            guard let label = classes.index(of: photo.category) else {
                throw .examples(
                    reason:
                        "photo \(photo.photoID) is labelled \"\(photo.category)\", which the model has no class for",
                    remedy: "Train on this workspace, or correct the category.")
            }
            labels.append(label)
        }
        self.labels = labels
        fineLabels = photos.map { classes.fineIndex(of: $0.categoryPath) ?? -100 }
    }

    /// Photos for which nothing is known but how they look.
    package init(unlabelled photos: [StoredPhoto], folders: PhotoFolders) {
        self.photos = photos.map {
            LabelledPhoto(
                photoID: $0.id, listingID: $0.listingID ?? "", category: "", categoryPath: [],
                contentHash: $0.contentHash ?? $0.id, frame: $0.frame ?? .whole, group: -1)
        }
        (self.folders, labels, fineLabels) = (folders, [], [])
    }

    public var count: Int { photos.count }

    /// The cleaned photo on disk.
    package func url(_ index: Int, pixels: Int) -> URL {
        folders.url(id: photos[index].photoID, size: .forInput(pixels))
    }
}

extension PhotoSize {
    /// The size that an input of so many pixels a side is made from.
    static func forInput(_ pixels: Int) -> PhotoSize { pixels <= small.rawValue ? .small : .large }
}

/// The classes of a classifier, and the second-level categories that help to train it.
public struct ClassLabels: Sendable, Codable, Equatable {
    /// Top-level categories, sorted.
    public let names: [String]
    /// Category paths of two levels, joined by ` / `, that have enough examples; sorted.
    public let fineNames: [String]

    public init(names: [String], fineNames: [String] = []) {
        (self.names, self.fineNames) = (names, fineNames)
    }

    /// Classes of a training set; a second level counts from `minimum` photos on.
    public init(of photos: [LabelledPhoto], minimum: Int = 15) {
        let fine = Dictionary(grouping: photos.compactMap { Self.finePath($0.categoryPath) }, by: { $0 })
        self.init(
            names: Set(photos.map(\.category)).sorted(),
            fineNames: fine.filter { $0.value.count >= minimum }.keys.sorted())
    }

    package func index(of name: String) -> Int? { names.firstIndex(of: name) }

    func fineIndex(of path: [String]) -> Int? { Self.finePath(path).flatMap(fineNames.firstIndex) }

    private static func finePath(_ path: [String]) -> String? {
        path.count >= 2 ? path.prefix(2).joined(separator: " / ") : nil
    }
}
