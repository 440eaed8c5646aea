import Foundation
import SoukCatalog
import Testing

/// The real program as a helper that decodes photos of strangers.
@Suite(.timeLimit(.minutes(10))) struct PhotoHelperTests {
    private static func cleaning(
        _ change: (inout IsolatedPhotoCleaning.Limits) -> Void = { _ in }
    ) throws -> IsolatedPhotoCleaning {
        var limits = IsolatedPhotoCleaning.Limits()
        change(&limits)
        return IsolatedPhotoCleaning(program: try Program.executable().path, limits: limits)
    }

    private static func photo(_ width: Int = 96, _ height: Int = 72) throws -> [UInt8] {
        var pixels = PixelBuffer(width: width, height: height, colour: (90, 120, 10))
        for place in pixels.bytes.indices { pixels.bytes[place] = UInt8(place * 7 / 3 % 251) }
        return try pixels.png()
    }

    @Test func itCleansAsTheProcessItselfWould() async throws {
        let cleaning = try Self.cleaning()
        for bytes in [try Self.photo(), Array("no photo".utf8), try Self.photo(300, 20), []] {
            let (outcome, photo) = PhotoCleaner().clean(bytes: bytes, name: "a.jpg")
            let cleaned = try await cleaning.cleaned(bytes, name: "a.jpg")
            #expect(cleaned == CleanedPhoto(outcome: outcome, photo: photo))
        }
        #expect(cleaning.givenUp == 0)
    }

    @Test func aPhotoThatNeedsTooMuchMemoryIsRefused() async throws {
        let cleaning = try Self.cleaning { $0.memory = 1 << 20 }
        let verdict = try await cleaning.cleaned(Self.photo()).outcome.verdict
        #expect(verdict.isRejected && verdict.description.contains("MiB of memory"), "\(verdict)")
    }

    /// `sleep` listens to nobody and never answers; the larger photo does not even fit into the socket.
    @Test(arguments: [64, 2_000]) func aPhotoThatTakesTooLongEndsItsHelperAndNothingElse(
        side: Int
    ) async throws {
        var limits = IsolatedPhotoCleaning.Limits()
        limits.seconds = 1
        let cleaning = IsolatedPhotoCleaning(program: "/bin/sleep", arguments: ["1000"], limits: limits)
        let verdict = try await cleaning.cleaned(Self.photo(side, side)).outcome.verdict
        #expect(verdict.isRejected && verdict.description.contains("time or memory"), "\(verdict)")
        #expect(cleaning.givenUp == 1)
    }

    /// However often a photo is given up just when it is done, the next one meets a helper that lives.
    @Test func aHelperThatWasGivenUpServesNobodyElse() async throws {
        let cleaning = try Self.cleaning { $0.helpers = 1 }
        let bytes = try Self.photo()
        for round in 0..<40 {
            let first = Task { try await cleaning.cleaned(bytes) }
            try await Task.sleep(for: .milliseconds(round % 8))
            first.cancel()
            _ = try? await first.value
            #expect(try await cleaning.cleaned(bytes).photo != nil)
        }
        #expect(cleaning.givenUp == 0)
    }

    @Test func whoeverGivesUpFreesTheHelper() async throws {
        let cleaning = try Self.cleaning { $0.helpers = 1 }
        let bytes = try Self.photo(4_000, 4_000)
        let first = Task { try await cleaning.cleaned(bytes) }
        try await Task.sleep(for: .milliseconds(50))
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        #expect(try await cleaning.cleaned(Self.photo()).photo != nil)
    }

    @Test func manyAtOnceAreCleanedInTurn() async throws {
        let cleaning = try Self.cleaning()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<12 {
                group.addTask { try await cleaning.cleaned(Self.photo(64 + number, 64)).photo != nil }
            }
            for try await isClean in group { #expect(isClean) }
        }
    }

    @Test func aProgramThatIsNoHelperIsAnError() async throws {
        let cleaning = IsolatedPhotoCleaning(program: "/bin/true")
        await #expect(throws: CatalogError.self) { try await cleaning.cleaned(Self.photo()) }
        let missing = IsolatedPhotoCleaning(program: "/nowhere")
        await #expect(throws: CatalogError.self) { try await missing.cleaned(Self.photo()) }
    }
}
