import Foundation

/// Safetensors and NumPy files.
extension HostileWeights {
    private static func header(_ name: String, _ json: String, bytes: Int = 0, _ complaint: String) -> Self {
        Self(
            "\(name).safetensors",
            Data(PickleBytes.number(UInt64(json.utf8.count))) + Data(json.utf8) + Data(count: bytes),
            complaint)
    }

    private static func tensor(
        _ name: String, dtype: String = "F32", shape: String = "1", offsets: String = "0,4", bytes: Int = 4,
        _ complaint: String
    ) -> Self {
        header(
            name, "{\"w\":{\"dtype\":\"\(dtype)\",\"shape\":[\(shape)],\"data_offsets\":[\(offsets)]}}",
            bytes: bytes,
            complaint)
    }

    private static func pair(_ name: String, first: String, second: String, bytes: Int, _ complaint: String)
        -> Self
    {
        header(
            name,
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[\(first)]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[\(second)]}}", bytes: bytes,
            complaint)
    }

    static let safetensors: [Self] = [
        Self("empty.safetensors", Data(), "too few"),
        Self("short.safetensors", Data([1, 0, 0]), "too few"),
        Self("giant-header.safetensors", Data(PickleBytes.number(UInt64.max)), "impossible length"),
        Self(
            "long-header.safetensors", Data(PickleBytes.number(Int64.max)) + Data("{}".utf8),
            "says that its header has"),
        Self(
            "above-limit.safetensors", Data(PickleBytes.number(UInt64(100_000_001))) + Data(count: 64),
            "says that its header"),
        header("empty-header", "", "something else than '{' at byte 0"),
        header("not-json", "weights", "something else than '{'"),
        header("array", "[]", "something else than '{'"),
        header("unfinished", "{\"w\":{\"dtype\":\"F32\",\"shape\":[", "something else"),
        header("deep-json", "{\"w\":" + String(repeating: "[", count: 100_000), "something else than '{'"),
        header("deep-objects", String(repeating: "{\"a\":", count: 100_000), "unknown field 'a'"),
        header("behind-the-end", "{}x", "behind the end"),
        header("half-surrogate", "{\"\\ud800\":{}}", "half a surrogate pair"),
        header("bad-escape", "{\"\\x\":{}}", "unknown escape"),
        header("no-fields", "{\"w\":{}}", "lacks its type"),
        header("metadata-number", "{\"__metadata__\":{\"epoch\":3}}", "something else than '\"'"),
        header(
            "same-name-twice",
            "{\"w\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},"
                + "\"w\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", "'w' twice"),
        tensor("unknown-type", dtype: "F8_E4M3", "unknown type 'F8_E4M3'"),
        tensor("negative-shape", shape: "-1", "non-negative integer"),
        tensor("fraction-shape", shape: "1.5", "something else"),
        tensor("shape-overflow", shape: "4294967296,4294967296", "impossible shape"),
        tensor("integer-overflow", shape: "99999999999999999999", "beyond 64 bits"),
        tensor("high-rank", shape: Array(repeating: "1", count: 65).joined(separator: ","), "more than 64"),
        tensor("size-differs", shape: "2", "takes 8 bytes, but its offsets say 4"),
        tensor("truncated", bytes: 3, "has 3 bytes behind its header, but its tensors take 4"),
        tensor("too-long", bytes: 5, "has 5 bytes behind its header"),
        tensor("backwards", offsets: "4,0", "before it begins"),
        tensor("three-offsets", offsets: "0,4,8", "more than 2"),
        tensor("far-offsets", offsets: "9223372036854775803,9223372036854775807", "leaves a hole"),
        pair("overlap", first: "0,4", second: "2,6", bytes: 6, "overlaps"),
        pair("same-bytes", first: "0,4", second: "0,4", bytes: 4, "overlaps"),
        pair("hole", first: "0,4", second: "5,9", bytes: 9, "leaves a hole"),
    ]

    private static func array(_ name: String, _ header: String, bytes: Int = 0, _ complaint: String) -> Self {
        let start =
            Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0])
            + Data(PickleBytes.number(UInt16(header.utf8.count)))
        return Self("\(name).npy", start + Data(header.utf8) + Data(count: bytes), complaint)
    }

    static let arrays: [Self] = [
        Self("empty.npy", Data(), "is no .npy file"),
        Self("version.npy", Data([0x93]) + Data("NUMPY".utf8) + Data([9, 0, 0, 0]), "version 9"),
        Self(
            "long-header.npy", Data([0x93]) + Data("NUMPY".utf8) + Data([2, 0, 255, 255, 255, 255]),
            "a header of"),
        array(
            "objects", "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
            "refused: an array of the type '|O'"),
        array(
            "records", "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "something else"),
        array(
            "program", "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,), }",
            "something else"),
        array(
            "overflow", "{'descr': '<f8', 'fortran_order': True, 'shape': (4294967296, 4294967296), }",
            "do not fit"),
        array(
            "huge", "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }",
            "impossible shape"),
        array("negative", "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "impossible shape"),
        array(
            "truncated", "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", bytes: 7, "has 7 bytes"),
        array("twice", "{'descr': '<f4', 'descr': '<f4', }", "unexpected field 'descr'"),
        array("lacking", "{'descr': '<f4'}", "lacks type, order or shape"),
    ]
}
