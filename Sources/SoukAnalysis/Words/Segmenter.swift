import CSoukText
import Synchronization

/// Words in text of scripts without spaces, by ICU's dictionaries.
enum Segmenter {
    /// Longer runs are no text; they are cut.
    private static let longest = 4_096

    /// ICU's iterators serve one thread at a time.
    private final class Pool: Sendable {
        private let idle = Mutex<[Iterator]>([])

        func run<Value>(_ body: (Iterator) -> Value) -> Value {
            let iterator = idle.withLock { $0.popLast() } ?? Iterator()
            defer { idle.withLock { if $0.count < 16 { $0.append(iterator) } } }
            return body(iterator)
        }
    }

    /// Handed from thread to thread by the pool, never shared.
    private final class Iterator: @unchecked Sendable {
        private let segmenter = souk_segmenter_open()

        deinit { if let segmenter { souk_segmenter_close(segmenter) } }

        func ends(_ units: [UInt16]) -> [Int] {
            guard let segmenter else { return [] }
            var ends = [Int32](repeating: 0, count: units.count + 1)
            let count = souk_segmenter_ends(
                segmenter, units, Int32(units.count), &ends, Int32(ends.count))
            return ends.prefix(Int(max(0, count))).map { Int($0) }
        }
    }

    private static let pool = Pool()

    /// The words of a run, as ranges of its letters.
    ///
    /// - Parameter letters: each with its marks.
    static func words(_ letters: ArraySlice<String>) -> [Range<Int>] {
        var units: [UInt16] = []
        var letterEnds: [Int: Int] = [:]
        for (index, letter) in letters.prefix(longest).enumerated() {
            units.append(contentsOf: letter.utf16)
            letterEnds[units.count] = index + 1
        }
        var words: [Range<Int>] = []
        var start = 0
        for end in pool.run({ $0.ends(units) }) {
            guard let end = letterEnds[end], end > start else { continue }
            words.append(start..<end)
            start = end
        }
        return words
    }
}
