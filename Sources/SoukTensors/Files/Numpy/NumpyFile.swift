public import Foundation

/// Reads and writes one array a file in NumPy's `.npy` format
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
public enum NumpyFile {
    private static let magic = [UInt8]("\u{93}NUMPY".unicodeScalars.map { UInt8($0.value) })

    /// Writes an array atomically, little-endian and in C order.
    ///
    /// - Throws: `TensorError.file` when the bytes do not fit the shape, when the type is bfloat16, which NumPy
    ///   does not have, or when the file cannot be written.
    public static func write(_ blob: TensorBlob, to url: URL) throws(TensorError) {
        guard let type = blob.dtype.numpy else {
            throw .file(
                path: url.path, reason: "NumPy has no type \(blob.dtype)",
                remedy: "Convert the tensor to float32, or write safetensors.")
        }
        guard blob.isConsistent else {
            throw .file(
                path: url.path,
                reason:
                    "an array of shape \(blob.shape) and type \(blob.dtype) cannot have \(blob.bytes.count) bytes",
                remedy: "Give the array the bytes that its shape asks for.")
        }
        try AtomicFile.write([header(type: type, shape: blob.shape), blob.bytes], to: url)
    }

    /// Reads an array, whatever its byte order and whether in C or Fortran order.
    ///
    /// - Throws: `TensorError.file` that says which rule of the format the file breaks; arrays of Python objects,
    ///   texts, records and complex numbers are refused.
    public static func read(_ url: URL) throws(TensorError) -> TensorBlob {
        do {
            return try readArray(RandomAccessFile(url))
        } catch {
            throw error.error(
                at: url, remedy: "Write the array again with numpy.save, as a plain array of numbers.")
        }
    }

    /// Magic, version, length and a Python dictionary, padded to a multiple of 64 bytes.
    private static func header(type: String, shape: [Int]) -> Data {
        let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        let fields = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
        let isLong = fields.utf8.count + 64 > 0xFFFF
        let fixed = magic.count + (isLong ? 6 : 4)
        let padding = 63 - (fixed + fields.utf8.count) % 64
        let text = fields + String(repeating: " ", count: padding) + "\n"
        let length =
            isLong
            ? withUnsafeBytes(of: UInt32(text.utf8.count).littleEndian) { Data($0) }
            : withUnsafeBytes(of: UInt16(text.utf8.count).littleEndian) { Data($0) }
        return Data(magic) + [isLong ? 2 : 1, 0] + length + Data(text.utf8)
    }

    private static func readArray(_ file: RandomAccessFile) throws(Malformed) -> TensorBlob {
        var start = ByteCursor(try file.read(at: 0, count: min(file.size, 12)))
        guard try start.take(min(file.size, magic.count)).elementsEqual(magic) else {
            throw Malformed("is no .npy file: its first bytes are others")
        }
        let version = try start.byte()
        _ = try start.byte()
        guard (1...3).contains(version) else { throw Malformed("has the unknown version \(version) of .npy") }
        let length = try version == 1 ? start.length(UInt16.self) : start.length(UInt32.self)
        guard length <= NumpyHeader.lengthLimit else { throw Malformed("has a header of \(length) bytes") }
        let header = try NumpyHeader(ByteCursor(try file.read(at: start.offset, count: length)))
        let dataStart = start.offset + length
        guard let count = TensorBlob.byteCount(dtype: header.dtype, shape: header.shape),
            count == file.size - dataStart
        else {
            throw Malformed(
                "has \(file.size - dataStart) bytes of elements, which do not fit shape \(header.shape)"
                    + " and type \(header.dtype)")
        }
        let stored = try file.read(at: dataStart, count: count)
        return TensorBlob(dtype: header.dtype, shape: header.shape, bytes: inOrder(stored, header))
    }

    private static func inOrder(_ stored: Data, _ header: NumpyHeader) -> Data {
        let itemSize = header.dtype.byteCount
        var bytes = stored
        if header.isFortranOrder, !stored.isEmpty {
            var strides: [Int] = []
            var step = 1
            for size in header.shape {
                strides.append(step)
                step *= size
            }
            bytes = StridedCopy.contiguous(
                stored, shape: header.shape, strides: strides, count: stored.count / itemSize,
                itemSize: itemSize)
        }
        return header.isBigEndian ? StridedCopy.byteSwapped(bytes, itemSize: itemSize) : bytes
    }
}
