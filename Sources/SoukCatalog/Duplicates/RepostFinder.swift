/// Finds listings that offer the very same thing a second time, so surely that a page may show one for all.
///
/// Listings of different sellers are different offers, and so are listings whose photos show different things or whose
/// prices are far apart: one used and one new, one with its charger and one without. Every two
/// members of a group are alike: what is alike to one member alone stays outside.
struct RepostFinder {
    /// Why a listing counts as a repost.
    enum Reason: String, CaseIterable {
        case sameText = "same title and description"
        case samePhoto = "same photo of the goods, same title"
    }

    /// A member of a group, with what makes it one; the first of a group has the reason of the second.
    struct Member: Equatable {
        var group: Int
        var reason: Reason
    }

    private let subjects: DuplicateSubjects
    /// Differing bits of 64 up to which photos are the same picture.
    private static let photoDistance = 4
    /// Titles and descriptions of fewer words count only with the same price and town.
    private static let tellingWords = 8
    /// Members of one group that a newcomer is compared with.
    private static let mostCompared = 64

    /// Above so many hundredths of the lower price the higher one is that of another offer.
    private static let priceRange = 125

    private let files: [Set<String>]
    private let pictures: [[UInt64]]
    private let photoCounts: [Int]

    init(_ subjects: DuplicateSubjects, photoDistance: Int) {
        self.subjects = subjects
        let evidence = TellingEvidence(subjects.texts, photoDistance: photoDistance)
        var files = subjects.texts.map { _ in Set<String>() }
        var pictures = subjects.texts.map { _ in [UInt64]() }
        for photo in evidence.telling(subjects.photos) {
            files[photo.listing].insert(photo.contentHash)
            if let hash = photo.perceptualHash { pictures[photo.listing].append(hash) }
        }
        (self.files, self.pictures) = (files, pictures)
        photoCounts = files.map(\.count)
    }

    /// By listing; nil for what is no repost. Groups are numbered 1, 2, … in the order of their first listings.
    func members() -> [Member?] {
        var groups: [[Int]] = []
        var reasons: [Int: Reason] = [:]
        for candidates in candidates() {
            var own: [[Int]] = []
            let unclear = unclearTexts(of: candidates)
            for listing in candidates {
                let place = own.firstIndex { group in
                    group.prefix(Self.mostCompared).allSatisfy { alike($0, listing, unclear) != nil }
                }
                guard let place, let first = own[place].first,
                    let reason = alike(first, listing, unclear)
                else {
                    own.append([listing])
                    continue
                }
                own[place].append(listing)
                reasons[listing] = reason
                reasons[first] = reasons[first] ?? reason
            }
            groups += own.filter { $0.count > 1 }
        }
        var members = [Member?](repeating: nil, count: subjects.texts.count)
        for (number, group) in groups.sorted(by: { $0[0] < $1[0] }).enumerated() {
            for listing in group {
                members[listing] = reasons[listing].map { Member(group: number + 1, reason: $0) }
            }
        }
        return members
    }

    /// Listings of the same title: only they are compared.
    private func candidates() -> [[Int]] {
        var byTitle: [DuplicateText.Key: [Int]] = [:]
        for (listing, text) in subjects.texts.enumerated() where !text.titleWords.isEmpty {
            byTitle[text.title, default: []].append(listing)
        }
        return byTitle.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }

    /// Texts under which some of the candidates show one thing and some another: by itself, such a text does not tell
    /// which of them a listing without photos offers.
    private func unclearTexts(of candidates: [Int]) -> Set<DuplicateText.Key> {
        var shown: [DuplicateText.Key: Int] = [:]
        var unclear: Set<DuplicateText.Key> = []
        for listing in candidates where photoCounts[listing] > 0 {
            let text = subjects.texts[listing].all
            if let first = shown[text] {
                if !sharePhoto(first, listing) { unclear.insert(text) }
            } else {
                shown[text] = listing
            }
        }
        return unclear
    }

    private func alike(_ one: Int, _ other: Int, _ unclear: Set<DuplicateText.Key>) -> Reason? {
        if let seller = subjects.sellers[one], let second = subjects.sellers[other], seller != second {
            return nil
        }
        guard haveLikePrices(one, other) else { return nil }
        if sharePhoto(one, other) { return .samePhoto }
        // Photos of other things: two of a kind, not one twice.
        guard photoCounts[one] == 0 || photoCounts[other] == 0 else { return nil }
        let (text, second) = (subjects.texts[one], subjects.texts[other])
        guard text.all == second.all, !unclear.contains(text.all) else { return nil }
        let isTelling = text.wordCount >= Self.tellingWords && text.wordCount > text.titleWords.count
        return isTelling || subjects.context[one] == subjects.context[other] ? .sameText : nil
    }

    /// True where one has no price.
    private func haveLikePrices(_ one: Int, _ other: Int) -> Bool {
        guard subjects.prices.indices.contains(max(one, other)), let price = subjects.prices[one],
            let second = subjects.prices[other]
        else { return true }
        let (low, high) = (min(price.amount, second.amount), max(price.amount, second.amount))
        return price.currency == second.currency
            && Double(high) * 100 <= Double(low) * Double(Self.priceRange)
    }

    private func sharePhoto(_ one: Int, _ other: Int) -> Bool {
        !files[one].isDisjoint(with: files[other])
            || pictures[one].contains { hash in
                pictures[other].contains { ($0 ^ hash).nonzeroBitCount <= Self.photoDistance }
            }
    }
}
