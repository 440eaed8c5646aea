import Foundation

/// Turns a header into the bytes that the reference implementation writes for the same tensors.
extension SafetensorsHeader {
    /// The order of tensors in the file: larger alignment first, so that every tensor is aligned; then by name.
    ///
    /// The reference sorts by the position of the type in its list, so this list has the same order.
    static func fileOrder(_ tensors: [String: TensorBlob]) -> [(name: String, blob: TensorBlob)] {
        let typeOrder: [ScalarType] = [
            .int64, .float64, .float32, .int32, .bfloat16, .float16, .int16, .int8, .uint8, .bool,
        ]
        func rank(_ blob: TensorBlob) -> Int { typeOrder.firstIndex(of: blob.dtype) ?? 0 }
        return tensors.map { (name: $0.key, blob: $0.value) }.sorted { first, second in
            let ranks = (rank(first.blob), rank(second.blob))
            return ranks.0 != ranks.1
                ? ranks.0 < ranks.1 : first.name.utf8.lexicographicallyPrecedes(second.name.utf8)
        }
    }

    /// Length and JSON, padded with spaces to a multiple of eight bytes.
    static func encode(_ tensors: [(name: String, blob: TensorBlob)], metadata: [String: String]) -> Data {
        var members: [String] = []
        if !metadata.isEmpty {
            let pairs = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
                .map { "\(quote($0.key)):\(quote($0.value))" }
            members.append("\(quote(metadataName)):{\(pairs.joined(separator: ","))}")
        }
        var offset = 0
        for (name, blob) in tensors {
            let end = offset + blob.bytes.count
            let shape = blob.shape.map(String.init).joined(separator: ",")
            members.append(
                "\(quote(name)):{\"dtype\":\"\(blob.dtype.safetensors)\",\"shape\":[\(shape)],"
                    + "\"data_offsets\":[\(offset),\(end)]}")
            offset = end
        }
        var json = Data("{\(members.joined(separator: ","))}".utf8)
        json.append(Data(repeating: 0x20, count: (8 - json.count % 8) % 8))
        return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) } + json
    }

    private static func quote(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{8}": quoted += "\\b"
            case "\u{C}": quoted += "\\f"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
