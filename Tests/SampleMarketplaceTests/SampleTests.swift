import SoukCatalog
import Foundation
import Testing

@testable import SoukSample

@Suite struct SampleTests {
    @Test func sameSeedSameBytesOtherSeedOtherBytes() throws {
        let first = try Folder(seed: 7, listings: 40)
        let second = try Folder(seed: 7, listings: 40)
        let other = try Folder(seed: 8, listings: 40)
        #expect(try first.checksums() == second.checksums())
        #expect(try first.checksums()["Products.csv"] != other.checksums()["Products.csv"])
        #expect(first.summary.photoFiles > 20)
    }

    @Test func largerSamplesBeginLikeSmallerOnes() throws {
        let small = try Folder(seed: 3, listings: 1200, photos: false)
        let large = try Folder(seed: 3, listings: 2400, photos: false)
        #expect(try large.text("Products.csv").hasPrefix(small.text("Products.csv").prefixLines(1201)))
    }

    @Test func everyCategoryIsPresentFromThirteenListingsUp() throws {
        let sample = try Folder(seed: 11, listings: 13, photos: false)
        #expect(sample.summary.categories.count == 13)
        #expect(sample.summary.categories.values.allSatisfy { $0 == 1 })
    }

    @Test func summaryCountsWhatIsOnDisk() throws {
        let sample = try Folder(seed: 1, listings: 60)
        let files = try FileManager.default.contentsOfDirectory(atPath: sample.url.path + "/images")
        let rows = try sample.text("Images.csv").split(separator: "\n").dropFirst()
        let named = Set(rows.map { "\($0.split(separator: ",")[1]).jpg" })
        #expect(files.count == sample.summary.photoFiles)
        #expect(rows.count == sample.summary.photoRows)
        #expect(Set(files).subtracting(named) == Set(sample.summary.filesWithoutRow))
        #expect(
            named.subtracting(files).sorted() == sample.summary.photosWithoutFile.map { $0 + ".jpg" }.sorted()
        )
        #expect(!sample.summary.filesWithoutRow.isEmpty && !sample.summary.photosWithoutFile.isEmpty)
        #expect(try sample.text("Products.csv").split(separator: "\n").count == 60 + 1 + 3)
        #expect(sample.summary.listings == 60)
    }

    @Test func photosDecodeAndBrokenOnesDoNot() throws {
        let sample = try Folder(seed: 5, listings: 60)
        let broken = Dictionary(uniqueKeysWithValues: sample.summary.brokenPhotos.map { ($0.file, $0) })
        #expect(Set(sample.summary.brokenPhotos.map(\.defect)).count == BrokenPhoto.allCases.count)
        for file in try FileManager.default.contentsOfDirectory(atPath: sample.url.path + "/images") {
            let url = sample.url.appendingPathComponent("images/\(file)")
            let picture = try? PhotoDecoder.decode(url, crop: nil, width: 64, height: 64)
            let expected = broken[file]?.isReadable ?? true
            #expect((picture != nil) == expected, "\(file): \(broken[file]?.defect ?? "sound")")
            if let picture { #expect(Set(picture.bytes).count > 8, "\(file) shows nothing") }
        }
    }

    @Test func aStopLeavesNothingBehind() throws {
        let parent = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: parent) }
        let folder = parent.appendingPathComponent("sample")
        var batches = 0
        #expect(throws: CatalogError.interrupted) {
            try SampleMarketplace(seed: 1, listings: 1000, photos: false).write(
                to: folder, progress: { _ in batches += 1 }, isCancelled: { batches == 2 })
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path).isEmpty)
        let summary = try SampleMarketplace(seed: 1, listings: 30, photos: false).write(to: folder)
        #expect(summary.listings == 30)
    }

    @Test func foldersOfOthersAreRefusedAndSamplesReplaced() throws {
        let sample = try Folder(seed: 1, listings: 20, photos: false)
        let again = try SampleMarketplace(seed: 2, listings: 10, photos: false).write(to: sample.url)
        #expect(again.listings == 10)
        try FileManager.default.removeItem(at: sample.url.appendingPathComponent("sample.json"))
        #expect(throws: CatalogError.self) {
            try SampleMarketplace(seed: 2, listings: 10, photos: false).write(to: sample.url)
        }
        #expect(
            FileManager.default.fileExists(atPath: sample.url.appendingPathComponent("Products.csv").path))
    }

    @Test func summaryIsWrittenBesideTheTables() throws {
        let sample = try Folder(seed: 9, listings: 25, photos: false)
        let data = try Data(contentsOf: sample.url.appendingPathComponent("sample.json"))
        #expect(try JSONDecoder().decode(SampleSummary.self, from: data) == sample.summary)
    }
}
