import SoukSearch

/// The best of many scored things, in a heap whose root is the worst of them.
struct TopCandidates<Item> {
    private(set) var entries: [(score: Float, item: Item)] = []
    let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        entries.reserveCapacity(min(capacity, 4_096))
    }

    /// What a score must exceed to be kept.
    var threshold: Float { entries.count < capacity ? -.infinity : entries[0].score }

    /// The caller has compared `score` with `threshold`.
    mutating func insert(_ item: Item, score: Float) {
        if entries.count < capacity {
            entries.append((score, item))
            rise(from: entries.count - 1)
        } else if capacity > 0 {
            entries[0] = (score, item)
            sink()
        }
    }

    private mutating func rise(from start: Int) {
        var place = start
        while place > 0, entries[place].score < entries[(place - 1) / 2].score {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    private mutating func sink() {
        var place = 0
        while true {
            var least = place
            for child in 2 * place + 1...2 * place + 2
            where child < entries.count && entries[child].score < entries[least].score { least = child }
            guard least != place else { return }
            entries.swapAt(place, least)
            place = least
        }
    }
}
