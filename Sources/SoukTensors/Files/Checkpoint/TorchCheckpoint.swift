public import Foundation

/// Reads the tensors of files that `torch.save` wrote, in the zip format and in the one before PyTorch 1.6.
///
/// Such a file is a pickle, which can run any program when it is unpickled the usual way. This reader
/// knows tensors and plain containers only and refuses all else by name.
public enum TorchCheckpoint {
    /// Reads all tensors by dotted path: `{"state_dict": {"fc.bias": …}, "epoch": 3}` yields
    /// `state_dict.fc.bias`. Elements are in C order whatever the strides were in the file; a file that
    /// holds one tensor and no container yields it under the empty path.
    ///
    /// - Throws: `TensorError.file` that says what was refused or broken, and where.
    public static func read(_ url: URL) throws(TensorError) -> [String: TensorBlob] {
        do {
            return try readTensors(RandomAccessFile(url))
        } catch {
            throw error.error(
                at: url, remedy: "Fetch the file again and compare its checksum with the publisher's.")
        }
    }

    private static func readTensors(_ file: RandomAccessFile) throws(Malformed) -> [String: TensorBlob] {
        let start = [UInt8](try file.read(at: 0, count: min(file.size, 4)))
        var contents =
            switch start {
            case [0x50, 0x4B, 3, 4], [0x50, 0x4B, 5, 6]: try ZipCheckpoint.read(file)
            case let bytes where bytes.first == 0x80: try LegacyCheckpoint.read(file)
            default:
                throw Malformed(
                    "is no file of torch.save: it begins with the bytes \(start)",
                    remedy: "Give a .pth or .pt file that torch.save wrote in PyTorch 0.4 or later.")
            }
        var blobs: [String: TensorBlob] = [:]
        for (name, tensor) in contents.tensors.sorted(by: { $0.key < $1.key }) {
            blobs[name] = try contents.storages.blob(tensor, named: name)
        }
        return blobs
    }
}

/// The tensors of a checkpoint and where their bytes are.
struct CheckpointContents {
    var tensors: [String: PickledTensor]
    var storages: CheckpointStorages

    /// Pickles above this length are refused; that of a network with a thousand layers has half a mebibyte.
    static let pickleLimit = 1 << 26
}

/// The format since PyTorch 1.6: a zip archive with `NAME/data.pkl` and `NAME/data/KEY`.
enum ZipCheckpoint {
    static func read(_ file: RandomAccessFile) throws(Malformed) -> CheckpointContents {
        let entries = try ZipDirectory(file).entries
        let pickles = entries.keys.filter { $0.split(separator: "/").count == 2 && $0.hasSuffix("/data.pkl") }
        guard pickles.count == 1, let name = pickles.first, let range = entries[name] else {
            throw Malformed(
                "is a zip archive with \(pickles.count) entries 'NAME/data.pkl', where one is expected")
        }
        let root = name.dropLast("data.pkl".count)
        guard entries["\(root)constants.pkl"] == nil else {
            throw Malformed(
                "is a TorchScript program, not a file of weights",
                remedy: "In Python, load it with torch.jit.load and save its state_dict().")
        }
        guard range.count <= CheckpointContents.pickleLimit else {
            throw Malformed(
                "has a pickle of \(range.count) bytes, above the limit of \(CheckpointContents.pickleLimit)")
        }
        var machine = PickleMachine(ByteCursor(try file.read(at: range.lowerBound, count: range.count)))
        let value = try machine.run()
        let tensors = try machine.heap.flattened(value)
        let prefix = "\(root)data/"
        let storages = entries.filter { $0.key.hasPrefix(prefix) }
            .map { (String($0.key.dropFirst(prefix.count)), $0.value) }
        return CheckpointContents(
            tensors: tensors,
            storages: CheckpointStorages(
                file: file, ranges: Dictionary(uniqueKeysWithValues: storages),
                isBigEndian: try isBigEndian(entries["\(root)byteorder"], file)))
    }

    private static func isBigEndian(_ range: Range<Int>?, _ file: RandomAccessFile) throws(Malformed) -> Bool
    {
        guard let range else { return false }
        let order = String(
            decoding: try file.read(at: range.lowerBound, count: min(range.count, 16)), as: UTF8.self)
        guard ["little", "big"].contains(order) else {
            throw Malformed("has the unknown byte order \(Malformed.quoted(order))")
        }
        return order == "big"
    }
}
