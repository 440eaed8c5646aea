import GRDB

/// File names that the tables give under different addresses: `…/a/1.jpg` and `…/b/1.jpg`. Such a name alone does not say
/// which photo is meant.
struct ContestedNames {
    private var contested: Set<[UInt8]> = []

    init(_ db: Database) throws {
        var first: [[UInt8]: UInt64] = [:]
        let names = try String.fetchCursor(
            db, sql: "SELECT DISTINCT name FROM photos WHERE listing_id IS NOT NULL AND origin = 'table'")
        while let name = try names.next() {
            guard let key = Self.key(name) else { continue }
            let whole = StableHash.hash(name.prefix { $0 != "?" && $0 != "#" }.utf8)
            if let other = first[key], other != whole { contested.insert(key) }
            first[key] = whole
        }
    }

    func contains(_ name: String) -> Bool {
        !contested.isEmpty && Self.key(name).map(contested.contains) ?? false
    }

    /// nil for what is no address.
    private static func key(_ name: String) -> [UInt8]? {
        guard let reference = PhotoReference(name), reference.isAddress else { return nil }
        return reference.steps.last.map { PhotoSpelling.stem.key(ofFile: $0) }
    }
}
