import GRDB

/// What the tables say about a photo: that it exists, and whose it is.
struct PhotoClaim: Equatable {
    var id: String
    var listingID: String?
    var ordinal: Int
    var name: String
    /// Set when the claim alone is reason enough to refuse the photo.
    var refusal: String?

    /// Writes the claim where it differs from what is there; what is known about the file stays.
    func save(_ db: Database) throws -> RawListing.Change {
        let known = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT listing_id, ordinal, name, verdict, origin FROM photos WHERE id = ?"),
            arguments: [id])
        // A photo that a seller handed in is no table's to claim.
        if known?["origin"] == "service" { return .unchanged }
        let refusal = refusal.map { Verdict.rejected($0).description }
        if let known, known["listing_id"] == listingID, known["ordinal"] == ordinal, known["name"] == name,
            refusal == nil || known["verdict"] == refusal
        {
            return .unchanged
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO photos (id, listing_id, ordinal, name, verdict) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET listing_id = excluded.listing_id,
                    ordinal = excluded.ordinal, name = excluded.name,
                    verdict = coalesce(excluded.verdict, verdict)
                """
        ).execute(arguments: [id, listingID, ordinal, name, refusal])
        try Freshness.set(.stale, db)
        return known == nil ? .new : .updated
    }
}

extension PhotoClaim {
    /// What an earlier row or run claimed.
    init?(id: String, _ db: Database) throws {
        guard
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT listing_id, ordinal, name FROM photos WHERE id = ?"),
                arguments: [id])
        else { return nil }
        self.init(id: id, listingID: row["listing_id"], ordinal: row["ordinal"], name: row["name"])
    }

    /// The id of a photo that has none of its own, such as `l7/front` for `front.jpg` of listing `l7`:
    /// shops often call every listing's photos `1.jpg` and `2.jpg`, in folders of their own.
    static func id(of reference: PhotoReference, listing: String) -> String {
        let folders = reference.path.split(separator: "/").dropLast().map(String.init)
        return ((folders.first == listing ? [] : [listing]) + folders + [reference.stem]).joined(
            separator: "/")
    }

    /// The claims of a listing that names its photos itself; a name given twice counts once.
    static func of(listing id: String, names: [String]) -> [PhotoClaim] {
        var taken: [String: String] = [:]
        return names.enumerated().compactMap { ordinal, name in
            let reference = PhotoReference(name)
            var photo = reference.map { Self.id(of: $0, listing: id) } ?? "\(id)/\(ordinal + 1)"
            if let other = taken[photo] {
                if other == name { return nil }
                photo += "-\(ordinal + 1)"
            }
            taken[photo] = name
            return PhotoClaim(
                id: photo, listingID: id, ordinal: ordinal, name: name,
                refusal: reference == nil ? Self.outside(name) : nil)
        }
    }

    /// The claim of a file that is named after a listing: `<id>.jpg`, `<id>-2.png`, `<id>_1.jpg` or
    /// `<id>/anything.jpg`.
    ///
    /// - Parameter isListing: whether a listing has this id.
    static func of(file path: String, isListing: (String) throws -> Bool) rethrows -> PhotoClaim? {
        let steps = path.split(separator: "/").map(String.init)
        guard let name = steps.last else { return nil }
        let stem = PhotoReference.stem(of: name)
        let number = stem.reversed().prefix { $0.isASCII && $0.isNumber }.count
        let base = stem.dropLast(number)
        var owner: String?
        if try isListing(stem) {
            owner = stem
        } else if number > 0, let mark = base.last, "-_.".contains(mark),
            try isListing(String(base.dropLast()))
        {
            owner = String(base.dropLast())
        } else if let folder = steps.dropLast().last, try isListing(folder) {
            owner = folder
        }
        guard let owner else { return nil }
        let ordinal = owner == stem ? 0 : Int(stem.suffix(min(number, 6))) ?? 0
        return PhotoClaim(id: path, listingID: owner, ordinal: ordinal, name: path)
    }

    /// Why a table's photo is not shown where a seller put one of their own.
    static let replaced = "the seller put another photo in its place"

    static func outside(_ name: String) -> String {
        "the name \"\(name.prefix(200))\" is not one of a file in the photo folder"
    }
}
