import Foundation

@testable import SoukCatalog

/// A table as an import understands it, without a workspace.
struct ReadTable {
    let records: [CleanedRecord]
    let understood: ImportUnderstanding

    var listings: [Listing] { records.compactMap(\.listing) }

    init(_ url: URL, mapping: URL? = nil, options: TableOptions = .init()) throws {
        let request = ImportRequest(
            listings: url, mapping: mapping, options: ImportOptions(tables: options))
        let given = try ImportSource.given(request)
        let profile = try TableProfile(url: url, given: given, options: options)
        var table = try ListingTable(url: url, options: options, separated: profile.separated)
        var records: [CleanedRecord] = []
        let cleaner = ListingCleaner()
        while let record = try table.next() {
            records.append(cleaner.clean(record, mapping: profile.mapping, forms: profile.forms))
        }
        self.records = records
        understood = try Importer.preview(request)
    }

    init(_ text: String, name: String = "table.csv", options: TableOptions = .init()) throws {
        try self.init(bytes: text.utf8, name: name, options: options)
    }

    init(
        bytes: some Sequence<UInt8>, name: String = "table.csv", mapping: String? = nil,
        options: TableOptions = .init()
    ) throws {
        let url = try temporaryTable(bytes, name: name)
        defer { try? FileManager.default.removeItem(at: url.deletingLastPathComponent()) }
        let file = try mapping.map { try temporaryTable($0.utf8, name: "mapping.json") }
        try self.init(url, mapping: file, options: options)
    }

    /// The cleaned record of a listing's id.
    subscript(id: String) -> CleanedRecord? { records.first { $0.listing?.id == id } }

    func amounts() -> [Int?] { records.map { $0.listing?.price?.amount } }

    /// Shops' exports in the tests' folder.
    static func shop(_ name: String, _ options: TableOptions = .init()) throws -> ReadTable {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try ReadTable(folder.appendingPathComponent("Fixtures/Shops/\(name)"), options: options)
    }
}
