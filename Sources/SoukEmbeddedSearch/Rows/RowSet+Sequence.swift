import SoukSearch

extension RowSet: Sequence {
    /// Rows in rising order.
    public struct Iterator: IteratorProtocol {
        private let rows: RowSet
        private var word = -1
        private var bits: UInt64 = 0

        init(_ rows: RowSet) { self.rows = rows }

        public mutating func next() -> Int64? {
            while bits == 0 {
                word += 1
                guard word < rows.words.count else {
                    word = rows.words.count
                    return nil
                }
                bits = rows.words[word]
            }
            let bit = bits.trailingZeroBitCount
            bits &= bits - 1
            let key = rows.keys[word / RowSet.wordsPerBlock]
            return key << 12 | Int64((word % RowSet.wordsPerBlock) << 6 | bit)
        }
    }

    public func makeIterator() -> Iterator { Iterator(self) }

    public var underestimatedCount: Int { count }
}

extension RowSet: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: Int64...) { self.init(elements) }
}
