import Foundation

@testable import Catalog

/// A table written for one test, gone afterwards.
struct TableFile: ~Copyable {
    let url: URL

    init(_ bytes: some Sequence<UInt8>) throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("souk-\(UUID().uuidString).csv")
        try Data(bytes).write(to: url)
    }

    init(_ text: String) throws { try self.init(text.utf8) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func read() throws -> (columns: [String], records: [TableRecord]) {
        var reader = try TableReader(url: url)
        var records: [TableRecord] = []
        while let record = try reader.next() { records.append(record) }
        return (reader.columns, records)
    }
}

extension TableRecord {
    var values: [String] { fields.map(\.value) }
}

/// The shop's table and photos that some machines have beside the checkout.
enum SharedData {
    static let gumtree: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/",
            !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
        {
            folder.deleteLastPathComponent()
        }
        return folder.deletingLastPathComponent().appendingPathComponent("shared/data/gumtree")
    }()

    static var products: URL { gumtree.appendingPathComponent("Products.csv") }
    static var exists: Bool { FileManager.default.fileExists(atPath: products.path) }
}
