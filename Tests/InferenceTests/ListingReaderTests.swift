import Foundation
import SoukCatalog
import SoukModels
import SoukTensors
import Testing

@testable import SoukInference

struct ListingReaderTests {
    static var hasWeights: Bool { Assets.file("weights/all-mpnet-base-v2/model.safetensors") != nil }

    private func text(_ title: String, _ description: String = "") -> ListingText {
        ListingText(title: title, description: description)
    }

    @Test func whatMayNotBeLookedAtIsNotRead() {
        let whole = text("sofa", "red")
        #expect(whole.shown(by: ListingChannel.text) == whole)
        #expect(whole.shown(by: ListingChannel.title) == text("sofa"))
        #expect(whole.shown(by: [.photos]) == text(""))
    }

    @Test func anEncoderThatIsMissingOrAnotherIsAnError() throws {
        let reader = ListingReader(.mpNet, expecting: "0000", cache: nil)
        let error = try #require(throws: StoredModelError.self) { try reader.vectors(of: [text("sofa")]) }
        #expect(
            "\(error)".contains(Self.hasWeights ? "another encoder" : "Run Scripts/bootstrap"))
    }

    @Test(.enabled(if: hasWeights, "the weights come with Run Scripts/bootstrap"))
    func readsOnceAndKeepsWhatItRead() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reader-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let reader = ListingReader(.mpNet, cache: folder)
        let texts = [text("leather sofa", "brown, seats three"), text("", ""), text("couch"), text("drill")]
        var computed = 0
        let rows = try reader.vectors(of: texts, report: { done, _ in computed = done }).rows()
        #expect(computed == 3)
        func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        #expect(rows.map { dot($0, $0).rounded() } == [1, 0, 1, 1])
        #expect(dot(rows[0], rows[2]) > dot(rows[0], rows[3]) + 0.2)
        computed = 0
        let again = try ListingReader(.mpNet, cache: folder).vectors(
            of: texts.reversed(), report: { done, _ in computed = done })
        #expect(try computed == 0 && again.rows() == rows.reversed())
    }
}
