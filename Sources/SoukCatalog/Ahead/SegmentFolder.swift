package import Foundation

/// What became of one record of a lot.
package struct SegmentRecord<Value: Codable & Sendable>: Codable, Sendable {
    /// Which record it is, for people: `line 7`, the path of a photo, the id of a listing.
    package var key: String
    /// What it was made of, such as a hash: another one has to be made again.
    package var source: String
    /// nil where nothing could be made of it.
    package var value: Value?
    /// Why it is of no use; nil for a good one.
    package var problem: String?

    package init(key: String, source: String, value: Value?, problem: String? = nil) {
        (self.key, self.source, self.value, self.problem) = (key, source, value, problem)
    }
}

/// Finished lots of one kind on a disk that workers share: `<folder>/<kind>/<lot>/<SHA-256 of the file>.jsonl`.
///
/// A segment is written under a temporary name and renamed, so it is there whole or not at all; a name that does not
/// fit the bytes is no segment. The first line says what it is made of (the recipe): what another table, other options
/// or another model made is never taken for this work.
package struct SegmentFolder: Sendable {
    package let folder: URL
    package let kind: String
    package let recipe: String

    package init(_ folder: URL, kind: String, recipe: String) {
        self.folder = folder.appendingPathComponent(kind, isDirectory: true)
        (self.kind, self.recipe) = (kind, recipe)
    }

    private struct Head: Codable, Equatable {
        var kind: String
        var recipe: String
        var lot: Int
        var records: Int
    }

    func place(of lot: Int) -> URL {
        let digits = String(lot)
        let name = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        return folder.appendingPathComponent(name, isDirectory: true)
    }

    package func write<Value>(_ lot: Int, _ records: [SegmentRecord<Value>]) throws(CatalogError) {
        let head = Head(kind: kind, recipe: recipe, lot: lot, records: records.count)
        let lines = [JSONText.encode(head)] + records.map { JSONText.encode($0) }
        let bytes = Data((lines.joined(separator: "\n") + "\n").utf8)
        let place = place(of: lot)
        let file = place.appendingPathComponent("\(Checksum.sha256(bytes)).jsonl")
        do {
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try bytes.writeWhole(to: file)
        } catch {
            throw .io(path: file.path, reason: error.localizedDescription)
        }
    }

    /// A lot as it was finished.
    package struct Segment<Value: Codable & Sendable>: Sendable {
        /// SHA-256 of its file.
        package var hash: String
        package var records: [SegmentRecord<Value>]
    }

    /// Whether there is a segment of this recipe, by its first line alone.
    package func isThere(_ lot: Int) -> Bool {
        let place = place(of: lot)
        let files = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        return files.contains { name in
            guard name.hasSuffix(".jsonl"),
                let file = try? FileHandle(forReadingFrom: place.appendingPathComponent(name))
            else { return false }
            defer { try? file.close() }
            guard let start = try? file.read(upToCount: 1024),
                let line = start.split(separator: UInt8(ascii: "\n")).first,
                let head = try? JSONDecoder().decode(Head.self, from: line)
            else { return false }
            return head.kind == kind && head.recipe == recipe && head.lot == lot
        }
    }

    /// A whole segment of this recipe that was made of just these sources, in their order; nil where there is none.
    package func read<Value>(_ lot: Int, of type: Value.Type, from sources: [String]) -> Segment<Value>? {
        let place = place(of: lot)
        let files = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
        for name in files.sorted() where name.hasSuffix(".jsonl") {
            let hash = String(name.dropLast(".jsonl".count))
            guard let bytes = try? Data(contentsOf: place.appendingPathComponent(name)),
                Checksum.sha256(bytes) == hash
            else { continue }
            let lines = bytes.split(separator: UInt8(ascii: "\n"))
            let decoder = JSONDecoder()
            guard let first = lines.first, let head = try? decoder.decode(Head.self, from: first),
                head == Head(kind: kind, recipe: recipe, lot: lot, records: lines.count - 1)
            else { continue }
            let records = lines.dropFirst().compactMap {
                try? decoder.decode(SegmentRecord<Value>.self, from: $0)
            }
            if records.count == head.records, records.map(\.source) == sources {
                return Segment(hash: hash, records: records)
            }
        }
        return nil
    }
}
