import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukRanking
import SoukSearch
import SoukTestSupport
import Testing

struct ListingModelProviderTests {
    @Test func anIndexOfWordsNeedsNoModel() throws {
        let market = try TinyMarket()
        guard case .notNeeded = try NoListingModels().model(of: .none, in: market.workspace) else {
            Issue.record("an index without vectors asks for a model")
            return
        }
    }

    /// The workspace of the fixture holds no model at all.
    @Test func aModelThatIsGoneIsNamed() throws {
        let market = try TinyMarket()
        let found = try NoListingModels().model(of: TinyMarket.model, in: market.workspace)
        guard case .missing(let identity) = found else {
            Issue.record("a model was found where there is none")
            return
        }
        #expect(identity == TinyMarket.model.identity)
        #expect(found.model == nil)
    }

    @Test func aProgramWithoutModelsSaysSo() throws {
        let folder = ModelFolder(url: URL(fileURLWithPath: "/models/listing/1"), name: "listing", version: 1)
        let error = #expect(throws: StoredModelError.self) { try NoListingModels().open(folder, cache: nil) }
        #expect(error?.description.contains("opens no models") == true)
    }
}

struct QueryPhotoTests {
    @Test func aCleanPhotoIsHandedOverAsItIs() throws {
        let photo = ListingPhoto(.bytes([1, 2, 3]), contentHash: "three bytes")
        #expect(try QueryPhoto.clean(photo).cleaned() == photo)
    }

    @Test func aFileIsCleanedOnce() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("souk-\(UUID()).png")
        defer { try? FileManager.default.removeItem(at: file) }
        var picture = PixelBuffer(width: 96, height: 64, colour: (90, 90, 90))
        for place in picture.bytes.indices { picture.bytes[place] = UInt8(place * 7 / 3 % 256) }
        try Data(picture.png()).write(to: file)
        let photo = try QueryPhoto.file(file).cleaned()
        guard case .bytes(let bytes) = photo.square else {
            Issue.record("a cleaned photo is not in memory")
            return
        }
        #expect(!bytes.isEmpty && photo.contentHash != nil)
        #expect(try QueryPhoto.clean(photo).cleaned() == photo)
    }

    @Test func aFileThatIsNoPhotoIsRefused() {
        let missing = URL(fileURLWithPath: "/nowhere/sofa.jpg")
        let error = #expect(throws: RankingError.self) { try QueryPhoto.file(missing).cleaned() }
        guard case .photo = error else {
            Issue.record("expected a fault of the photo, found \(String(describing: error))")
            return
        }
    }
}
