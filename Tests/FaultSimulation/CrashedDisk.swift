import Foundation
import SoukCatalog

/// What a disk may hold when its machine stops between two steps.
///
/// After a kill that is all that was done. After a loss of power it is what was synchronised, and of the rest
/// anything: of a file's bytes any sectors of any writes, of a folder's names any changes, in no order.
struct CrashedDisk {
    enum Cause: String, CaseIterable, Sendable {
        case kill, powerCut
    }

    private static let sector = 512

    private enum Change {
        case write(offset: Int, bytes: [UInt8])
        case truncate(length: Int)
    }

    private struct File {
        var live: [UInt8] = []
        var durable: [UInt8] = []
        /// Since it was synchronised.
        var pending: [Change] = []
    }

    private struct Names {
        var changes: [(place: NameInFolder, node: Int?)]
    }

    private var files: [Int: File] = [:]
    private var folders: Set<Int> = []
    private var live: [NameInFolder: Int] = [:]
    private var durable: [NameInFolder: Int] = [:]
    private var pending: [Names] = []

    /// - Parameter random: which bytes a failed synchronisation leaves behind.
    mutating func take(_ step: DiskStep, _ random: inout SplitMix64) {
        switch step {
        case .create(let place, let node, let isFolder):
            if isFolder { folders.insert(node) }
            rename([(place, node)])
        case .remove(let place): rename([(place, nil)])
        case .rename(let old, let new): rename([(old, nil), (new, live[old])])
        case .write(let node, let offset, let bytes): change(node, .write(offset: offset, bytes: bytes))
        case .truncate(let node, let length): change(node, .truncate(length: length))
        case .synchronise(let node, let failed): synchronise(node, failed: failed, &random)
        case .began, .acknowledged: break
        }
    }

    private mutating func rename(_ changes: [(place: NameInFolder, node: Int?)]) {
        for change in changes { live[change.place] = change.node }
        pending.append(Names(changes: changes))
    }

    private mutating func change(_ node: Int, _ change: Change) {
        var file = files.removeValue(forKey: node) ?? File()
        Self.apply(change, to: &file.live)
        file.pending.append(change)
        files[node] = file
    }

    private mutating func synchronise(_ node: Int, failed: Bool, _ random: inout SplitMix64) {
        if var file = files.removeValue(forKey: node) {
            for change in file.pending where !failed || Bool.random(using: &random) {
                Self.apply(change, to: &file.durable)
            }
            file.pending = []
            files[node] = file
        }
        guard !failed else { return }
        var rest: [Names] = []
        for names in pending {
            if names.changes.contains(where: { $0.place.folder == node }) {
                for change in names.changes { durable[change.place] = change.node }
            } else {
                rest.append(names)
            }
        }
        pending = rest
    }

    private static func apply(_ change: Change, to bytes: inout [UInt8]) {
        switch change {
        case .truncate(let length):
            if length <= bytes.count {
                bytes.removeLast(bytes.count - length)
            } else {
                bytes.append(contentsOf: repeatElement(0, count: length - bytes.count))
            }
        case .write(let offset, let new):
            let end = offset + new.count
            if end > bytes.count { bytes.append(contentsOf: repeatElement(0, count: end - bytes.count)) }
            bytes.replaceSubrange(offset..<end, with: new)
        }
    }

    // MARK: After the crash

    /// Writes what is left into an empty folder.
    func write(to folder: URL, after cause: Cause, _ random: inout SplitMix64) throws {
        let names = cause == .kill ? live : survivingNames(&random)
        // In an order that follows from the seed, as made-up names do not.
        let places = names.sorted { ($0.value, $0.key.folder) < ($1.value, $1.key.folder) }.map(\.key)
        let children = Dictionary(grouping: places, by: \.folder)
        try write(0, to: folder, children, names, cause, &random)
    }

    private func write(
        _ node: Int, to folder: URL, _ children: [Int: [NameInFolder]], _ names: [NameInFolder: Int],
        _ cause: Cause, _ random: inout SplitMix64
    ) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for place in children[node] ?? [] {
            guard let child = names[place] else { continue }
            let url = folder.appendingPathComponent(place.name)
            if folders.contains(child) {
                try write(child, to: url, children, names, cause, &random)
            } else if !place.name.hasSuffix("-shm") {
                // Memory that processes share; none of them is left.
                try Data(bytes(child, cause, &random)).write(to: url)
            }
        }
    }

    private func survivingNames(_ random: inout SplitMix64) -> [NameInFolder: Int] {
        var names = durable
        let whole = Int.random(in: 0...pending.count, using: &random)
        let style = Int.random(in: 0..<3, using: &random)
        for (number, group) in pending.enumerated() {
            let survives =
                switch style {
                case 0: number < whole
                case 1: Bool.random(using: &random)
                default: Int.random(in: 0..<8, using: &random) > 0
                }
            guard survives else { continue }
            for change in group.changes { names[change.place] = change.node }
        }
        return names
    }

    private func bytes(_ node: Int, _ cause: Cause, _ random: inout SplitMix64) -> [UInt8] {
        guard let file = files[node] else { return [] }
        guard cause == .powerCut, !file.pending.isEmpty else { return file.live }
        var bytes = file.durable
        let whole = Int.random(in: 0...file.pending.count, using: &random)
        let style = Int.random(in: 0..<4, using: &random)
        for (number, change) in file.pending.enumerated() {
            switch style {
            case 0: if number < whole { Self.apply(change, to: &bytes) }
            case 1: if Bool.random(using: &random) { Self.apply(change, to: &bytes) }
            case 2: if number != whole { Self.apply(change, to: &bytes) }
            default: Self.tear(change, &bytes, &random)
            }
        }
        return bytes
    }

    /// Some sectors of a write.
    private static func tear(_ change: Change, _ bytes: inout [UInt8], _ random: inout SplitMix64) {
        guard case .write(let offset, let new) = change else {
            if Bool.random(using: &random) { apply(change, to: &bytes) }
            return
        }
        var start = 0
        while start < new.count {
            let end = min(new.count, ((offset + start) / sector + 1) * sector - offset)
            if Bool.random(using: &random) {
                apply(.write(offset: offset + start, bytes: Array(new[start..<end])), to: &bytes)
            }
            start = end
        }
    }
}
