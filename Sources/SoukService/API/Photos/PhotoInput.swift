import SoukCatalog
import Foundation
import SoukRanking

/// Lends the photo of a request, clean. It waits for its turn among photos, not among searches.
extension UploadedPhotos {
    /// - Throws: `request.invalid` for a reference that is unknown or too old, for bytes that are no photo, and for
    ///   a body with both or neither.
    func lend<Value: Sendable>(
        _ photo: JSON?, at pointer: JSONPointer, _ context: SoukRequestContext,
        _ body: @Sendable (QueryPhoto?) async throws -> Value
    ) async throws -> Value {
        guard let photo else { return try await body(nil) }
        switch (photo["base64"]?.text, photo["reference"]?.text) {
        case (let text?, nil):
            let place = pointer.appending("base64")
            guard let bytes = Data(base64Encoded: text) else {
                throw Problem.invalid(
                    place.description, "It is not base64.",
                    next: "Give the file's bytes in base64 (RFC 4648), padded.")
            }
            return try await lend(bytes, at: place.description, context, body)
        case (nil, let reference?):
            guard let photo = await self.photo(reference) else {
                throw Problem.invalid(
                    pointer.appending("reference").description, "There is no such photo, or no longer.",
                    next: "Upload it again with POST /v1/photos.")
            }
            return try await body(photo.query)
        default:
            throw Problem.invalid(pointer.description, "Expected either base64 or reference.")
        }
    }

    /// The same for bytes that came by themselves.
    func lend<Value: Sendable>(
        _ bytes: Data, at place: String, _ context: SoukRequestContext,
        _ body: @Sendable (QueryPhoto) async throws -> Value
    ) async throws -> Value {
        let photo: QueryPhoto
        do { photo = try await context.inPhotoTurn { try await self.query(bytes) } } catch {
            throw Problem.photo(error, at: place)
        }
        return try await body(photo)
    }

    /// Keeps the photo, or says where the bytes stand that are none.
    ///
    /// - Parameter owner: the name of who is logged in.
    func take(_ bytes: Data, owner: String?, at place: String) async throws -> Photo {
        do { return try await add(bytes, owner: owner) } catch {
            throw Problem.photo(error, at: place)
        }
    }
}

extension Problem {
    /// A photo that cannot be used: what it looks like, never where it lay.
    static func photo(_ error: any Error, at place: String) -> Problem {
        guard let error = error as? CatalogError, case .photo(_, let reason) = error else {
            return Problem(from: error)
        }
        return photo(reason, at: place)
    }

    static func photo(_ reason: String, at place: String) -> Problem {
        .invalid(
            place, "This photo cannot be used: \(reason).",
            next: "Send a JPEG, PNG, WebP, GIF, TIFF, HEIC or AVIF file of at most 250 million pixels.")
    }
}
