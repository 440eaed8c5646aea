import CSoukPostings
import SoukSearch

/// Turns documents' words around: for each term the documents that hold it, and how often in which field.
struct PostingWriter {
    let terms: Int
    /// `[documents, 4]`
    let lengths: [UInt16]
    /// `[documents * 3 + 1]`
    let fieldStarts: [UInt32]
    let tokens: [UInt32]

    private struct Occurrences {
        var document: UInt32
        var title: UInt16 = 0
        var description: UInt16 = 0
        var categories: UInt16 = 0

        mutating func add(_ field: Int) {
            switch field {
            case 0: title += title < .max ? 1 : 0
            case 1: description += description < .max ? 1 : 0
            default: categories += categories < .max ? 1 : 0
            }
        }

        func count(_ field: Int) -> UInt16 { field == 0 ? title : field == 1 ? description : categories }
    }

    private var documentCount: Int { fieldStarts.count / 3 }

    func add(to image: inout SegmentImage) {
        var starts = counted()
        image.add(starts)
        var sum: UInt32 = 0
        for term in starts.indices { (starts[term], sum) = (sum, sum + starts[term]) }
        starts.append(sum)
        add(lists(starts, count: Int(sum)), starts, to: &image)
    }

    /// How many documents hold each term.
    private func counted() -> [UInt32] {
        var counts = [UInt32](repeating: 0, count: terms)
        var last = [UInt32](repeating: .max, count: terms)
        for document in 0..<documentCount {
            for index in Int(fieldStarts[document * 3])..<Int(fieldStarts[document * 3 + 3]) {
                let term = Int(PackedToken.term(tokens[index]))
                guard last[term] != UInt32(document) else { continue }
                last[term] = UInt32(document)
                counts[term] += 1
            }
        }
        return counts
    }

    /// All lists, one behind the other.
    private func lists(_ starts: [UInt32], count: Int) -> [Occurrences] {
        var lists = [Occurrences](repeating: Occurrences(document: .max), count: count)
        var ends = starts
        for document in 0..<documentCount {
            for field in 0..<3 {
                let place = document * 3 + field
                for index in Int(fieldStarts[place])..<Int(fieldStarts[place + 1]) {
                    let term = Int(PackedToken.term(tokens[index]))
                    var end = Int(ends[term])
                    if end == Int(starts[term]) || lists[end - 1].document != UInt32(document) {
                        lists[end].document = UInt32(document)
                        end += 1
                        ends[term] = UInt32(end)
                    }
                    lists[end - 1].add(field)
                }
            }
        }
        return lists
    }

    private func add(_ lists: [Occurrences], _ starts: [UInt32], to image: inout SegmentImage) {
        var blockStarts: [UInt32] = [0]
        var blocks: [SPBlock] = []
        var packed: [UInt8] = []
        var values = [UInt32](repeating: 0, count: SPBlockLength)
        for term in 0..<terms {
            var next: UInt32 = 0
            var start = Int(starts[term])
            let end = Int(starts[term + 1])
            while start < end {
                let range = start..<min(start + SPBlockLength, end)
                blocks.append(block(lists, range, at: packed.count))
                let widths = packed.count
                packed.append(contentsOf: [0, 0, 0, 0])
                for (offset, index) in range.enumerated() {
                    values[offset] = lists[index].document - next
                    next = lists[index].document + 1
                }
                Self.pack(values, range.count, widthAt: widths, &packed)
                for field in 0..<3 {
                    for (offset, index) in range.enumerated() {
                        values[offset] = UInt32(lists[index].count(field))
                    }
                    Self.pack(values, range.count, widthAt: widths + 1 + field, &packed)
                }
                start = range.upperBound
            }
            blockStarts.append(UInt32(blocks.count))
        }
        packed.append(contentsOf: repeatElement(0, count: SPPadding))
        image.add(blockStarts)
        image.add(blocks)
        image.add(packed)
    }

    private func block(_ lists: [Occurrences], _ range: Range<Int>, at start: Int) -> SPBlock {
        var block = SPBlock()
        block.start = UInt64(start)
        block.last = lists[range.upperBound - 1].document
        block.least = (255, 255, 255)
        for index in range {
            let entry = lists[index]
            let place = Int(entry.document) * 4
            func update(_ most: inout UInt8, _ least: inout UInt8, _ count: UInt16, _ field: Int) {
                guard count > 0 else { return }
                most = max(most, UInt8(clamping: count))
                least = min(least, UInt8(clamping: lengths[place + field]))
            }
            update(&block.most.0, &block.least.0, entry.title, 0)
            update(&block.most.1, &block.least.1, entry.description, 1)
            update(&block.most.2, &block.least.2, entry.categories, 2)
        }
        return block
    }

    private static func pack(_ values: [UInt32], _ count: Int, widthAt place: Int, _ packed: inout [UInt8]) {
        let width = sp_width(values, count)
        packed[place] = UInt8(width)
        let length = sp_packed_length(count, width)
        let start = packed.count
        packed.append(contentsOf: repeatElement(0, count: length))
        packed.withUnsafeMutableBufferPointer { bytes in
            if let base = bytes.baseAddress { sp_pack(values, count, width, base + start) }
        }
    }
}
