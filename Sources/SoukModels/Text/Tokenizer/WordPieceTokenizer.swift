public import Foundation

/// Splits text into the pieces of words that BERT reads: lower case, without accents, punctuation apart, each
/// word cut greedily into the longest pieces of the vocabulary (WordPiece: Wu et al. 2016; normalisation:
/// Devlin et al. 2018).
///
/// Gives the ids of the reference implementation for uncased BERT models and MPNet. Special tokens that stand in the
/// text, such as `[SEP]`, are text like any other: nobody can end a sentence from within.
public struct WordPieceTokenizer: Sendable {
    /// Ids of the tokens that the reference adds.
    let padding, unknown, start, end: Int32
    /// Number of ids.
    public let count: Int
    private let pieces: PieceTrie

    /// Reads a `vocab.txt`: one piece a line, whose number (from 0) is its id.
    ///
    /// - Throws: `ModelError.file` when it cannot be read, is not UTF-8, or lacks a special token.
    public init(vocabulary: URL) throws(ModelError) {
        let lines = try Self.lines(vocabulary)
        var special: [String: Int32] = [:]
        for (index, line) in lines.enumerated()
        where line.first == UInt8(ascii: "[") || line.first == UInt8(ascii: "<") {
            special[String(decoding: line, as: UTF8.self)] = Int32(index)
        }
        func id(_ token: String) throws(ModelError) -> Int32 {
            guard let id = special[token] else {
                throw .file(
                    path: vocabulary.path, reason: "none of its \(lines.count) lines is \(token)",
                    remedy: Self.remedy)
            }
            return id
        }
        // MPNet has BERT's list behind four tokens of its own.
        let isMPNet = lines.first.map { String(decoding: $0, as: UTF8.self) } == "<s>"
        padding = try id(isMPNet ? "<pad>" : "[PAD]")
        unknown = try id("[UNK]")
        start = try id(isMPNet ? "<s>" : "[CLS]")
        end = try id(isMPNet ? "</s>" : "[SEP]")
        count = lines.count
        pieces = PieceTrie(lines)
    }

    /// The ids of a text: `[CLS]`, its pieces, `[SEP]` (MPNet's are `<s>` and `</s>`); at most `limit` (and at least 2) in all.
    public func encode(_ text: String, limit: Int = 256) -> [Int32] {
        var writer = PieceWriter(pieces: pieces, unknown: unknown, start: start, limit: max(limit, 2) - 1)
        var text = text
        text.withUTF8 { bytes in
            // White space separates words whatever surrounds it, so that each stretch without it is normalised
            // alone: quickly where it is ASCII, and not at all once the limit is reached.
            var begin = 0
            while begin < bytes.count, !writer.isFull {
                var (stop, union) = (begin, UInt8(0))
                while stop < bytes.count, !ASCIIClass.isSpace(bytes[stop]) {
                    union |= bytes[stop]
                    stop += 1
                }
                let stretch = UnsafeBufferPointer(rebasing: bytes[begin..<stop])
                if union < 0x80 { writer.write(ascii: stretch) } else { writer.write(unicode: stretch) }
                writer.endWord()
                begin = stop + 1
            }
        }
        return writer.ids + [end]
    }

    private static let remedy =
        "Use the vocab.txt that came with the weights (Scripts/bootstrap fetches both)."

    private static func lines(_ url: URL) throws(ModelError) -> [ArraySlice<UInt8>] {
        let bytes: [UInt8]
        do {
            bytes = Array(try Data(contentsOf: url))
        } catch {
            throw .file(path: url.path, reason: "cannot be read", remedy: remedy)
        }
        guard bytes.count < 1 << 24, String(validating: bytes, as: UTF8.self) != nil else {
            throw .file(path: url.path, reason: "is no list of words in UTF-8", remedy: remedy)
        }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    }
}
