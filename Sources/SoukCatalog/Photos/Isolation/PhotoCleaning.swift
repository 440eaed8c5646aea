import Dispatch

/// Cleans untrusted photos, in this process or apart from it.
public protocol PhotoCleaning: Sendable {
    /// What became of a photo's bytes; one that cannot be used has a verdict that says why.
    ///
    /// - Parameters:
    ///   - bytes: the photo file, in any format of ``PhotoFormat``.
    ///   - name: the file's name where there is one.
    /// - Throws: `CancellationError` when the task was cancelled, `CatalogError.io` where nothing can be cleaned.
    func cleaned(_ bytes: [UInt8], name: String) async throws -> CleanedPhoto

    /// How many photos were given up because they took more time or memory than they may.
    var givenUp: Int { get }
}

/// A photo's outcome, and its clean sizes where it can be used.
public struct CleanedPhoto: Sendable, Equatable {
    public var outcome: PhotoOutcome
    public var photo: CleanPhoto?

    public init(outcome: PhotoOutcome, photo: CleanPhoto?) {
        self.outcome = outcome
        self.photo = photo
    }
}

/// Cleans photos in this process, two at a time. Nothing stops a photo that takes long: for untrusted photos,
/// see ``IsolatedPhotoCleaning``.
public struct LocalPhotoCleaning: PhotoCleaning {
    private let cleaner: PhotoCleaner
    private let places = Allowance(2)
    private static let queue = DispatchQueue(
        label: "souk.photos", qos: .userInitiated, attributes: .concurrent)

    public init(_ cleaner: PhotoCleaner = PhotoCleaner()) { self.cleaner = cleaner }

    public var givenUp: Int { 0 }

    public func cleaned(_ bytes: [UInt8], name: String) async throws -> CleanedPhoto {
        try await places.take(1)
        defer { places.give(1) }
        return await Self.queue.run { [cleaner] in
            let (outcome, photo) = cleaner.clean(bytes: bytes, name: name)
            return CleanedPhoto(outcome: outcome, photo: photo)
        }
    }
}
