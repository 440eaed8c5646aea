public import Foundation

/// Does lots of work, each once, and finds the records that no worker can do.
///
/// Before a lot is begun, a mark beside its segment says so. A worker that finds the mark of one that died tries the lot
/// once more. Where that one died, too, the next does the lot's records one by one, each under a mark of its own; a record that
/// ended four workers is given up, with that as its problem. Where all can be made, somebody else ended the workers, and
/// the lot is made together after all: a model's numbers depend, in their last bits, on what it is given together.
package struct LotWork: Sendable {
    package let segments: SegmentFolder

    package init(_ segments: SegmentFolder) { self.segments = segments }

    /// How often a record may be what a worker died of.
    private static let deaths = 2
    /// How often a lot may be that, before its records are looked at one by one.
    private static let lotDeaths = 2

    /// What a worker was at.
    struct Mark: Codable, Equatable {
        /// nil for the lot as a whole.
        var key: String?
        var deaths: Int
    }

    /// Something that a record is made of.
    package struct Item<Content> {
        /// See ``SegmentRecord``.
        package var key: String
        package var source: String
        package var content: Content

        package init(key: String, source: String, _ content: Content) {
            (self.key, self.source, self.content) = (key, source, content)
        }
    }

    /// What became of an item.
    package struct Made<Value: Sendable>: Sendable {
        package var value: Value
        package var problem: String?

        package init(_ value: Value, problem: String? = nil) { (self.value, self.problem) = (value, problem) }
    }

    /// The records of a lot: those of its segment where that is whole, or else made and kept.
    ///
    /// - Parameters:
    ///   - make: one value an item, in their order. What it throws is the fault of a record when the others of the lot
    ///     can be made without it; errors of files and databases are nobody's fault, and end the work.
    /// - Returns: the records, and whether they were there.
    package func run<Content, Value>(
        _ lot: Int, _ items: [Item<Content>], make: ([Content]) throws -> [Made<Value>]
    ) throws -> (records: [SegmentRecord<Value>], wasThere: Bool) {
        if let known = segments.read(lot, of: Value.self, from: items.map(\.source))?.records,
            zip(known, items).allSatisfy({ $0.key.utf8.elementsEqual($1.key.utf8) })
        {
            return (known, true)
        }
        let left = mark(of: lot)
        defer { clear(lot) }
        /// Workers that died of the lot as a whole.
        let died = left?.key == nil ? left?.deaths ?? 0 : 0
        func together() throws -> [SegmentRecord<Value>]? {
            try set(Mark(key: nil, deaths: died + 1), lot)
            do { return try Self.records(items, make) } catch  where !Self.isNobodysFault(error) {
                return nil
            }
        }
        let isNew = left?.key == nil && died < Self.lotDeaths
        var made: [SegmentRecord<Value>]
        if isNew, let whole = try together() {
            made = whole
        } else {
            made = try separately(lot, items, left, make)
            let isInnocent = made.allSatisfy { $0.value != nil }
            if !isNew, isInnocent, died <= Self.lotDeaths, let whole = try together() { made = whole }
        }
        try segments.write(lot, made)
        return (made, false)
    }

    private static func records<Content, Value>(
        _ items: [Item<Content>], _ make: ([Content]) throws -> [Made<Value>]
    ) throws -> [SegmentRecord<Value>] {
        zip(items, try make(items.map(\.content))).map { item, made in
            SegmentRecord(key: item.key, source: item.source, value: made.value, problem: made.problem)
        }
    }

    private func separately<Content, Value>(
        _ lot: Int, _ items: [Item<Content>], _ left: Mark?, _ make: ([Content]) throws -> [Made<Value>]
    ) throws -> [SegmentRecord<Value>] {
        var (records, failure) = ([SegmentRecord<Value>](), (any Error)?.none)
        for item in items {
            func give(up problem: String) {
                records.append(
                    SegmentRecord(key: item.key, source: item.source, value: nil, problem: problem))
            }
            let deaths = left?.key == item.key ? left?.deaths ?? 0 : 0
            guard deaths < Self.deaths else {
                give(up: Self.ended)
                continue
            }
            try set(Mark(key: item.key, deaths: deaths + 1), lot)
            do { records += try Self.records([item], make) } catch  where !Self.isNobodysFault(error) {
                failure = error
                give(up: "\(error)")
            }
        }
        // Where no record can be made, it is not the records' fault.
        if let failure, records.allSatisfy({ $0.value == nil }) { throw failure }
        return records
    }

    static let ended = "each program that tried it ended"

    private static func isNobodysFault(_ error: any Error) -> Bool {
        if error is CancellationError { return true }
        switch error as? CatalogError {
        case .interrupted, .io, .database, .missing, .noWorkspace, .usage: return true
        case .table, .photo, nil: return false
        }
    }

    // MARK: Marks

    private func file(_ lot: Int) -> URL { segments.place(of: lot).appendingPathComponent("begun.json") }

    private func mark(of lot: Int) -> Mark? {
        (try? Data(contentsOf: file(lot))).flatMap { try? JSONDecoder().decode(Mark.self, from: $0) }
    }

    func set(_ mark: Mark, _ lot: Int) throws(CatalogError) {
        let file = file(lot)
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(JSONText.encode(mark).utf8).writeWhole(to: file)
        } catch {
            throw .io(path: file.path, reason: error.localizedDescription)
        }
    }

    private func clear(_ lot: Int) { try? FileManager.default.removeItem(at: file(lot)) }
}

/// What a worker did.
public struct AheadSummary: Sendable, Codable, Equatable {
    /// Lots that this worker finished now.
    public var finished = 0
    /// Lots that were finished before.
    public var known = 0
    /// In both.
    public var records = 0
    /// Records that are of no use, each with its problem.
    public var refused: [Refused] = []

    public struct Refused: Sendable, Codable, Equatable {
        public var kind: String
        public var key: String
        public var problem: String
    }

    public init() {}

    package mutating func add<Value>(_ done: (records: [SegmentRecord<Value>], wasThere: Bool), kind: String)
    {
        if done.wasThere { known += 1 } else { finished += 1 }
        records += done.records.count
        refused += done.records.compactMap { record in
            record.problem.map { Refused(kind: kind, key: record.key, problem: $0) }
        }
    }

    /// Where a worker names the records that are of no use, one JSON object a line.
    public static func refusedFile(in folder: URL, work: String, _ shard: WorkShard) -> URL {
        folder.appendingPathComponent("refused-\(work)-\(shard.index)-of-\(shard.count).jsonl")
    }

    package func writeRefused(into folder: URL, work: String, _ shard: WorkShard) throws(CatalogError) {
        let file = Self.refusedFile(in: folder, work: work, shard)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let lines = refused.map { JSONText.encode($0) + "\n" }
            try Data(lines.joined().utf8).writeWhole(to: file)
        } catch {
            throw .io(path: file.path, reason: error.localizedDescription)
        }
    }
}
