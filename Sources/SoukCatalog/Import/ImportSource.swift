import Foundation
import GRDB

/// The files of an import, how their columns are understood, and what the cleaning depends on.
struct ImportSource {
    let mapping: ColumnMapping
    let imageMapping: ImageTableMapping?
    /// Changes when the same rows would be cleaned differently.
    let recipe: String
    private let request: ImportRequest
    private let listingsHash: String
    private let imagesHash: String?

    /// Raise it when a change of the cleaning rules should reach rows that are in workspaces already.
    private static let cleaningVersion = 1

    init(_ request: ImportRequest) throws(CatalogError) {
        self.request = request
        (mapping, imageMapping) = try Self.mappings(
            request, columns: TableReader(url: request.listings).columns)
        imagesHash = try request.images.map { (file) throws(CatalogError) in try Checksum.sha256(of: file) }
        listingsHash = try Checksum.sha256(of: request.listings)
        let gazetteer = try Gazetteer.bundledFile.map { (file) throws(CatalogError) in
            try Checksum.sha256(of: file)
        }
        recipe = [
            "\(Self.cleaningVersion)", JSONText.encode(request.options.cleaning), JSONText.encode(mapping),
            gazetteer ?? "no gazetteer", "",
        ].joined(separator: "\n")
    }

    /// How the columns of both tables are understood.
    static func mappings(
        _ request: ImportRequest, columns: [String]
    ) throws(CatalogError) -> (ColumnMapping, ImageTableMapping?) {
        let given = try request.mapping.map { (file) throws(CatalogError) in try ColumnMapping(jsonFile: file)
        }
        let images = try request.images.map { (file) throws(CatalogError) in
            try ImageTableMapping.recognise(TableReader(url: file).columns, table: file.path)
        }
        return (try (given ?? ColumnMapping()).completed(for: columns, table: request.listings.path), images)
    }

    private var listingsPath: String { request.listings.standardizedFileURL.path }
    private var imagesPath: String? { request.images?.standardizedFileURL.path }
    private var photosPath: String? { request.photos?.standardizedFileURL.path }

    /// Notes that this import runs; nothing is written when the same one is done already.
    func begin(_ db: Database) throws -> Int64 {
        let known = try Row.fetchOne(
            db, sql: "SELECT * FROM imports WHERE listings_path = ?", arguments: [listingsPath])
        if let known, known["listings_sha256"] == listingsHash, known["images_sha256"] == imagesHash,
            known["images_path"] == imagesPath, known["photos_path"] == photosPath,
            known["mapping"] == JSONText.encode(mapping), known["state"] == "done"
        {
            return known["id"]
        }
        try db.execute(
            sql: """
                INSERT INTO imports (listings_path, listings_sha256, images_path, images_sha256, photos_path,
                    mapping, state) VALUES (?, ?, ?, ?, ?, ?, 'running')
                ON CONFLICT (listings_path) DO UPDATE SET listings_sha256 = excluded.listings_sha256,
                    images_path = excluded.images_path, images_sha256 = excluded.images_sha256,
                    photos_path = excluded.photos_path, mapping = excluded.mapping, state = excluded.state
                """,
            arguments: [
                listingsPath, listingsHash, imagesPath, imagesHash, photosPath,
                JSONText.encode(mapping),
            ])
        return try Int64.fetchOne(
            db, sql: "SELECT id FROM imports WHERE listings_path = ?", arguments: [listingsPath])
            ?? db.lastInsertedRowID
    }

    func finish(_ db: Database) throws {
        try db.execute(
            sql: "UPDATE imports SET state = 'done' WHERE listings_path = ? AND state <> 'done'",
            arguments: [listingsPath])
    }
}
