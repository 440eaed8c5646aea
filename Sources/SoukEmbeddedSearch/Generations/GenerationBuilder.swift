import Foundation

/// Fills a new generation in batches, in constant memory.
public struct GenerationBuilder: Sendable {
    let index: ListingIndex

    /// One transaction; a few hundred to a thousand listings at a time are best.
    public func add(_ listings: [IndexedListing]) throws(RetrievalError) { try index.upsert(listings) }
}

extension IndexGenerations {
    private static let unfinished = ".building-"

    /// Builds a generation beside the others; it does not serve before `switchTo`.
    ///
    /// A build that throws or is killed leaves nothing that counts: the next build begins anew and clears away.
    /// - Returns: The manifest of what was built.
    @discardableResult public func build(
        model: IndexModel, madeBy: String, now: Date = Date(),
        _ fill: (GenerationBuilder) throws -> Void
    ) throws -> IndexManifest {
        try add(madeBy: madeBy, now: now) { draft, name in
            let index = try ListingIndex.create(at: draft, generation: name, model: model)
            try fill(GenerationBuilder(index: index))
            try index.compact()
            return index
        }
    }

    /// Copies an index as it is at this moment to a generation of its own, while others go on reading it.
    @discardableResult public func snapshot(
        of index: ListingIndex, madeBy: String, now: Date = Date()
    ) throws -> IndexManifest {
        try add(madeBy: madeBy, now: now) { draft, name in
            try index.copy(to: draft, generation: name)
            return try ListingIndex.open(draft)
        }
    }

    /// Adds a generation that is made under a hidden name, checked, closed, and on disk before it is seen.
    private func add(
        madeBy: String, now: Date, _ make: (URL, String) throws -> ListingIndex
    ) throws -> IndexManifest {
        try durably { try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true) }
        let lock = try WriteLock(file: root.appendingPathComponent(".build.lock"))
        return try lock.holdingAny {
            try clearUnfinished()
            let name = try freshName(now)
            let draft = root.appendingPathComponent(Self.unfinished + name, isDirectory: true)
            do {
                let index = try make(draft, name)
                try index.check()
                let manifest = IndexManifest(
                    generation: name, schema: IndexSchema.version, model: index.model,
                    count: try index.count, madeBy: madeBy, madeAt: Int(now.timeIntervalSince1970))
                try index.close()
                try manifest.write(IndexFiles(folder: draft))
                try DurableFolder.synchroniseTree(draft)
                try DurableFolder.rename(draft, to: folder(name))
                return manifest
            } catch {
                try? FileManager.default.removeItem(at: draft)
                throw error
            }
        }
    }

    private func clearUnfinished() throws(RetrievalError) {
        for name in try hidden(Self.unfinished) { try remove(root.appendingPathComponent(name)) }
    }

    /// `20260131T120000`, with a number behind it where that is taken.
    private func freshName(_ now: Date) throws(RetrievalError) -> String {
        let parts = Self.calendar.dateComponents(
            [.year, .month, .day, .hour, .minute, .second], from: now)
        let date = [parts.year, parts.month, parts.day].map { Self.digits($0) }.joined()
        let time = [parts.hour, parts.minute, parts.second].map { Self.digits($0) }.joined()
        let stem = "\(date)T\(time)"
        let taken = Set(try names())
        guard taken.contains(stem) else { return stem }
        var number = 2
        while taken.contains("\(stem)-\(number)") { number += 1 }
        return "\(stem)-\(number)"
    }

    private static func digits(_ value: Int?) -> String {
        let text = String(value ?? 0)
        return text.count < 2 ? "0" + text : text
    }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
}
