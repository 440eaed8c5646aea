import Foundation

/// The JSON header of a safetensors file: names, types, shapes and where the elements stand.
struct SafetensorsHeader {
    struct Entry {
        var dtype: ScalarType
        var shape: [Int]
        /// Bytes behind the header.
        var range: Range<Int>
    }

    var entries: [String: Entry] = [:]
    var metadata: [String: String] = [:]

    init() {}

    init(json: some ContiguousBytes) throws(Malformed) {
        var header = Self()
        var scanner = JSONScanner(json)
        try scanner.object { (scanner, name) throws(Malformed) in
            if name == Self.metadataName {
                try scanner.object { (scanner, key) throws(Malformed) in
                    header.metadata[key] = try scanner.string()
                }
            } else {
                header.entries[name] = try Self.entry(named: name, &scanner)
            }
        }
        try scanner.end()
        self = header
    }

    private static func entry(named name: String, _ scanner: inout JSONScanner) throws(Malformed) -> Entry {
        let quoted = Malformed.quoted(name)
        var dtype: ScalarType?
        var shape: [Int]?
        var offsets: [Int]?
        try scanner.object { (scanner, field) throws(Malformed) in
            switch field {
            case "dtype":
                let code = try scanner.string()
                dtype = ScalarType(safetensors: code)
                guard dtype != nil else {
                    throw Malformed("tensor \(quoted) has the unknown type \(Malformed.quoted(code))")
                }
            case "shape": shape = try scanner.integers(atMost: TensorBlob.rankLimit)
            case "data_offsets": offsets = try scanner.integers(atMost: 2)
            default: throw Malformed("tensor \(quoted) has the unknown field \(Malformed.quoted(field))")
            }
        }
        guard let dtype, let shape, let offsets, offsets.count == 2 else {
            throw Malformed("tensor \(quoted) lacks its type, shape or two offsets")
        }
        guard offsets[0] <= offsets[1] else {
            throw Malformed("tensor \(quoted) ends at byte \(offsets[1]), before it begins at \(offsets[0])")
        }
        guard let count = TensorBlob.byteCount(dtype: dtype, shape: shape) else {
            throw Malformed("tensor \(quoted) has the impossible shape \(shape)")
        }
        guard count == offsets[1] - offsets[0] else {
            throw Malformed(
                "tensor \(quoted) of shape \(shape) and type \(dtype) takes \(count) bytes,"
                    + " but its offsets say \(offsets[1] - offsets[0])")
        }
        return Entry(dtype: dtype, shape: shape, range: offsets[0]..<offsets[1])
    }

    /// The entries must cover the bytes behind the header from first to last, each byte once.
    func checkCoverage(of count: Int) throws(Malformed) {
        var end = 0
        let inOrder = entries.sorted {
            ($0.value.range.lowerBound, $0.value.range.upperBound)
                < ($1.value.range.lowerBound, $1.value.range.upperBound)
        }
        for (name, entry) in inOrder {
            let begin = entry.range.lowerBound
            guard begin == end else {
                let problem = begin < end ? "overlaps the tensor before it" : "leaves a hole before it"
                throw Malformed(
                    "tensor \(Malformed.quoted(name)) at byte \(begin) \(problem), which ends at \(end)")
            }
            end = entry.range.upperBound
        }
        guard end == count else {
            throw Malformed("has \(count) bytes behind its header, but its tensors take \(end)")
        }
    }

    static let metadataName = "__metadata__"
}

extension ScalarType {
    /// The name of the type in safetensors files.
    var safetensors: String {
        switch self {
        case .float64: "F64"
        case .float32: "F32"
        case .float16: "F16"
        case .bfloat16: "BF16"
        case .int64: "I64"
        case .int32: "I32"
        case .int16: "I16"
        case .int8: "I8"
        case .uint8: "U8"
        case .bool: "BOOL"
        }
    }

    init?(safetensors code: String) {
        guard let type = Self.allCases.first(where: { $0.safetensors == code }) else { return nil }
        self = type
    }
}
