public import Foundation

/// What a safetensors file holds.
public struct SafetensorsFile: Sendable, Equatable {
    /// The tensors by name.
    public var tensors: [String: TensorBlob]
    /// Free text by name (`__metadata__`).
    public var metadata: [String: String]

    public init(tensors: [String: TensorBlob], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }
}

/// Reads and writes safetensors files, byte for byte as the reference implementation does
/// (https://huggingface.co/docs/safetensors).
public enum Safetensors {
    /// Headers above this length are refused, as by the reference implementation.
    public static let headerLimit = 100_000_000

    /// Reads all tensors; nothing is allocated for a tensor before the whole header has proved sound.
    ///
    /// - Throws: `TensorError.file` that says which rule of the format the file breaks, and where.
    public static func read(_ url: URL) throws(TensorError) -> SafetensorsFile {
        do {
            return try readTensors(RandomAccessFile(url))
        } catch {
            throw error.error(
                at: url, remedy: "Fetch the file again, or write it again from the source of the weights.")
        }
    }

    /// Writes tensors and metadata atomically: a crash leaves the old file or the new one.
    ///
    /// - Throws: `TensorError.file` when a tensor has another number of bytes than its shape asks for,
    ///   when it bears the reserved name `__metadata__`, or when the file cannot be written.
    public static func write(
        _ tensors: [String: TensorBlob], metadata: [String: String] = [:], to url: URL
    ) throws(TensorError) {
        for (name, blob) in tensors where !blob.isConsistent || name == SafetensorsHeader.metadataName {
            throw .file(
                path: url.path,
                reason: "tensor '\(name)' of shape \(blob.shape) and type \(blob.dtype)"
                    + " with \(blob.bytes.count) bytes cannot be written",
                remedy: "Give each tensor the bytes that its shape asks for, and no tensor the name"
                    + " '\(SafetensorsHeader.metadataName)'.")
        }
        let inOrder = SafetensorsHeader.fileOrder(tensors)
        let header = SafetensorsHeader.encode(inOrder, metadata: metadata)
        guard header.count - 8 <= headerLimit else {
            throw .file(
                path: url.path,
                reason: "the header would take \(header.count - 8) of at most \(headerLimit) bytes",
                remedy: "Keep long texts beside the file.")
        }
        try AtomicFile.write([header] + inOrder.map(\.blob.bytes), to: url)
    }

    private static func readTensors(_ file: RandomAccessFile) throws(Malformed) -> SafetensorsFile {
        guard file.size >= 8 else { throw Malformed("has \(file.size) bytes, too few for safetensors") }
        var cursor = ByteCursor(try file.read(at: 0, count: 8))
        let length = try cursor.length(UInt64.self)
        guard length <= headerLimit, length <= file.size - 8 else {
            throw Malformed(
                "says that its header has \(length) bytes, but \(min(headerLimit, file.size - 8)) is the most it can have"
            )
        }
        let header = try SafetensorsHeader(json: file.read(at: 8, count: length))
        try header.checkCoverage(of: file.size - 8 - length)
        var result = SafetensorsFile(tensors: [:], metadata: header.metadata)
        result.tensors.reserveCapacity(header.entries.count)
        for (name, entry) in header.entries {
            let bytes = try file.read(at: 8 + length + entry.range.lowerBound, count: entry.range.count)
            result.tensors[name] = TensorBlob(dtype: entry.dtype, shape: entry.shape, bytes: bytes)
        }
        return result
    }
}
