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

struct PhotoShelfTests {
    private static func png(_ grey: UInt8) throws -> Data {
        Data(try PixelBuffer(width: 32, height: 32, colour: (grey, grey, 90)).png())
    }

    private static func shelf(_ limits: PhotoShelf.Limits, at clock: TestClock = TestClock()) -> PhotoShelf {
        PhotoShelf(
            folder: FileManager.default.temporaryDirectory.appendingPathComponent("souk-shelf-\(UUID())"),
            limits: limits, now: { clock.now })
    }

    @Test func aPhotoIsThereUntilItsTimeIsOver() async throws {
        let clock = TestClock()
        let shelf = Self.shelf(.init(age: .seconds(10)), at: clock)
        let bytes = try Self.png(1)
        let entry = try await shelf.add(bytes)
        let file = try #require(await shelf.file(entry.reference))
        #expect(try Data(contentsOf: file) == bytes)
        clock.advance(by: .seconds(11))
        #expect(await shelf.file(entry.reference) == nil)
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func theOldestMakeRoom() async throws {
        let shelf = Self.shelf(.init(photos: 2))
        var references: [String] = []
        for grey in 1...3 { references.append(try await shelf.add(Self.png(UInt8(grey))).reference) }
        #expect(await shelf.file(references[0]) == nil)
        #expect(await shelf.file(references[2]) != nil)
        #expect(await shelf.count == 2)
        #expect(Set(references).count == 3)
    }

    @Test func bytesAreBounded() async throws {
        let size = try Self.png(1).count
        let shelf = Self.shelf(.init(bytes: size * 2))
        for grey in 1...5 { _ = try await shelf.add(Self.png(UInt8(grey))) }
        #expect(await shelf.count <= 2)
    }

    @Test(arguments: ["../../etc/passwd", "", ".", "a/b", "\0"]) func referencesAreNoPaths(_ name: String)
        async
    {
        #expect(await Self.shelf(.init()).file(name) == nil)
    }

    @Test func whatIsNoPhotoIsRefused() async throws {
        let shelf = Self.shelf(.init())
        await #expect(throws: CatalogError.self) { try await shelf.add(Data("<svg/>".utf8)) }
        #expect(await shelf.count == 0)
    }
}

/// A clock that a test moves.
final class TestClock: @unchecked Sendable {
    private let lock = NSLock()
    private var time = ContinuousClock.now

    var now: ContinuousClock.Instant { lock.withLock { time } }
    func advance(by duration: Duration) { lock.withLock { time += duration } }
}
