/// The header of an `.npy` file: the Python dictionary `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4)}`.
struct NumpyHeader {
    /// Far above what a plain array needs.
    static let lengthLimit = 1 << 16

    private(set) var dtype: ScalarType
    private(set) var shape: [Int]
    private(set) var isFortranOrder: Bool
    private(set) var isBigEndian: Bool

    init(_ bytes: ByteCursor) throws(Malformed) {
        var scanner = Scanner(cursor: bytes)
        var (descr, order, shape): (String?, Bool?, [Int]?)
        try scanner.expect("{")
        while try !scanner.skip("}") {
            let name = try scanner.string()
            try scanner.expect(":")
            switch name {
            case "descr" where descr == nil: descr = try scanner.string()
            case "fortran_order" where order == nil: order = try scanner.truth()
            case "shape" where shape == nil: shape = try scanner.tuple()
            default: throw Malformed("the header has the unexpected field \(Malformed.quoted(name))")
            }
            if try !scanner.skip(",") {
                try scanner.expect("}")
                break
            }
        }
        guard let descr, let order, let shape else {
            throw Malformed("the header lacks type, order or shape")
        }
        guard let mark = descr.first, "<>|".contains(mark),
            let dtype = ScalarType.allCases.first(where: { $0.numpy?.dropFirst() == descr.dropFirst() })
        else { throw Malformed("refused: an array of the type \(Malformed.quoted(descr))") }
        self.dtype = dtype
        self.shape = shape
        self.isFortranOrder = order
        self.isBigEndian = mark == ">"
    }

    /// Reads the few Python literals that a header has.
    private struct Scanner {
        var cursor: ByteCursor

        mutating func skip(_ character: Unicode.Scalar) throws(Malformed) -> Bool {
            try skipSpace()
            guard cursor.peek == UInt8(ascii: character) else { return false }
            _ = try cursor.byte()
            return true
        }

        private mutating func skipSpace() throws(Malformed) {
            while let byte = cursor.peek, [0x20, 0x09, 0x0A].contains(byte) { _ = try cursor.byte() }
        }

        mutating func expect(_ character: Unicode.Scalar) throws(Malformed) {
            guard try skip(character) else {
                throw Malformed("the header has something else than '\(character)' at byte \(cursor.offset)")
            }
        }

        mutating func string() throws(Malformed) -> String {
            let quote: Unicode.Scalar = try skip("\"") ? "\"" : "'"
            if quote == "'" { try expect(quote) }
            let text = try word(while: { $0 != UInt8(ascii: quote) && $0 != UInt8(ascii: "\\") })
            try expect(quote)
            return text
        }

        mutating func truth() throws(Malformed) -> Bool {
            try skipSpace()
            switch try word(while: { !", }".utf8.contains($0) }) {
            case "True": return true
            case "False": return false
            default:
                throw Malformed("the header has something else than True or False at byte \(cursor.offset)")
            }
        }

        mutating func tuple() throws(Malformed) -> [Int] {
            var sizes: [Int] = []
            try expect("(")
            while try !skip(")") {
                guard let size = Int(try word(while: { (0x30...0x39).contains($0) })),
                    sizes.count < TensorBlob.rankLimit
                else {
                    throw Malformed("the header has an impossible shape at byte \(cursor.offset)")
                }
                sizes.append(size)
                if try !skip(",") {
                    try expect(")")
                    break
                }
            }
            return sizes
        }

        private mutating func word(while belongs: (UInt8) -> Bool) throws(Malformed) -> String {
            let rest = cursor.bytes[cursor.offset...]
            return try cursor.text(rest.prefix(while: belongs).count)
        }
    }
}

extension ScalarType {
    /// The name of the type in `.npy` files, little-endian; nil where NumPy lacks it.
    var numpy: String? {
        switch self {
        case .float32: "<f4"
        case .float64: "<f8"
        case .float16: "<f2"
        case .bfloat16: nil
        case .int64: "<i8"
        case .int32: "<i4"
        case .int16: "<i2"
        case .int8: "|i1"
        case .uint8: "|u1"
        case .bool: "|b1"
        }
    }
}
