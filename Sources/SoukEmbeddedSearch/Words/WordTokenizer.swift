import Foundation
import GRDB
import SoukSearch

/// A word of a text, and where it stands.
struct WordToken: Equatable {
    /// In lower case and without diacritics, as the index holds it.
    var form: String
    /// In bytes of the text's UTF-8.
    var bytes: Range<Int>
    /// Which word of the text it is; several tokens may be the same word.
    var position: Int
}

/// Cuts text into words exactly as the FTS5 table does, and finds the Porter stem of a word.
struct WordTokenizer {
    private let words: any FTS5Tokenizer
    private let stems: any FTS5Tokenizer

    /// Only its tokenizers are used.
    private static let database = Result { try DatabaseQueue() }

    init() throws {
        let (words, stems) = try Self.database.get().read(Self.tokenizers)
        self.words = words
        self.stems = stems
    }

    private static func tokenizers(_ db: Database) throws -> (any FTS5Tokenizer, any FTS5Tokenizer) {
        let plain = FTS5TokenizerDescriptor.unicode61(diacritics: .remove)
        return (try db.makeTokenizer(plain), try db.makeTokenizer(.porter(wrapping: plain)))
    }

    func tokens(_ text: String) throws -> [WordToken] { try Self.run(words, on: text) }

    /// Words with digits are codes ("iphone6s"), which have no endings to strip.
    func stem(_ form: String) throws -> String {
        guard !form.utf8.contains(where: { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return form }
        let stemmed = try Self.run(stems, on: form)
        return stemmed.count == 1 ? stemmed[0].form : form
    }

    private final class Collector {
        var tokens: [WordToken] = []
    }

    private static func run(_ tokenizer: any FTS5Tokenizer, on text: String) throws -> [WordToken] {
        let collector = Collector()
        var text = text
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                tokenizer.tokenize(
                    context: Unmanaged.passUnretained(collector).toOpaque(), tokenization: .document,
                    pText: characters.baseAddress, nText: CInt(clamping: characters.count),
                    tokenCallback: { context, _, token, count, start, end in
                        guard let context, let token else { return 0 }
                        let form = String(
                            decoding: UnsafeRawBufferPointer(start: token, count: Int(count)), as: UTF8.self)
                        let collector = Unmanaged<Collector>.fromOpaque(context).takeUnretainedValue()
                        collector.tokens.append(
                            WordToken(
                                form: form, bytes: Int(start)..<Int(end), position: collector.tokens.count))
                        return 0
                    })
            }
        }
        guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        return withExtendedLifetime(collector) { collector.tokens }
    }
}
