import Foundation
import Testing

import SoukCatalog

@Suite("The real table", .enabled(if: SharedTable.listings != nil, "needs ../shared/data/gumtree"))
struct RealTableTests {
    private func records(_ url: URL) throws -> [TableRecord] {
        var reader = try TableReader(url: url)
        var records: [TableRecord] = []
        while let record = try reader.next() { records.append(record) }
        #expect(reader.bytesRead == reader.totalBytes)
        return records
    }

    @Test("holds 6,100 records of 7 fields, with LF and with CRLF ends, byte for byte the same")
    func bothVariants() throws {
        let url = try #require(SharedTable.listings)
        let original = try records(url)
        #expect(original.count == 6100)
        #expect(original.allSatisfy { $0.fields.count == 7 && $0.problem == nil })
        let bytes = try Data(contentsOf: url)
        var other: [UInt8] = []
        for byte in bytes {
            if byte == 10 { other.append(13) }
            other.append(byte)
        }
        let copy = try temporaryTable(other)
        defer { try? FileManager.default.removeItem(at: copy.deletingLastPathComponent()) }
        let variant = try records(copy)
        #expect(variant.count == 6100)
        for (a, b) in zip(original, variant) {
            #expect(a.fields.map { Array($0.value.utf8) } == b.fields.map { Array($0.value.utf8) })
            #expect(a.line == b.line)
        }
    }

    @Test(
        "is cleaned without a site's name, boilerplate or a rejected row, and nine in ten are placed (every fifth row)"
    )
    func cleaned() throws {
        let url = try #require(SharedTable.listings)
        let reader = try TableReader(url: url)
        let mapping = try ColumnMapping().completed(for: reader.columns, table: url.path)
        let cleaner = ListingCleaner(gazetteer: .bundled())
        var counts: [CleaningRule: Int] = [:]
        var rejected = 0
        let sample = try records(url).filter { $0.number % 5 == 0 }
        for record in sample {
            let cleaned = cleaner.clean(record, mapping: mapping)
            for rule in cleaned.rules { counts[rule, default: 0] += 1 }
            guard let listing = cleaned.listing else {
                rejected += 1
                continue
            }
            #expect(!listing.title.hasSuffix("Gumtree"))
            #expect(!listing.description.contains("Posted by "))
            #expect(listing.price?.currency == "GBP")
            #expect(listing.categoryPath.count >= 2)
        }
        #expect(rejected == 0)
        #expect(counts[.siteOffTitle] == sample.count)
        #expect(counts[.townOffTitle] == sample.count)
        #expect(counts[.boilerplate, default: 0] * 100 >= sample.count * 5)
        if Gazetteer.bundled() != nil {
            #expect(counts[.placed, default: 0] + counts[.placedByCity, default: 0] >= sample.count * 9 / 10)
        }
    }
}
