import SoukCatalog
import Foundation
import Testing

@testable import SoukService

struct QueryStringTests {
    @Test func readsFields() throws {
        #expect(try QueryString.fields("") == [:])
        #expect(
            try QueryString.fields("q=oak+table&without=a&without=b%26c&flag&%71%20=x=y")
                == ["q": ["oak table"], "without": ["a", "b&c"], "flag": [""], "q ": ["x=y"]])
    }

    @Test(arguments: ["q=%", "q=%4", "q=%zz", "q=%ff", "%c0%80=1", "q=%ed%a0%80"]) func refusesBadEncoding(
        _ query: String
    ) {
        #expect(throws: Problem.self) { try QueryString.fields(query) }
    }

    @Test func fieldsAreBounded() {
        #expect(throws: Problem.self) { try QueryString.fields(String(repeating: "a=1&", count: 65) + "b=2") }
    }

    @Test(arguments: ["plain", "a b", "../x", "é🚀", "a%b", "a/b?c#d&e", "\0\n"]) func encodingComesBack(
        _ text: String
    ) {
        #expect(PercentCoding.decode(PercentCoding.encode(text)) == text)
    }
}

struct LineSplitterTests {
    /// However the body is cut into pieces, the lines are the same.
    @Test func piecesDoNotMatter() {
        let body = Array("one\n\r\nthree is too long\nfour\r\nfive".utf8)
        var random = SplitMix64(seed: 3)
        for _ in 0..<200 {
            var splitter = LineSplitter(longest: 8)
            var lines: [LineSplitter.Line] = []
            var rest = body[...]
            while !rest.isEmpty {
                let piece = rest.prefix(Int.random(in: 1...7, using: &random))
                lines += splitter.take(piece)
                rest = rest.dropFirst(piece.count)
            }
            if let last = splitter.finish() { lines.append(last) }
            #expect(
                lines == [
                    .text(Array("one".utf8)), .text([]), .tooLong, .text(Array("four".utf8)),
                    .text(Array("five".utf8)),
                ])
        }
    }

    @Test func nothingHasNoLines() {
        var splitter = LineSplitter(longest: 8)
        #expect(splitter.take([]).isEmpty)
        #expect(splitter.finish() == nil)
    }
}
