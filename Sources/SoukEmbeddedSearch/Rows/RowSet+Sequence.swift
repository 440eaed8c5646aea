import SoukSearch

extension RowSet: Sequence {
    /// Rows in rising order.
    package struct Iterator: IteratorProtocol {
        private let rows: RowSet
        private var word = -1
        private var bits: UInt64 = 0

        init(_ rows: RowSet) { self.rows = rows }

        package mutating func next() -> Int64? {
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

    package func makeIterator() -> Iterator { Iterator(self) }

    package var underestimatedCount: Int { count }
}

extension RowSet: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: Int64...) { self.init(elements) }
}
