public import Foundation
public import SoukCatalog

/// A cleaned photo: the square of 512 pixels that an import keeps, on disk or in memory.
public struct ListingPhoto: Sendable, Equatable {
    /// Where the square is.
    public enum Square: Sendable, Equatable {
        case file(URL)
        /// An encoded picture.
        case bytes([UInt8])
    }

    public var square: Square
    /// Where in the square the picture is.
    public var frame: PhotoFrame
    /// SHA-256 of the original: what feature caches know it by.
    public var contentHash: String?

    public init(_ square: Square, frame: PhotoFrame = .whole, contentHash: String? = nil) {
        (self.square, self.frame, self.contentHash) = (square, frame, contentHash)
    }

    /// What tells it from other photos: the hash of the original, so that copies are known as such, where there is one.
    package var name: String {
        if let contentHash { return contentHash }
        switch square {
        case .file(let url): return Checksum.sha256(url.path)
        case .bytes(let bytes): return Checksum.sha256(bytes)
        }
    }

    /// A photo of the catalogue.
    public init(_ photo: StoredPhoto, in folders: PhotoFolders) {
        self.init(
            .file(folders.url(id: photo.id, size: .large)), frame: photo.frame ?? .whole,
            contentHash: photo.contentHash)
    }
}
