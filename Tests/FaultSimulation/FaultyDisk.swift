import CFaultyDisk
import Foundation
import SoukCatalog
import Synchronization

/// Records every change below a folder, and lets some of them fail. One folder at a time.
enum FaultyDisk {
    /// How often calls fail.
    struct Faults {
        var random: SplitMix64
        /// Of each call that changes the disk.
        var probability: Double

        static let none = Faults(random: SplitMix64(seed: 0), probability: 0)
    }

    fileprivate struct State {
        var root: [Substring] = []
        var steps: [DiskStep] = []
        /// The names of each folder; the root is 0.
        var folders: [Int: [String: Int]] = [0: [:]]
        var open: [Int32: Int] = [:]
        var nodes = 1
        var faults = Faults.none
        var failed = 0
    }

    private static let state = Mutex(State())

    /// - Parameter root: an empty folder, by its real path.
    static func watch(_ root: URL, faults: Faults) {
        state.withLock { state in
            state = State()
            state.root = root.path.split(separator: "/")
            state.faults = faults
        }
        disk_watch(
            root.path, { FaultyDisk.judge($0!.pointee) }, { FaultyDisk.witness($0!.pointee, result: $1) })
    }

    /// Ends it, and gives what happened.
    static func taken() -> (steps: [DiskStep], failedCalls: Int) {
        disk_watch(nil, nil, nil)
        return state.withLock { ($0.steps, $0.failed) }
    }

    static func `let`(fail faults: Faults) { state.withLock { $0.faults = faults } }
    static var stepCount: Int { state.withLock { $0.steps.count } }
    static var failedCalls: Int { state.withLock { $0.failed } }

    static func note(_ step: DiskStep) { state.withLock { $0.steps.append(step) } }

    // MARK: Faults

    private static func judge(_ call: DiskCall) -> Int32 {
        state.withLock { state in
            guard state.faults.probability > 0, state.changesTheDisk(call) else { return 0 }
            guard Double.random(in: 0..<1, using: &state.faults.random) < state.faults.probability else {
                return 0
            }
            state.failed += 1
            if call.kind == DiskWrite, call.count > 1, Bool.random(using: &state.faults.random) {
                return -Int32(clamping: Int.random(in: 1..<call.count, using: &state.faults.random))
            }
            let codes = call.kind == DiskUnlink || call.kind == DiskRemoveFolder ? [EIO] : [EIO, ENOSPC]
            return codes.randomElement(using: &state.faults.random) ?? EIO
        }
    }

    // MARK: Recording

    private static func witness(_ call: DiskCall, result: Int32) {
        state.withLock { state in
            switch call.kind {
            case DiskOpen: state.opened(call)
            case DiskClose: state.open[call.descriptor] = nil
            case DiskWrite:
                guard let node = state.open[call.descriptor] else { return }
                let bytes = UnsafeRawBufferPointer(start: call.bytes, count: call.count)
                state.steps.append(.write(node: node, offset: Int(call.offset), bytes: Array(bytes)))
            case DiskTruncate:
                guard let node = state.open[call.descriptor] else { return }
                state.steps.append(.truncate(node: node, length: Int(call.offset)))
            case DiskSync:
                guard let node = state.open[call.descriptor] else { return }
                state.steps.append(.synchronise(node: node, failed: result != 0))
            case DiskRename: state.renamed(call)
            case DiskUnlink, DiskRemoveFolder:
                guard let place = state.place(call.path) else { return }
                state.folders[place.folder]?[place.name] = nil
                state.steps.append(.remove(place))
            case DiskMakeFolder:
                guard let place = state.place(call.path) else { return }
                state.folders[state.create(place, isFolder: true)] = [:]
            default: break
            }
        }
    }
}

extension FaultyDisk.State {
    fileprivate func changesTheDisk(_ call: DiskCall) -> Bool {
        switch call.kind {
        case DiskOpen: call.flags & O_CREAT != 0 && place(call.path).map { node($0) == nil } == true
        case DiskClose: false
        default: true
        }
    }

    /// Where a path leads; nil for the root itself and for a folder that is not there.
    fileprivate func place(_ path: UnsafePointer<CChar>?) -> NameInFolder? {
        guard let path else { return nil }
        let parts = String(cString: path).split(separator: "/").dropFirst(root.count).filter { $0 != "." }
        guard let name = parts.last else { return nil }
        var folder = 0
        for part in parts.dropLast() {
            guard let next = folders[folder]?[String(part)] else { return nil }
            folder = next
        }
        return NameInFolder(folder: folder, name: String(name))
    }

    fileprivate func node(_ place: NameInFolder) -> Int? { folders[place.folder]?[place.name] }

    fileprivate mutating func create(_ place: NameInFolder, isFolder: Bool) -> Int {
        let node = nodes
        nodes += 1
        folders[place.folder]?[place.name] = node
        steps.append(.create(place, node: node, isFolder: isFolder))
        return node
    }

    fileprivate mutating func opened(_ call: DiskCall) {
        guard let place = place(call.path) else {
            open[call.descriptor] = 0
            return
        }
        if let known = node(place) {
            open[call.descriptor] = known
            if call.flags & O_TRUNC != 0 { steps.append(.truncate(node: known, length: 0)) }
        } else {
            open[call.descriptor] = create(place, isFolder: false)
        }
    }

    fileprivate mutating func renamed(_ call: DiskCall) {
        guard let old = place(call.path), let new = place(call.target), let node = node(old) else { return }
        folders[old.folder]?[old.name] = nil
        folders[new.folder]?[new.name] = node
        steps.append(.rename(old, to: new))
    }
}
