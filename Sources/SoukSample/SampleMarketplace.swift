public import SoukCatalog
public import Foundation

/// A fictional marketplace with the defects of real ones: listings, photos drawn by Souk, broken files.
///
/// Equal arguments give equal bytes, on any number of threads.
public struct SampleMarketplace: Sendable {
    public var seed: UInt64
    /// How many listings; a few ragged records come on top.
    public var listings: Int
    /// Whether photos and `Images.csv` are made too; without, memory use is constant at any size.
    public var photos: Bool

    public init(seed: UInt64 = 1, listings: Int = 1300, photos: Bool = true) {
        self.seed = seed
        self.listings = listings
        self.photos = photos
    }

    /// Writes `Products.csv`, `Images.csv`, `images/` and `sample.json` into a folder.
    ///
    /// Everything is written beside the folder first and moved into place when it is complete, so that a
    /// stop at any moment leaves no half sample; an earlier sample in the folder is replaced.
    ///
    /// - Throws: `CatalogError.usage` when the folder holds anything but a sample or `listings` is negative;
    ///   `.interrupted` when `isCancelled` says so; `.io` when the disk refuses.
    @discardableResult
    public func write(
        to folder: URL, progress: (SampleProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false }
    ) throws(CatalogError) -> SampleSummary {
        guard listings >= 0 else {
            throw .usage(reason: "\(listings) listings were asked for", remedy: "Give a number from 0 up.")
        }
        let target = SampleFolder(final: folder)
        try target.prepare()
        do throws(CatalogError) {
            let summary = try SampleWriter(marketplace: self, folder: target.partial)
                .write(progress: progress, isCancelled: isCancelled)
            try target.publish(summary)
            return summary
        } catch {
            target.discard()
            throw error
        }
    }
}
