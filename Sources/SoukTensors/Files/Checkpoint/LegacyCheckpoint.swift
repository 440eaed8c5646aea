import Foundation

/// The format before PyTorch 1.6: five pickles (magic number, protocol, system, object, storage keys), then
/// the storages, each a 64-bit count of elements and the elements, in the order of the keys.
enum LegacyCheckpoint {
    /// 0x1950a86a20f9469cfc6c, little-endian.
    private static let magic: [UInt8] = [0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
    private static let version = 1001

    static func read(_ file: RandomAccessFile) throws(Malformed) -> CheckpointContents {
        let length = min(file.size, CheckpointContents.pickleLimit)
        var machine = PickleMachine(ByteCursor(try file.read(at: 0, count: length)))
        guard case .long(magic) = try machine.run() else {
            throw Malformed(
                "is a pickle, but not one of torch.save: its magic number is missing",
                remedy: "Give a .pth or .pt file that torch.save wrote in PyTorch 0.4 or later.")
        }
        guard case .int(version) = try machine.run() else {
            throw Malformed("has a protocol version other than \(version)")
        }
        _ = try machine.run()
        let value = try machine.run()
        let tensors = try machine.heap.flattened(value)
        guard case .list(let keys) = try machine.run() else {
            throw Malformed("lacks the list of its storages")
        }
        let ranges = try storageRanges(
            keys: machine.heap.lists[keys], itemSizes: itemSizes(machine.heap.storages), file,
            from: machine.offset)
        return CheckpointContents(tensors: tensors, storages: CheckpointStorages(file: file, ranges: ranges))
    }

    /// The size of an element of each storage, on which all mentions must agree.
    private static func itemSizes(_ storages: [PickledStorage]) throws(Malformed) -> [String: Int] {
        var sizes: [String: Int] = [:]
        for storage in storages {
            let size = storage.dtype?.byteCount ?? 1
            guard sizes.updateValue(size, forKey: storage.key) ?? size == size else {
                throw Malformed("has the storage \(Malformed.quoted(storage.key)) with elements of two sizes")
            }
        }
        return sizes
    }

    private static func storageRanges(
        keys: [PickleValue], itemSizes: [String: Int], _ file: RandomAccessFile, from start: Int
    ) throws(Malformed) -> [String: Range<Int>] {
        var ranges: [String: Range<Int>] = [:]
        var position = start
        for key in keys {
            guard case .string(let name) = key, let itemSize = itemSizes[name] else {
                throw Malformed("lists a storage that no tensor has")
            }
            var header = ByteCursor(try file.read(at: position, count: 8))
            let count = try header.length(UInt64.self)
            position += 8
            guard count <= (file.size - position) / itemSize else {
                throw Malformed(
                    "the storage \(Malformed.quoted(name)) says that it has \(count) elements,"
                        + " but only \(file.size - position) bytes are left: the file is truncated")
            }
            guard ranges.updateValue(position..<(position + count * itemSize), forKey: name) == nil else {
                throw Malformed("lists the storage \(Malformed.quoted(name)) twice")
            }
            position += count * itemSize
        }
        return ranges
    }
}
