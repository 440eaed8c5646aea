/// An id made of a listing's content: the same row gets the same id in every import.
enum StableID {
    /// 32 hexadecimal digits: FNV-1a (Fowler, Noll, Vo) of 128 bits over the texts, each closed by a zero byte.
    static func make(_ texts: [String]) -> String {
        var hash: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
        let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013B
        for text in texts {
            for byte in text.utf8 { hash = (hash ^ UInt128(byte)) &* prime }
            hash = hash &* prime
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
