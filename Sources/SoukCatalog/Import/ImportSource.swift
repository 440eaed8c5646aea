import Foundation
import GRDB

/// The files of an import, how their columns are understood, and what the cleaning depends on.
struct ImportSource {
    /// What a pass over the table of listings found.
    let profile: TableProfile
    /// What the user states of its columns.
    let given: ColumnMapping
    let imageMapping: ImageTableMapping?
    /// Changes when the same rows would be cleaned differently.
    let recipe: String
    private let request: ImportRequest
    private let listingsHash: String
    private let imagesHash: String?

    /// Raise it when a change of the cleaning rules should reach rows that are in workspaces already.
    static let cleaningVersion = 3

    init(_ request: ImportRequest, isCancelled: () -> Bool) throws(CatalogError) {
        self.request = request
        given = try Self.given(request)
        imageMapping = try Self.imageMapping(request)
        profile = try TableProfile(
            url: request.listings, given: given, options: request.options.tables, isCancelled: isCancelled)
        imagesHash = try request.images.map { (file) throws(CatalogError) in try Checksum.sha256(of: file) }
        listingsHash = try Checksum.sha256(of: request.listings)
        let gazetteer = try Gazetteer.bundledFile.map { (file) throws(CatalogError) in
            try Checksum.sha256(of: file)
        }
        let parts = [
            "\(Self.cleaningVersion)", JSONText.encode(request.options.cleaning),
            JSONText.encode(profile.mapping), JSONText.encode(profile.forms),
            JSONText.encode(request.options.tables), gazetteer ?? "no gazetteer",
        ]
        recipe = Checksum.sha256(parts.joined(separator: "\n")) + "\n"
    }

    /// Of a row in the form of `JSONText.pairs`, and of what its cleaning depends on.
    func checksum(ofRow row: String) -> String { Checksum.sha256(recipe + row) }

    /// Changes when the cleaning or the table does.
    var tableRecipe: String { Checksum.sha256(recipe + listingsHash) }

    /// What the user states of the columns.
    static func given(_ request: ImportRequest) throws(CatalogError) -> ColumnMapping {
        guard let file = request.mapping else { return ColumnMapping() }
        return try ColumnMapping(jsonFile: file)
    }

    static func imageMapping(_ request: ImportRequest) throws(CatalogError) -> ImageTableMapping? {
        try request.images.map { (file) throws(CatalogError) in
            try ImageTableMapping.recognise(TableReader(url: file).columns, table: file.path)
        }
    }

    private var listingsPath: String { request.name ?? request.listings.standardizedFileURL.path }
    private var imagesPath: String? { request.images?.standardizedFileURL.path }
    private var photosPath: String? { request.photos?.standardizedFileURL.path }

    /// Notes that this import runs; nothing is written when the same one is done already.
    func begin(_ db: Database) throws -> Int64 {
        let known = try Row.fetchOne(
            db, sql: "SELECT * FROM imports WHERE listings_path = ?", arguments: [listingsPath])
        if let known, known["listings_sha256"] == listingsHash, known["images_sha256"] == imagesHash,
            known["images_path"] == imagesPath, known["photos_path"] == photosPath,
            known["mapping"] == JSONText.encode(profile.mapping), known["state"] == "done"
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
                JSONText.encode(profile.mapping),
            ])
        return try Int64.fetchOne(
            db, sql: "SELECT id FROM imports WHERE listings_path = ?", arguments: [listingsPath])
            ?? db.lastInsertedRowID
    }

    /// Notes that the import is done, and how it understood the table.
    func finish(_ importID: Int64, _ db: Database) throws -> ImportUnderstanding {
        let understood = profile.understanding(
            of: request.listings, given: given, try .init(importID: importID, db))
        let text = JSONText.encode(understood)
        try db.execute(
            sql: """
                UPDATE imports SET state = 'done', understood = ?
                WHERE id = ? AND (state <> 'done' OR understood IS NOT ?)
                """, arguments: [text, importID, text])
        return understood
    }
}
