public import Foundation
public import SoukCatalog

/// The photo of a query.
public enum QueryPhoto: Sendable, Equatable {
    /// Any photo file; it is cleaned, as an import cleans it, when the query is answered.
    case file(URL)
    /// One that was cleaned before.
    case clean(ListingPhoto)

    /// The photo as an encoder wants it.
    ///
    /// - Throws: `RankingError.photo` when the file is not there or is no photo, with what it is instead.
    public func cleaned(by cleaner: PhotoCleaner = PhotoCleaner()) throws(RankingError) -> ListingPhoto {
        switch self {
        case .clean(let photo): return photo
        case .file(let file):
            let (outcome, photo) = cleaner.clean(file: file)
            if let photo {
                return ListingPhoto(
                    .bytes(photo.large), frame: outcome.frame ?? .whole, contentHash: outcome.contentHash)
            }
            let reason = outcome.verdict.description.trimmingPrefix("rejected: ")
            throw .photo(
                reason: "\(file.lastPathComponent) cannot be used as a photo: \(reason)",
                remedy: "Give a JPEG, PNG, WebP, HEIC or GIF file, or search by words.")
        }
    }
}
