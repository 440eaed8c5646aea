/// A listing's title and description reduced to what duplicates share: lower-case words.
struct DuplicateText: Equatable {
    let words: [Substring]
    /// Those of the title.
    let titleWords: [Substring]
    /// The words joined by one space.
    let normalised: String

    init(title: String, description: String) {
        let text = (title + " " + description).lowercased()
        let words = text.split { !$0.isLetter && !$0.isNumber }
        self.words = words
        titleWords = title.lowercased().split { !$0.isLetter && !$0.isNumber }
        normalised = words.joined(separator: " ")
    }

    /// Hashes of the runs of three words, sorted and without repeats.
    var shingles: [UInt64] {
        let hashes = words.map { StableHash.hash($0.utf8) }
        guard hashes.count >= 3 else { return [] }
        var shingles = (0..<(hashes.count - 2)).map { start in
            SplitMix64.mix(
                hashes[start] &+ SplitMix64.mix(hashes[start + 1] &+ SplitMix64.mix(hashes[start + 2])))
        }
        shingles.sort()
        var last: UInt64?
        shingles.removeAll { shingle in
            defer { last = shingle }
            return shingle == last
        }
        return shingles
    }
}
