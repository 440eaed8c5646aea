import SoukSearch

extension RowSet {
    package func union(_ other: RowSet) -> RowSet {
        merged(with: other, keepsOwn: true, keepsOther: true) { $0 | $1 }
    }

    package func intersection(_ other: RowSet) -> RowSet {
        merged(with: other, keepsOwn: false, keepsOther: false) { $0 & $1 }
    }

    package func subtracting(_ other: RowSet) -> RowSet {
        merged(with: other, keepsOwn: true, keepsOther: false) { $0 & ~$1 }
    }

    package func isSubset(of other: RowSet) -> Bool {
        count <= other.count && subtracting(other).isEmpty
    }

    package func isDisjoint(with other: RowSet) -> Bool {
        intersection(other).isEmpty
    }

    package mutating func formUnion(_ other: RowSet) {
        if other.count < keys.count {
            for row in other { insert(row) }
        } else {
            self = union(other)
        }
    }

    /// Walks both sets of blocks in step.
    private func merged(
        with other: RowSet, keepsOwn: Bool, keepsOther: Bool, _ combine: (UInt64, UInt64) -> UInt64
    ) -> RowSet {
        var result = RowSet()
        var own = 0
        var others = 0
        while own < keys.count || others < other.keys.count {
            if others == other.keys.count || (own < keys.count && keys[own] < other.keys[others]) {
                if keepsOwn { result.append(keys[own], block(at: own)) }
                own += 1
            } else if own == keys.count || other.keys[others] < keys[own] {
                if keepsOther { result.append(other.keys[others], other.block(at: others)) }
                others += 1
            } else {
                result.append(keys[own], zip(block(at: own), other.block(at: others)).map(combine))
                own += 1
                others += 1
            }
        }
        return result
    }
}
