import GRDB

/// Flags prices that are far from what their category asks; needs the whole table.
enum PriceDoubts {
    static func update(_ db: Database) throws {
    }
}
