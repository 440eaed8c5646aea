import SoukCatalog

/// One of several parts of the listings. A listing's id alone decides which, on every machine and for ever.
struct Shard: Equatable {
    /// From 0.
    let index: Int
    let count: Int

    /// All listings in one part.
    static let whole = Shard(only: ())

    private init(only: Void) { (index, count) = (0, 1) }

    /// nil unless `index` is below `count`.
    init?(index: Int, count: Int) {
        guard (0..<count).contains(index) else { return nil }
        (self.index, self.count) = (index, count)
    }

    /// The part of an id, or of a token: by the first 64 bits of its SHA-256.
    static func number(of id: String, among count: Int) -> Int {
        guard count > 1, let hash = UInt64(Checksum.sha256(id).prefix(16), radix: 16) else { return 0 }
        return Int(hash % UInt64(count))
    }
}
