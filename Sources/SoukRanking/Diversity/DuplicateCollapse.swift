/// One result for each group of listings that show the same thing.
public enum DuplicateCollapse {
    public struct Kept: Sendable, Equatable {
        /// The position of the group's best candidate in the given order.
        public var position: Int
        /// Positions of the others, best first.
        public var others: [Int]
    }

    /// - Parameter groups: of the candidates from best to worst; nil stands for itself.
    public static func collapse(groups: [Int?]) -> [Kept] {
        var kept: [Kept] = []
        var places: [Int: Int] = [:]
        for (position, group) in groups.enumerated() {
            if let group, let place = places[group] {
                kept[place].others.append(position)
                continue
            }
            if let group { places[group] = kept.count }
            kept.append(Kept(position: position, others: []))
        }
        return kept
    }
}
