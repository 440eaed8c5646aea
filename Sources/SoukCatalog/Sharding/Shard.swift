/// One of several parts of the listings. A listing's id alone decides which, on every machine and for ever.
public struct Shard: Sendable, Equatable, CustomStringConvertible {
    /// From 0.
    public let index: Int
    public let count: Int

    /// nil unless `index` is below `count`, and there are at most 65,536.
    public init?(index: Int, count: Int) {
        guard (1...65_536).contains(count), (0..<count).contains(index) else { return nil }
        (self.index, self.count) = (index, count)
    }

    /// `2/8`, from 0; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else { return nil }
        self.init(index: index, count: count)
    }

    /// All listings in one part.
    public static let whole = Shard(uncheckedIndex: 0, count: 1)

    private init(uncheckedIndex index: Int, count: Int) { (self.index, self.count) = (index, count) }

    public var description: String { "\(index)/\(count)" }

    public func contains(_ id: String) -> Bool { Self.number(of: id, among: count) == index }

    /// FNV-1a over the id's bytes, and the finalizer of MurmurHash3, since the former's low bits alone mix badly.
    public static func number(of id: String, among count: Int) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return Int((hash ^ hash >> 33) % UInt64(max(count, 1)))
    }
}
