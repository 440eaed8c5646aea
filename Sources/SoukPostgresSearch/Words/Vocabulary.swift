import SoukAnalysis
import SoukSearch
import Synchronization

/// A form of the index with the number by which listings name it.
struct VocabularyForm: Sendable {
    var number: Int32
    var form: String
    var stem: String
    /// How many listings hold it.
    var listings: Int
}

/// The forms of a generation, read from its table: all of them the first time, then what changed since.
///
/// Queries are planned over a copy, so that a plan sees one state of it.
final class Vocabulary: Sendable {
    private let words = Mutex(VocabularyWords())
    private let follower = Mutex<MergedVocabulary?>(nil)

    /// Tells what changes from now on; before anything was read.
    func tell(_ merged: MergedVocabulary) { follower.withLock { $0 = merged } }

    /// The forms as of a version of the index or later, within a transaction that sees it.
    func words(
        at version: Int, of schema: GenerationSchema, on connection: PostgresConnection
    ) async throws -> VocabularyWords {
        let known = words.withLock { $0 }
        guard known.version < version else { return known }
        let rows = try await connection.run(
            "SELECT form_id, form, stem, listings FROM \(schema.vocabulary) WHERE changed > $1",
            [.int(known.version)], name: "\(schema.name) vocabulary")
        let changed = rows.map {
            VocabularyForm(
                number: Int32($0.int(0) ?? 0), form: $0.text(1) ?? "", stem: $0.text(2) ?? "",
                listings: $0.int(3) ?? 0)
        }
        return words.withLock { words in
            guard words.version < version else { return words }
            let changes = words.take(changed, version: version)
            follower.withLock { $0 }?.add(changes)
            return words
        }
    }
}

/// Forms by their spelling, their stem, their beginning, and by likeness.
struct VocabularyWords: Sendable {
    /// Below 0 before anything was read: an index begins with version 0.
    private(set) var version = -1
    private var forms: [VocabularyForm] = []
    private var byForm: [String: Int] = [:]
    private var byStem: [String: [Int]] = [:]
    private var byNumber: [Int32: Int] = [:]
    /// A bit for each of a form's letters: forms `d` edits apart differ in at most `2d` bits.
    private var signatures: [UInt32] = []
    private(set) var lastNumber: Int32 = 0

    /// By how many listings more a form is held than before.
    struct Change: Sendable {
        var form: String
        var stem: String
        var listings: Int
    }

    mutating func take(_ changed: [VocabularyForm], version: Int) -> [Change] {
        self.version = version
        return changed.map { form in
            lastNumber = max(lastNumber, form.number)
            var before = 0
            if let place = byNumber[form.number] {
                before = forms[place].listings
                forms[place].listings = form.listings
            } else {
                append(form)
            }
            return Change(form: form.form, stem: form.stem, listings: form.listings - before)
        }
    }

    /// Counts a form by its spelling; a new one gets the next number.
    mutating func add(_ change: Change) {
        if let place = byForm[change.form] {
            forms[place].listings += change.listings
        } else {
            lastNumber += 1
            append(
                VocabularyForm(
                    number: lastNumber, form: change.form, stem: change.stem, listings: change.listings))
        }
    }

    private mutating func append(_ form: VocabularyForm) {
        byNumber[form.number] = forms.count
        byForm[form.form] = forms.count
        byStem[form.stem, default: []].append(forms.count)
        signatures.append(Self.signature(form.form.utf8))
        forms.append(form)
    }

    /// Also where no listing holds it any more.
    func number(of form: String) -> Int32? { byForm[form].map { forms[$0].number } }

    func find(_ form: String) -> VocabularyForm? {
        byForm[form].map { forms[$0] }.flatMap { $0.listings > 0 ? $0 : nil }
    }

    /// The commonest forms with this stem.
    func sharing(stem: String) -> [VocabularyForm] {
        commonest(byStem[stem, default: []].map { forms[$0] }, 16)
    }

    /// The commonest forms that begin so.
    func beginning(with prefix: String) -> [VocabularyForm] {
        commonest(forms.filter { $0.form.utf8.starts(with: prefix.utf8) }, 24)
    }

    /// Forms within so many edits, not the form itself.
    func near(_ form: String, limit: Int) -> [(form: VocabularyForm, distance: Int)] {
        let sought = Array(form.utf8)
        let signature = Self.signature(sought)
        var found: [(form: VocabularyForm, distance: Int)] = []
        for place in signatures.indices
        where (signatures[place] ^ signature).nonzeroBitCount <= 2 * limit && forms[place].listings > 0 {
            let other = forms[place].form.utf8
            guard (3...40).contains(other.count), abs(other.count - sought.count) <= limit,
                !other.contains(where: Self.isDigit),
                let distance = editDistance(sought, other, limit: limit), distance > 0
            else { continue }
            found.append((forms[place], distance))
        }
        return found
    }

    private func commonest(_ forms: [VocabularyForm], _ count: Int) -> [VocabularyForm] {
        Array(
            forms.filter { $0.listings > 0 }
                .sorted { ($1.listings, $0.form) < ($0.listings, $1.form) }.prefix(count))
    }

    private static func signature(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.reduce(into: 0) { $0 |= 1 << (UInt32($1) & 31) }
    }

    static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
