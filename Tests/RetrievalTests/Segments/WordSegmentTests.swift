import CSoukPostings
import Foundation
import SoukAnalysis
import SoukCatalog
import SoukSearch
import Testing

@testable import SoukEmbeddedSearch

/// What a segment's file holds, and what becomes of a file that is not what was written.
@Suite struct WordSegmentTests {
    static func documents(_ count: Int, seed: UInt64) -> [StoredDocument] {
        var random = SplitMix64(seed: seed)
        let words = (0..<40).map { "word\(["a", "b", "c", "d", "e"][$0 % 5])\($0 / 5)x" } + ["sofa", "oak"]
        func text(_ most: Int) -> String {
            (0..<Int.random(in: 0...most, using: &random)).map { _ in
                words[
                    min(
                        Int.random(in: 0..<words.count, using: &random),
                        Int.random(in: 0..<words.count, using: &random))]
            }.joined(separator: " ")
        }
        return (0..<count).map {
            StoredDocument(
                WordDocument(title: text(6), description: text(30), categories: text(3)),
                row: Int64($0 * 3 - 50))
        }
    }

    /// Lists, blocks and cursors against counting in the texts; more documents than a block and a window hold.
    @Test func postingListsSayWhatTheTextsDo() throws {
        let analyzer = TextAnalyzer()
        let documents = Self.documents(5_000, seed: 1)
        let segment = WordSegment(AnalysedDocuments(documents, analyzer).segment(analyzer))
        let corpus = WordSnapshot(layers: [WordLayer(segment)]).corpus
        var scoring = SPScoring(.standard, corpus)
        var counts: [String: [Int: FieldValues]] = [:]
        for (number, document) in documents.enumerated() {
            for field in WordField.allCases {
                for token in analyzer.tokens(WordDocument(document.listing)[field]) {
                    counts[token.form, default: [:]][number, default: .zero][field] += 1
                }
            }
        }
        #expect(Set((0..<segment.terms.count).map(segment.terms.text)) == Set(counts.keys))
        for (form, expected) in counts {
            let term = try #require(segment.terms.index(of: form))
            #expect(Int(segment.documents[term]) == expected.count)
            var bits = [UInt64](repeating: 0, count: (segment.count + 63) / 64)
            segment.mark(term, in: &bits)
            #expect(bits.setBits == expected.keys.sorted())
            let blocks = segment.blocks(of: term)
            var cursor = SPCursor()
            sp_cursor_start(
                &cursor, blocks.baseAddress, UInt32(blocks.count), segment.documents[term],
                segment.postings.baseAddress, 0.9)
            for from in stride(from: 0, to: segment.count, by: SPWindow) {
                let to = min(from + SPWindow, segment.count)
                let bound = sp_cursor_bound(&cursor, &scoring, UInt32(from), UInt32(to))
                var frequencies = [Double](repeating: 0, count: SPWindow)
                var touched = [UInt64](repeating: 0, count: SPWindow / 64)
                sp_cursor_add(
                    &cursor, &scoring, segment.lengths.baseAddress, UInt32(from), UInt32(to), nil,
                    &frequencies,
                    &touched)
                #expect(
                    touched.setBits
                        == expected.keys.filter { (from..<to).contains($0) }.map { $0 - from }.sorted())
                for offset in touched.setBits {
                    let wanted = WordScoring.standard.frequency(
                        expected[from + offset] ?? .zero, lengths: segment.fieldLengths(from + offset), corpus
                    )
                    #expect(abs(frequencies[offset] - 0.9 * wanted) < 1e-9)
                    #expect(frequencies[offset] <= bound * (1 + 1e-9))
                }
            }
        }
    }

    @Test func mergedSegmentsHoldWhatOneWould() throws {
        let analyzer = TextAnalyzer()
        let documents = Self.documents(300, seed: 2)
        var snapshot = WordSnapshot()
        for start in stride(from: 0, to: 300, by: 70) {
            let some = Array(documents[start..<min(start + 70, 300)])
            snapshot = snapshot.changed(
                AnalysedDocuments(some, analyzer), removed: [], version: start + 1, analyzer)
        }
        let gone = documents.filter { $0.rowID % 4 == 0 }.map(\.rowID)
        snapshot = snapshot.changed(AnalysedDocuments(), removed: gone, version: 1_000, analyzer)
        let left = documents.filter { $0.rowID % 4 != 0 }
        let merged = snapshot.merged(from: 0)
        #expect(merged.sections == AnalysedDocuments(left, analyzer).segment(analyzer).sections)
        #expect(snapshot.corpus == WordSnapshot(layers: [WordLayer(WordSegment(merged))]).corpus)
    }

    @Test func aFileThatIsNotWhatWasWrittenIsNamed() throws {
        let folder = try TemporaryFolder()
        let analyzer = TextAnalyzer()
        let file = folder.url.appending(path: "1.words")
        try AnalysedDocuments(Self.documents(20, seed: 3), analyzer).segment(analyzer).write(
            to: file, steps: .none)
        #expect(try WordSegment(file).count == 20)
        let whole = try Data(contentsOf: file)
        func expectDamage(_ bytes: Data, _ what: String) throws {
            try bytes.write(to: file)
            do {
                _ = try WordSegment(file)
                Issue.record("\(what) was not seen")
            } catch {
                guard case .damaged(let path, _, _) = error else {
                    Issue.record("\(what): \(error)")
                    return
                }
                #expect(path == file.path)
            }
        }
        for place in stride(from: 0, to: whole.count, by: 97) {
            var bytes = whole
            bytes[place] ^= 1 << UInt8(place % 8)
            try expectDamage(bytes, "a flipped bit at \(place)")
        }
        for length in [0, 10, 63, 64, 500, whole.count - 1] {
            try expectDamage(whole.prefix(length), "a file cut to \(length) bytes")
        }
        try expectDamage(whole + [0], "a byte too many")
        try FileManager.default.removeItem(at: file)
        #expect(throws: RetrievalError.missing(path: file.path, remedy: VectorSegment.remedy)) {
            try WordSegment(file)
        }
    }
}
