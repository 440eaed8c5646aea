import Foundation
import SoukModels
import Testing

/// What the reference tokenizer says; made by `Scripts/fixtures/tokens.py`.
struct ReferenceTokens: Decodable {
    /// Runs of scalars that are treated alike between two letters.
    struct Run: Decodable {
        let first, last: UInt32
        let kind: String

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            first = try values.decode(UInt32.self)
            last = try values.decode(UInt32.self)
            kind = try values.decode(String.self)
        }
    }
    struct Case: Decodable {
        let text: String
        let ids: [Int32]

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            text = try values.decode(String.self)
            ids = try values.decode([Int32].self)
        }
    }
    struct Cut: Decodable {
        let limit: Int
        let ids: [Int32]

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            limit = try values.decode(Int.self)
            ids = try values.decode([Int32].self)
        }
    }
    let cases: [Case]
    let long: String
    let cut: [Cut]
    let kinds: [Run]

    static let all = Result { try Reference.json("tokens.json", as: ReferenceTokens.self) }
}

@Suite("WordPiece tokenizer with MiniLM's vocabulary", .enabled(if: MiniLM.vocabulary != nil))
struct WordPieceTokenizerTests {
    let tokenizer: WordPieceTokenizer
    let reference: ReferenceTokens
    init() throws {
        tokenizer = try MiniLM.tokenizer.get()
        reference = try ReferenceTokens.all.get()
    }

    @Test("gives the reference's ids of 2,000 strings")
    func parity() throws {
        #expect(reference.cases.count >= 2000)
        for item in reference.cases {
            let scalars = item.text.unicodeScalars.map { String($0.value, radix: 16) }.joined(separator: " ")
            #expect(
                tokenizer.encode(item.text, limit: 4096) == [101] + item.ids + [102],
                "\(item.text) \(scalars)")
        }
    }

    @Test("cuts long texts as the reference does, and keeps [SEP]")
    func limits() throws {
        for cut in reference.cut {
            #expect(tokenizer.encode(reference.long, limit: cut.limit) == cut.ids)
            #expect(cut.ids.count == cut.limit && cut.ids.last == 102)
        }
        for limit in [Int.min, -1, 0, 1, 2] { #expect(tokenizer.encode("sofa", limit: limit) == [101, 102]) }
        #expect(tokenizer.encode("").count == 2)
        #expect(tokenizer.encode(reference.long).count == 256)
    }

    @Test("treats every scalar of Unicode as the reference does: dropped, space, apart or part of a word")
    func scalars() throws {
        let separate = tokenizer.encode("a b")
        let joined = tokenizer.encode("ab")
        var checked = 0
        for run in reference.kinds {
            // The ends of each run, and some between.
            let step = max(1, (run.last - run.first) / 4)
            for value in Set(stride(from: run.first, through: run.last, by: Int(step)) + [run.last]) {
                guard let scalar = Unicode.Scalar(value) else { continue }
                let ids = tokenizer.encode("a\(Character(scalar))b")
                let kind =
                    switch ids.count {
                    case _ where ids == separate: "space"
                    case _ where ids == joined: "dropped"
                    case 5 where ids.first == 101 && ids[1] == separate[1] && ids[3] == separate[2]: "apart"
                    default: "letter"
                    }
                #expect(kind == run.kind, "U+\(String(value, radix: 16))")
                checked += 1
            }
        }
        #expect(checked > 3000)
    }

    @Test("takes special tokens in a text as text")
    func specials() {
        let ids = tokenizer.encode("[SEP] [CLS] [PAD] [MASK] [UNK]")
        #expect(ids.count(where: { $0 < 104 && $0 != 102 && $0 != 101 }) == 0)
        #expect(ids.filter { $0 == 102 }.count == 1 && ids.filter { $0 == 101 }.count == 1)
    }

    @Test("survives any bytes: ids in range, the same for the same text, never longer than the limit")
    func noise() {
        for round in 0..<500 {
            let bytes = Noise.map("round \(round)", count: round % 60) { Float(Int(256 * $0)) }.map {
                UInt8($0)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let ids = tokenizer.encode(text, limit: 16)
            #expect(ids.count <= 16 && ids.first == 101 && ids.last == 102)
            #expect(ids.allSatisfy { 0..<30_522 ~= $0 } && ids == tokenizer.encode(text, limit: 16))
        }
    }

    @Test("reads no more than it needs of a long text", .timeLimit(.minutes(10)))
    func longTexts() {
        for word in ["sofa ", "canapé ", "x", "é", "\u{301}"] {
            #expect(tokenizer.encode(String(repeating: word, count: 200_000), limit: 128).count <= 128)
        }
    }
}

@Suite("Vocabularies")
struct VocabularyTests {
    private func tokenizer(_ text: Data) throws -> WordPieceTokenizer {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).txt")
        defer { try? FileManager.default.removeItem(at: url) }
        try text.write(to: url)
        return try WordPieceTokenizer(vocabulary: url)
    }

    @Test("number their lines; the longest piece wins", arguments: ["\n", "\r\n"])
    func small(ending: String) throws {
        let pieces = [
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "so", "sofa", "##fa", "##bed", "##b", "", "#", "é", "é2", "!",
        ]
        let made = try tokenizer(Data(pieces.map { $0 + ending }.joined().utf8))
        #expect(made.count == 14)
        let cases: [(String, [Int32])] = [
            ("Sofabed", [5, 7]), ("sofab", [5, 8]), ("sofabe", [1]), ("so fa", [4, 1]),
            ("sofa!sofa", [5, 13, 5]),
            ("##", [10, 10]), ("fa", [1]), ("", []),
        ]
        for (text, ids) in cases { #expect(made.encode(text) == [2] + ids + [3], "\(text)") }
    }

    @Test("that are missing, incomplete or no text are refused with what to do")
    func damaged() throws {
        let cases: [(Data, String)] = [
            (Data(), "[PAD]"), (Data("[PAD]\n[UNK]\n[CLS]\n".utf8), "[SEP]"),
            (Data([0xFF, 0xFE, 0x00]), "UTF-8"),
        ]
        for (data, named) in cases {
            let error = try #require(throws: ModelError.self) { _ = try tokenizer(data) }
            #expect("\(error)".contains(named) && "\(error)".contains("vocab.txt"))
        }
        let nowhere = URL(fileURLWithPath: "/nowhere/vocab.txt")
        let error = try #require(throws: ModelError.self) { _ = try WordPieceTokenizer(vocabulary: nowhere) }
        #expect("\(error)".contains("/nowhere/vocab.txt: cannot be read"))
    }
}
