import Foundation

/// Zip archives and files of the old format.
extension HostileWeights {
    private typealias Bytes = PickleBytes
    private typealias Entry = PickleBytes.ZipEntry

    private static let sound = Bytes.pickle(Bytes.dict(Bytes.text("w"), Bytes.tensor()))

    private static func entry(_ name: String, _ change: (inout Entry) -> Void = { _ in }) -> Entry {
        var entry = Entry(name, name.hasSuffix(".pkl") ? sound : Bytes.fourFloats)
        change(&entry)
        return entry
    }

    private static func zip(_ name: String, _ entries: [Entry], _ complaint: String) -> Self {
        Self("\(name).pth", Bytes.zip(entries), complaint)
    }

    static let archives: [Self] = [
        zip(
            "traversal", [entry("a/data.pkl"), entry("a/../../etc/cron.d/souk")], "leads out of the archive"),
        zip("absolute-name", [entry("/etc/data.pkl")], "leads out of the archive"),
        zip("compressed-bomb", [entry("a/data.pkl") { $0.method = 8 }], "refused: the compressed zip entry"),
        zip("encrypted", [entry("a/data.pkl") { $0.flags = 1 }], "refused: the encrypted zip entry"),
        zip("twice", [entry("a/data.pkl"), entry("a/data.pkl")], "twice"),
        zip("entry-outside", [entry("a/data.pkl") { $0.claimedSize = 1 << 30 }], "outside of the file"),
        zip("entry-nowhere", [entry("a/data.pkl") { $0.claimedOffset = 1 << 30 }], "outside of the file"),
        zip("entry-without-header", [entry("a/data.pkl") { $0.claimedOffset = 3 }], "has no header"),
        zip("wide-size-missing", [entry("a/data.pkl") { $0.claimedSize = .max }], "asks for 8 bytes"),
        zip(
            "overlapping-entries",
            (10..<40).map { index in
                entry("a/data/\(index)") {
                    $0.claimedOffset = 0
                    $0.claimedSize = 1_000
                }
            }, "overlap"),
        zip("no-pickle", [entry("a/readme")], "0 entries 'NAME/data.pkl'"),
        zip("two-pickles", [entry("a/data.pkl"), entry("b/data.pkl")], "2 entries 'NAME/data.pkl'"),
        zip("torchscript", [entry("a/data.pkl"), entry("a/constants.pkl")], "TorchScript"),
        zip(
            "byte-order", [entry("a/data.pkl"), Entry("a/byteorder", Array("middle".utf8))],
            "byte order 'middle'"),
        Self("truncated-archive.pth", Bytes.archive(sound).dropLast(30), "truncated"),
        Self("directory-outside.pth", directoryOutside, "outside of the file"),
        Self("empty.pth", Data(), "begins with the bytes []"),
        Self("web-page.pth", Data("<!DOCTYPE html><title>404</title>".utf8), "is no file of torch.save"),
        Self("truncated-pickle.pth", Bytes.archive(Array(sound.dropLast(2))), "ends at byte"),
    ]

    private static var directoryOutside: Data {
        var bytes = [UInt8](Bytes.archive(sound))
        bytes.replaceSubrange((bytes.count - 6)..<(bytes.count - 2), with: Bytes.number(UInt32(1) << 30))
        return Data(bytes)
    }

    static let legacy: [Self] = [
        Self(
            "legacy-system.pth",
            Bytes.legacy(
                Bytes.pickle(Bytes.global("os", "system"), Bytes.tuple(), Bytes.reduce), storages: []),
            "refused: os.system"),
        Self("legacy-magic.pth", Data(Bytes.pickle(Bytes.integer(7))), "its magic number is missing"),
        Self(
            "legacy-truncated.pth",
            Bytes.legacy(sound, storages: Bytes.number(UInt64(4)) + Bytes.fourFloats.dropLast(3)), "truncated"
        ),
        Self(
            "legacy-giant-storage.pth",
            Bytes.legacy(sound, storages: Bytes.number(UInt64(1) << 62) + Bytes.fourFloats), "truncated"),
        Self(
            "legacy-negative-storage.pth",
            Bytes.legacy(sound, storages: Bytes.number(Int64(-4)) + Bytes.fourFloats), "impossible length"),
        Self(
            "legacy-small-storage.pth",
            Bytes.legacy(sound, storages: Bytes.number(UInt64(1)) + Bytes.fourFloats),
            "of a storage of 4 bytes"),
        Self("legacy-unknown-key.pth", Bytes.legacy(sound, keys: ["9"], storages: []), "that no tensor has"),
        Self(
            "legacy-key-twice.pth",
            Bytes.legacy(
                sound, keys: ["0", "0"],
                storages: Bytes.number(UInt64(0)) + Bytes.number(UInt64(0))), "twice"),
        Self("legacy-no-keys.pth", Bytes.legacy(sound, keys: [], storages: []), "needs the storage '0'"),
    ]
}
