/// What a sample holds, the promised defects included; written beside it as `sample.json`.
public struct SampleSummary: Sendable, Codable, Equatable {
    public var seed: UInt64
    /// Sound records of `Products.csv`.
    public var listings = 0
    /// Records of `Images.csv`.
    public var photoRows = 0
    /// Files in `images/`.
    public var photoFiles = 0
    /// Listings by the top-level category that they are filed under.
    public var categories: [String: Int] = [:]
    /// Listings that repeat an earlier one.
    public var repeatedListings = 0
    /// Listings filed under a category chosen at random.
    public var misfiledListings = 0
    /// Descriptions by the defect that they have.
    public var damagedDescriptions: [String: Int] = [:]
    public var brokenPhotos: [Broken] = []
    /// Ids of photos that have a row and no file.
    public var photosWithoutFile: [String] = []
    /// Names of files that have no row.
    public var filesWithoutRow: [String] = []
    /// The records at the end of `Products.csv` that have not 7 fields, and what is wrong with each.
    public var raggedRecords: [String] = []

    /// A photo file that is not what its name says.
    public struct Broken: Sendable, Codable, Equatable {
        public var file: String
        public var defect: String
        /// Whether a picture can still be had from it.
        public var isReadable: Bool
    }

    mutating func count(_ offer: Offer, photos: Bool) {
        listings += 1
        categories[offer.path[0], default: 0] += 1
        if offer.repeats != nil { repeatedListings += 1 }
        if offer.isMisfiled { misfiledListings += 1 }
        for damage in offer.damages { damagedDescriptions[damage.rawValue, default: 0] += 1 }
        guard photos else { return }
        for shot in offer.shots {
            photoRows += 1
            if shot.isLost { photosWithoutFile.append(shot.id) } else { photoFiles += 1 }
            if let defect = shot.defect {
                brokenPhotos.append(
                    Broken(file: shot.id + ".jpg", defect: defect.rawValue, isReadable: defect.isReadable))
            }
        }
    }
}

/// How far the writing of a sample is.
public struct SampleProgress: Sendable, Equatable {
    public var listings, totalListings: Int
    public var photos: Int
    /// Seconds since the start.
    public var seconds: Double

    public var listingsPerSecond: Double { seconds > 0 ? Double(listings) / seconds : 0 }
    public var photosPerSecond: Double { seconds > 0 ? Double(photos) / seconds : 0 }
}
