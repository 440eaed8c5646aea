/// Which photos and passages tell that listings are alike, by how rare they are.
///
/// What several otherwise unlike listings share, a shop's logo or its terms, says nothing about any of them.
struct TellingEvidence {
    /// Shared by so many listings with unlike titles, a photo or passage says nothing.
    static let unlikeTitles = 4
    /// Differing bits of 64 up to which two photos are one picture.
    private let photoDistance: Int
    /// Owners beyond these are not looked at.
    private static let mostOwners = 64

    private let titles: [[DuplicateText.Word]]

    init(_ texts: [DuplicateText], photoDistance: Int) {
        titles = texts.map(\.titleWords)
        self.photoDistance = photoDistance
    }

    /// Whether what these listings share says nothing, because their titles are about unlike things.
    func isCommon(_ owners: some Sequence<Int>) -> Bool {
        let titles = owners.prefix(Self.mostOwners).map { Set(self.titles[$0]) }
        guard titles.count >= Self.unlikeTitles else { return false }
        var counts: [DuplicateText.Word: Int] = [:]
        for title in titles { for word in title { counts[word, default: 0] += 1 } }
        // Words of most of the titles, a brand or the shop's name, tell no title from another, and numbers do not either.
        let own = titles.map { title in
            title.filter { word in
                (counts[word] ?? 0) * 2 <= titles.count && !word.isNumber
            }
        }
        var unlike: [Set<DuplicateText.Word>] = []
        for title in own where !title.isEmpty && !unlike.contains(where: { Self.areAlike($0, title) }) {
            unlike.append(title)
            if unlike.count == Self.unlikeTitles { return true }
        }
        return false
    }

    private static func areAlike(_ one: Set<DuplicateText.Word>, _ other: Set<DuplicateText.Word>) -> Bool {
        one.intersection(other).count * 2 > min(one.count, other.count)
    }

    /// Each listing's shingles without those that are common; sorted, without repeats.
    func telling(_ shingles: [[UInt64]]) -> [[UInt64]] {
        let shared = SharedElements.counts(shingles, least: Self.unlikeTitles)
        var owners: [UInt64: [Int]] = [:]
        for (listing, set) in shingles.enumerated() {
            for shingle in set where shared[shingle] != nil {
                if owners[shingle, default: []].count < Self.mostOwners {
                    owners[shingle, default: []].append(listing)
                }
            }
        }
        // A shop's terms are many shingles of the same owners: each set of owners is judged once.
        var judged: [[Int]: Bool] = [:]
        var common: Set<UInt64> = []
        for (shingle, owners) in owners {
            let isCommon = judged[owners] ?? isCommon(owners)
            judged[owners] = isCommon
            if isCommon { common.insert(shingle) }
        }
        return common.isEmpty ? shingles : shingles.map { $0.filter { !common.contains($0) } }
    }

    /// The photos without those whose picture, as the same file or nearly the same, is common.
    func telling(_ photos: [DuplicateSubjects.Photo]) -> [DuplicateSubjects.Photo] {
        let common = commonFiles(photos)
        let pictures = commonPictures(photos)
        guard !common.isEmpty || !pictures.isEmpty else { return photos }
        return photos.filter {
            !common.contains($0.contentHash) && !($0.perceptualHash.map(pictures.contains) ?? false)
        }
    }

    private func commonFiles(_ photos: [DuplicateSubjects.Photo]) -> Set<String> {
        let owners = Dictionary(grouping: photos, by: \.contentHash).mapValues { $0.map(\.listing) }
        return Set(owners.filter { isCommon($0.value) }.keys)
    }

    private func commonPictures(_ photos: [DuplicateSubjects.Photo]) -> Set<UInt64> {
        var owners: [UInt64: [Int]] = [:]
        for photo in photos {
            guard let hash = photo.perceptualHash else { continue }
            owners[hash, default: []].append(photo.listing)
        }
        let hashes = owners.keys.sorted()
        var around = hashes.map { Array((owners[$0] ?? []).prefix(Self.mostOwners)) }
        NearHashes(distance: photoDistance).forEachPair(
            of: hashes, unless: { around[$0].count >= Self.mostOwners && around[$1].count >= Self.mostOwners }
        ) { one, other in
            around[one] += (owners[hashes[other]] ?? []).prefix(Self.mostOwners)
            around[other] += (owners[hashes[one]] ?? []).prefix(Self.mostOwners)
        }
        return Set(hashes.indices.filter { isCommon(Set(around[$0]).sorted()) }.map { hashes[$0] })
    }
}
