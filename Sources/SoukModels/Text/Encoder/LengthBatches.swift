/// Indices of sequences in batches of like length: the longest first, so that memory is taken once.
struct LengthBatches: Sequence, IteratorProtocol {
    /// The most sequences, and the most tokens with padding, of a batch.
    static let sequences = 64
    static let tokens = 4096
    /// With so many tokens a batch is as fast as can be, and goes on only with sequences nearly as long.
    static let enough = 256

    private let lengths: [Int]
    private var rest: ArraySlice<Int>

    init(_ lengths: [Int]) {
        self.lengths = lengths
        rest = lengths.indices.sorted { (lengths[$0], $1) > (lengths[$1], $0) }[...]
    }

    mutating func next() -> [Int]? {
        guard let first = rest.first else { return nil }
        let longest = Swift.max(lengths[first], 1)
        let most = Swift.max(1, Swift.min(Self.sequences, Self.tokens / longest))
        var count = 1
        for index in rest.dropFirst().prefix(most - 1) {
            guard count * longest < Self.enough || lengths[index] * 5 >= longest * 4 else { break }
            count += 1
        }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
}
