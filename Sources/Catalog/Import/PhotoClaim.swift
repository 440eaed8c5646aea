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
            db.cachedStatement(sql: "SELECT listing_id, ordinal, name, verdict FROM photos WHERE id = ?"),
            arguments: [id])
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
    /// The claims of a listing that names its photos itself.
    ///
    /// Shops often call every listing's photos `1.jpg` and `2.jpg` in folders of their own, so a
    /// photo's id begins with the listing's.
    static func of(listing id: String, names: [String]) -> [PhotoClaim] {
        var taken: Set<String> = []
        return names.enumerated().map { ordinal, name in
            let reference = PhotoReference(name)
            let stem = reference?.stem ?? "\(ordinal + 1)"
            var photo = stem.hasPrefix(id) ? stem : "\(id)-\(stem)"
            if !taken.insert(photo).inserted { photo += "-\(ordinal + 1)" }
            taken.insert(photo)
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
        let ordinal = Int(stem.suffix(min(number, 6))) ?? 0
        let base = stem.dropLast(number)
        if try isListing(stem) {
            return PhotoClaim(id: stem, listingID: stem, ordinal: 0, name: path)
        }
        if number > 0, let mark = base.last, mark == "-" || mark == "_" || mark == ".",
            try isListing(String(base.dropLast()))
        {
            return PhotoClaim(id: stem, listingID: String(base.dropLast()), ordinal: ordinal, name: path)
        }
        if let folder = steps.dropLast().last, try isListing(folder) {
            return PhotoClaim(id: "\(folder)-\(stem)", listingID: folder, ordinal: ordinal, name: path)
        }
        return nil
    }

    static func outside(_ name: String) -> String {
        "the name \"\(name.prefix(200))\" is not one of a file in the photo folder"
    }
}
