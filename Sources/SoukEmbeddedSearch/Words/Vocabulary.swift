import GRDB
import Synchronization
import SoukSearch

/// The words of an index, laid out for finding those that are spelled nearly like a given one.
///
/// A word's signature has a bit for each of its letters; words `d` edits apart differ in at most `2d` bits,
/// so a scan of lengths and signatures leaves few words to compare letter by letter.
///
/// It is a hint, not the truth: words that are gone stay in it, and the caller asks the database about every
/// candidate. New words are read when the next misspelled word comes; ids only grow (AUTOINCREMENT), so only
/// those behind the last one read are missing.
final class Vocabulary: Sendable {
    private let words = Mutex(Words())

    /// - Returns: Forms within `limit` edits of `form`, not itself.
    func near(_ form: String, limit: Int, in db: Database) throws -> [(form: String, distance: Int)] {
        try words.withLock { words in
            try words.refresh(from: db)
            return words.near(Array(form.utf8), limit: limit)
        }
    }

    private struct Words {
        private var letters: [UInt8] = []
        private var ends: [Int] = []
        private var signatures: [UInt32] = []
        private var lengths: [UInt8] = []
        private var lastID: Int64 = 0
        private var lastForm = ""

        mutating func refresh(from db: Database) throws {
            let newest =
                try Int64.fetchOne(
                    db.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'wordForm'")) ?? 0
            if try wasRolledBack(newest: newest, in: db) { self = Words() }
            guard newest > lastID else { return }
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: "SELECT id, form FROM wordForm WHERE id > ? ORDER BY id"),
                arguments: [lastID])
            while let row = try rows.next() {
                lastID = row[0]
                lastForm = row[1]
                append(lastForm)
            }
        }

        /// Ids were given to other words than those that were read.
        private func wasRolledBack(newest: Int64, in db: Database) throws -> Bool {
            guard lastID > 0 else { return false }
            if newest < lastID { return true }
            let statement = try db.cachedStatement(sql: "SELECT form FROM wordForm WHERE id = ?")
            let found = try String.fetchOne(statement, arguments: [lastID])
            return found != nil && found != lastForm
        }

        private mutating func append(_ form: String) {
            let bytes = form.utf8
            guard (3...40).contains(bytes.count), !bytes.contains(where: Self.isDigit) else { return }
            letters.append(contentsOf: bytes)
            ends.append(letters.count)
            signatures.append(Self.signature(bytes))
            lengths.append(UInt8(bytes.count))
        }

        func near(_ form: [UInt8], limit: Int) -> [(form: String, distance: Int)] {
            let signature = Self.signature(form)
            var found: [(form: String, distance: Int)] = []
            for index in signatures.indices
            where (signatures[index] ^ signature).nonzeroBitCount <= 2 * limit
                && abs(Int(lengths[index]) - form.count) <= limit
            {
                let end = ends[index]
                let candidate = letters[(end - Int(lengths[index]))..<end]
                if let distance = editDistance(form, candidate, limit: limit), distance > 0 {
                    found.append((String(decoding: candidate, as: UTF8.self), distance))
                }
            }
            return found
        }

        private static func signature(_ bytes: some Sequence<UInt8>) -> UInt32 {
            bytes.reduce(into: 0) { $0 |= 1 << (UInt32($1) & 31) }
        }

        private static func isDigit(_ byte: UInt8) -> Bool {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
    }
}
