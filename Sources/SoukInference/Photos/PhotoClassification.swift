import Foundation
import SoukCatalog
import SoukTensors
import Synchronization

/// Categories for any photos: cleaned as an import cleans them, seen as validation saw them.
public struct PhotoClassification {
    package let model: TrainedClassifier
    private let cleaner = PhotoCleaner()

    public init(_ model: TrainedClassifier) { self.model = model }

    /// Answers in the order of the photos, a batch at a time.
    ///
    /// - Throws: `interrupted` when `isCancelled` says so, and what `each` throws. A file that is no photo
    ///   is an answer with an `error`.
    public func run(
        _ photos: [PhotoInput], batch: Int = 32, isCancelled: () -> Bool = { false },
        each: ([PhotoAnswer]) throws -> Void
    ) throws {
        for start in stride(from: 0, to: photos.count, by: batch) {
            if isCancelled() { throw CatalogError.interrupted }
            try each(answers(to: Array(photos[start..<min(start + batch, photos.count)])))
        }
    }

    private func answers(to photos: [PhotoInput]) throws -> [PhotoAnswer] {
        let views = views(of: photos)
        let readable = views.compactMap { try? $0.get() }
        var rows = try probabilities(of: readable).makeIterator()
        return zip(photos, views).map { photo, view in
            switch view {
            case .failure(let error): PhotoAnswer(photo: photo.name, error: error.reason)
            case .success:
                PhotoAnswer(photo: photo.name, probabilities: rows.next() ?? [], model: model.description)
            }
        }
    }

    private func probabilities(of views: [PixelBuffer]) throws -> [[Float]] {
        guard !views.isEmpty else { return [] }
        let side = model.scorer.pixels
        let stacked = try Tensor(views.flatMap(\.bytes), shape: [views.count, side, side, 3])
        return try model.probabilities(of: stacked.permuted([0, 3, 1, 2]))
    }

    private struct Unreadable: Error { var reason: String }

    /// Cleans and decodes on all cores.
    private func views(of photos: [PhotoInput]) -> [Result<PixelBuffer, Unreadable>] {
        let done = Mutex<[Int: Result<PixelBuffer, Unreadable>]>([:])
        let (cleaner, side) = (cleaner, model.scorer.pixels)
        DispatchQueue.concurrentPerform(iterations: photos.count) { index in
            let view = Self.view(of: photos[index], cleaner, side: side)
            done.withLock { $0[index] = view }
        }
        return done.withLock { found in photos.indices.compactMap { found[$0] } }
    }

    private static func view(
        of photo: PhotoInput, _ cleaner: PhotoCleaner, side: Int
    ) -> Result<PixelBuffer, Unreadable> {
        let (outcome, clean) = photo.cleaned(by: cleaner)
        guard let clean, let frame = outcome.frame else {
            let verdict = outcome.verdict.description
            return .failure(Unreadable(reason: String(verdict.trimmingPrefix("rejected: "))))
        }
        do {
            return .success(
                try PhotoDecoder.decode(
                    clean.bytes(.forInput(side)), crop: frame, width: side, height: side))
        } catch {
            return .failure(Unreadable(reason: "\(error)"))
        }
    }
}
