import Foundation

/// Assembles pickles and archives, sound and hostile, byte by byte.
enum PickleBytes {
    static let proto: [UInt8] = [0x80, 2]
    static let stop: [UInt8] = Array(".".utf8)
    static let reduce: [UInt8] = Array("R".utf8)

    static func global(_ module: String, _ name: String) -> [UInt8] { Array("c\(module)\n\(name)\n".utf8) }
    static func text(_ text: String) -> [UInt8] {
        Array("X".utf8) + number(UInt32(text.utf8.count)) + Array(text.utf8)
    }
    static func integer(_ value: Int) -> [UInt8] { [0x8A, 8] + number(value) }
    static func tuple(_ items: [UInt8]...) -> [UInt8] {
        Array("(".utf8) + items.flatMap { $0 } + Array("t".utf8)
    }
    static func dict(_ items: [UInt8]...) -> [UInt8] {
        Array("}(".utf8) + items.flatMap { $0 } + Array("u".utf8)
    }
    static func integers(_ values: [Int]) -> [UInt8] {
        Array("(".utf8) + values.flatMap(integer) + Array("t".utf8)
    }
    static func pickle(_ items: [UInt8]...) -> [UInt8] { proto + items.flatMap { $0 } + stop }

    static func number(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    static func storage(_ key: String, count: Int) -> [UInt8] {
        tuple(
            text("storage"), global("torch", "FloatStorage"), text(key), text("cpu"), integer(count),
            Array("N".utf8))
            + Array("Q".utf8)
    }

    /// A float32 tensor; the storage has four elements unless told otherwise.
    static func tensor(
        key: String = "0", count: Int = 4, offset: Int = 0, shape: [Int] = [4], strides: [Int] = [1]
    ) -> [UInt8] {
        let hooks = global("collections", "OrderedDict") + Array(")R".utf8)
        return global("torch._utils", "_rebuild_tensor_v2")
            + tuple(
                storage(key, count: count), integer(offset), integers(shape), integers(strides), [0x89], hooks
            )
            + reduce
    }

    /// What torch.save writes in the old format around the pickle of the object.
    static func legacy(_ object: [UInt8], keys: [String] = ["0"], storages: [UInt8]) -> Data {
        let magic: [UInt8] = [0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
        let list = Array("](".utf8) + keys.flatMap(text) + Array("e".utf8)
        return Data(pickle(magic) + pickle(integer(1001)) + pickle(dict()) + object + pickle(list) + storages)
    }

    static let fourFloats: [UInt8] = [1, 2, 3, 4].flatMap { number(Float($0).bitPattern) }

    /// What torch.save writes in the new format around the pickle of the object.
    static func archive(_ object: [UInt8], storages: [(String, [UInt8])] = [("0", fourFloats)]) -> Data {
        zip([ZipEntry("a/data.pkl", object)] + storages.map { ZipEntry("a/data/\($0.0)", $0.1) })
    }

    struct ZipEntry {
        var name: String
        var bytes: [UInt8]
        var method: UInt16 = 0
        var flags: UInt16 = 0
        /// What the directory says instead of the truth.
        var claimedSize: UInt32?
        var claimedOffset: UInt32?

        init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    static func zip(_ entries: [ZipEntry]) -> Data {
        var (file, directory): ([UInt8], [UInt8]) = ([], [])
        for entry in entries {
            let size = entry.claimedSize ?? UInt32(entry.bytes.count)
            let method =
                number(entry.flags) + number(entry.method) + number(UInt64(0)) + number(size) + number(size)
            let nameLength = number(UInt16(entry.name.utf8.count))
            directory += number(UInt32(0x0201_4B50)) + number(UInt32(0)) + method + nameLength
            directory += [UInt8](repeating: 0, count: 12) + number(entry.claimedOffset ?? UInt32(file.count))
            directory += Array(entry.name.utf8)
            file += number(UInt32(0x0403_4B50)) + number(UInt16(0)) + method + nameLength + number(UInt16(0))
            file += Array(entry.name.utf8) + entry.bytes
        }
        let count = number(UInt16(entries.count))
        let end = number(UInt32(0x0605_4B50)) + number(UInt32(0)) + count + count
        return Data(
            file + directory + end + number(UInt32(directory.count)) + number(UInt32(file.count))
                + number(UInt16(0)))
    }
}
