/// Draws train, validation and test: stratified by category, by whole groups, from a seed.
///
/// The draw depends on ids and the seed only, not on the order of the items. Items that have a part
/// keep it; new groups fill up what each part of their category still lacks.
struct SplitPlanner {
    /// One thing to assign.
    struct Item {
        var id: String
        var group: Int
        /// The stratum; empty for unlabelled items.
        var category: String
        /// From an earlier draw.
        var part: SplitPart?
    }

    var seed: UInt64

    /// The part of every item, in the items' order.
    func plan(_ items: [Item]) -> [SplitPart] {
        let groups = Dictionary(grouping: items.indices) { items[$0].group }
            .values.map { Group(members: $0, of: items, seed: seed) }
        var parts = [SplitPart](repeating: .train, count: items.count)
        for stratum in Dictionary(grouping: groups, by: \.category).values {
            for (group, part) in assign(stratum) {
                for member in group.members { parts[member] = part }
            }
        }
        return parts
    }

    private func assign(_ groups: [Group]) -> [(Group, SplitPart)] {
        var quota = Quota(total: groups.reduce(0) { $0 + $1.members.count })
        var assigned: [(Group, SplitPart)] = []
        for group in groups {
            guard let part = group.part else { continue }
            quota.add(group.members.count, to: part)
            assigned.append((group, part))
        }
        let new = groups.filter { $0.part == nil }.sorted { $0.precedes($1) }
        for (index, group) in new.enumerated() {
            let empty = SplitPart.allCases.filter { quota.count[$0] == nil }
            let mustOpen = groups.count >= 3 && new.count - index <= empty.count
            let part = quota.neediest(among: mustOpen ? empty : SplitPart.allCases)
            quota.add(group.members.count, to: part)
            assigned.append((group, part))
        }
        return assigned
    }
}

/// Items that must not be parted.
private struct Group {
    var members: [Int]
    var category: String
    var part: SplitPart?
    private var rank: UInt64
    private var key: String

    init(members: [Int], of items: [SplitPlanner.Item], seed: UInt64) {
        self.members = members
        key = members.map { items[$0].id }.min() ?? ""
        rank = StableHash.hash(key.utf8, seed: seed)
        let votes = Dictionary(grouping: members) { items[$0].category }.mapValues(\.count)
        category = votes.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
        // A newcomer may glue groups of different parts together. Nothing that a model may have
        // been trained on can become test data, so the most used part wins.
        let earlier = members.compactMap { items[$0].part }
        part = SplitPart.allCases.first(where: earlier.contains)
    }

    /// Large groups first, while there is room; equal ones by lot.
    func precedes(_ other: Group) -> Bool {
        let large = (members.count > 3 ? members.count : 0, other.members.count > 3 ? other.members.count : 0)
        return large.0 != large.1 ? large.0 > large.1 : (rank, key) < (other.rank, other.key)
    }
}

/// How far each part is from its share.
private struct Quota {
    var total: Int
    var count: [SplitPart: Int] = [:]

    mutating func add(_ items: Int, to part: SplitPart) { count[part, default: 0] += items }

    /// The part that lacks most items; the earlier one when equal.
    func neediest(among parts: [SplitPart]) -> SplitPart {
        parts.max { lack(of: $0) < lack(of: $1) } ?? .train
    }

    private func lack(of part: SplitPart) -> Double {
        part.share * Double(total) - Double(count[part] ?? 0)
    }
}
