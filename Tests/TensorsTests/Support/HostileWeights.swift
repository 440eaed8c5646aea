import Foundation

/// Broken and malicious weight files, each with a part of what its verdict must say.
struct HostileWeights: Sendable, CustomStringConvertible {
    var fileName: String
    var bytes: Data
    var complaint: String

    var description: String { fileName }

    init(_ fileName: String, _ bytes: Data, _ complaint: String) {
        self.fileName = fileName
        self.bytes = bytes
        self.complaint = complaint
    }

    static let all = pickles + archives + legacy + safetensors + arrays

    /// Writes the files into a folder and returns where they are.
    static func write(into folder: URL) throws -> [URL] {
        try all.map { hostile in
            let url = folder.appendingPathComponent(hostile.fileName)
            try hostile.bytes.write(to: url)
            return url
        }
    }
}

/// Pickles inside a sound archive.
extension HostileWeights {
    private typealias Bytes = PickleBytes

    static let pickles = programs + containers + tensors

    private static func pickle(_ name: String, _ items: [UInt8]..., complaint: String) -> Self {
        Self(
            "\(name).pth", PickleBytes.archive(PickleBytes.proto + items.flatMap { $0 } + PickleBytes.stop),
            complaint)
    }

    private static let command = Bytes.tuple(Bytes.text("touch /tmp/souk-was-here"))

    private static let programs: [Self] = [
        pickle(
            "os-system", Bytes.global("posix", "system"), command, Bytes.reduce,
            complaint: "refused: posix.system at byte 2"),
        pickle(
            "eval", Bytes.dict(Bytes.text("w"), Bytes.global("builtins", "eval"), command, Bytes.reduce),
            complaint: "refused: builtins.eval at byte 10"),
        pickle(
            "stack-global", Bytes.text("os"), Bytes.text("system"), [0x93], command, Bytes.reduce,
            complaint: "refused: os.system"),
        pickle(
            "torch-hub", Bytes.global("torch.hub", "load"), command, Bytes.reduce,
            complaint: "refused: torch.hub.load"),
        pickle(
            "control-characters", Bytes.global("os\u{1B}[2J", "system"),
            complaint: "refused: os\\u{1b}[2J.system"),
        pickle(
            "nested-reduce", Bytes.global("collections", "OrderedDict"), Array(")R)R".utf8),
            complaint: "refused: a call of a dictionary"),
        pickle("inst", Array("(ios\nsystem\n".utf8), complaint: "refused: instruction 0x69"),
        pickle(
            "newobj", Bytes.global("collections", "OrderedDict"), [0x29, 0x81],
            complaint: "refused: instruction 0x81"),
        pickle("extension", [0x82, 1], complaint: "refused: instruction 0x82"),
        pickle("build", Array("]}b".utf8), complaint: "refused: BUILD on a list"),
        pickle(
            "call-with-much", Bytes.global("collections", "OrderedDict"), Bytes.integers([1, 2]),
            Bytes.reduce,
            complaint: "refused: collections.OrderedDict(an integer, an integer)"),
        pickle(
            "persistent-module", Bytes.tuple(Bytes.text("module"), Bytes.text("os")), Array("Q".utf8),
            complaint: "refused: a persistent identifier"),
    ]

    private static let containers: [Self] = [
        pickle(
            "billion-laughs", Bytes.tensor(), [0x85],
            [UInt8]((0..<40).flatMap { _ in [0x32, 0x86] }), complaint: "repeat too often"),
        pickle("cycle", Array("]q\0h\0a".utf8), complaint: "nested too deep"),
        pickle(
            "deep", [UInt8](repeating: 0x5D, count: 100_000), [UInt8](repeating: 0x61, count: 99_999),
            Bytes.tensor(), complaint: "ends with an unfinished value"),
        pickle(
            "deep-lists", Array("]".utf8), [UInt8](repeating: 0x85, count: 100_000),
            complaint: "nested too deep"),
        pickle("endless", [UInt8]((0..<2_200_000).flatMap { _ in [0x4E, 0x30] }), complaint: "steps"),
        pickle("no-mark", Array("t".utf8), complaint: "needs a mark"),
        pickle("empty-stack", Array("0".utf8), complaint: "needs a value"),
        pickle("unknown-memo", Array("h\u{7}".utf8), complaint: "recalls value 7"),
        pickle("odd-items", Array("}(Nu".utf8), complaint: "a key without a value"),
        pickle(
            "giant-text", [0x8D] + Bytes.number(UInt64(1) << 63),
            complaint: "impossible length 9223372036854775808"),
        pickle(
            "long-text", Array("X".utf8) + Bytes.number(UInt32.max), complaint: "asks for 4294967295 bytes"),
        pickle(
            "long-integer", [0x8B] + Bytes.number(UInt32(1) << 31), complaint: "asks for 2147483648 bytes"),
        pickle("bad-text", Array("X".utf8) + Bytes.number(UInt32(1)) + [0xFF], complaint: "not UTF-8"),
        pickle(
            "same-name-twice",
            Bytes.dict(Bytes.text("w"), Bytes.tensor(), Bytes.text("w"), Bytes.tensor()),
            complaint: "the name 'w' occurs twice"),
        pickle(
            "same-path-twice",
            Bytes.dict(
                Bytes.text("a.b"), Bytes.tensor(), Bytes.text("a"),
                Bytes.dict(Bytes.text("b"), Bytes.tensor())),
            complaint: "the name 'a.b' occurs twice"),
    ]

    private static let tensors: [Self] = [
        pickle("negative-shape", Bytes.tensor(shape: [-4]), complaint: "shape [-4]"),
        pickle("negative-offset", Bytes.tensor(offset: -1), complaint: "impossible"),
        pickle("negative-stride", Bytes.tensor(strides: [-1]), complaint: "impossible"),
        pickle("negative-storage", Bytes.tensor(count: -1), complaint: "names no storage"),
        pickle(
            "shape-overflow", Bytes.tensor(shape: [1 << 40, 1 << 40], strides: [0, 0]),
            complaint: "impossible"),
        pickle("stride-overflow", Bytes.tensor(shape: [3], strides: [.max]), complaint: "impossible"),
        pickle(
            "storage-overflow", Bytes.tensor(count: .max, shape: [1 << 60], strides: [1]),
            complaint: "outside of its storage"),
        pickle("outside", Bytes.tensor(offset: 1), complaint: "outside of its storage of 4"),
        pickle("claims-more", Bytes.tensor(count: 5, shape: [5]), complaint: "of a storage of 16 bytes"),
        pickle("ranks-differ", Bytes.tensor(shape: [2, 2]), complaint: "impossible"),
        pickle("broadcast-bomb", Bytes.tensor(shape: [1 << 40], strides: [0]), complaint: "more memory"),
        pickle("missing-storage", Bytes.tensor(key: "7"), complaint: "needs the storage '7'"),
        pickle(
            "traversal-storage", Bytes.tensor(key: "../../../etc/passwd"),
            complaint: "needs the storage '../../../etc/passwd'"),
        pickle(
            "no-tensor", Bytes.global("torch._utils", "_rebuild_parameter"),
            Bytes.tuple(Bytes.integer(1), Bytes.integer(1), Bytes.integer(1)), Bytes.reduce,
            complaint: "refused: torch._utils._rebuild_parameter(an integer"),
    ]
}
