import Foundation

/// The raw bytes of a checkpoint's storages, read where tensors need them.
struct CheckpointStorages {
    let file: RandomAccessFile
    /// Where each storage stands in the file.
    let ranges: [String: Range<Int>]
    let isBigEndian: Bool
    /// Bytes that may still be read or made; shared storages and broadcast strides can ask for more than the file has.
    private var budget: Int
    private var blobs: [PickledTensor: TensorBlob] = [:]

    init(file: RandomAccessFile, ranges: [String: Range<Int>], isBigEndian: Bool = false) {
        self.file = file
        self.ranges = ranges
        self.isBigEndian = isBigEndian
        self.budget = Self.budget(fileSize: file.size)
    }

    /// The elements of a tensor in C order; tensors that are the same view share their bytes.
    mutating func blob(_ tensor: PickledTensor, named name: String) throws(Malformed) -> TensorBlob {
        if let blob = blobs[tensor] { return blob }
        let itemSize = tensor.dtype.byteCount
        let quoted = Malformed.quoted(name)
        guard let count = tensor.elementCount, let span = tensor.span,
            count <= budget / itemSize, span <= budget / itemSize
        else {
            throw Malformed(
                "tensor \(quoted) of shape \(tensor.shape) takes more memory than a file of this size may ask for"
            )
        }
        budget -= max(count, span) * itemSize
        var bytes = Data()
        if count > 0 {
            let source = try read(tensor, named: quoted, count: span * itemSize)
            bytes =
                tensor.isContiguous
                ? source
                : StridedCopy.contiguous(
                    source, shape: tensor.shape, strides: tensor.strides, count: count, itemSize: itemSize)
            if isBigEndian { bytes = StridedCopy.byteSwapped(bytes, itemSize: itemSize) }
        }
        let blob = TensorBlob(dtype: tensor.dtype, shape: tensor.shape, bytes: bytes)
        blobs[tensor] = blob
        return blob
    }

    private func read(_ tensor: PickledTensor, named quoted: String, count: Int) throws(Malformed) -> Data {
        guard let range = ranges[tensor.storage.key] else {
            throw Malformed(
                "tensor \(quoted) needs the storage \(Malformed.quoted(tensor.storage.key)), which the file lacks"
            )
        }
        let storageItem = tensor.storage.dtype?.byteCount ?? 1
        let (viewStart, high) = tensor.storage.start.multipliedReportingOverflow(by: storageItem)
        let (elementStart, higher) = tensor.offset.multipliedReportingOverflow(by: tensor.dtype.byteCount)
        let (start, carry) = viewStart.addingReportingOverflow(elementStart)
        guard !high, !higher, !carry, start <= range.count, count <= range.count - start else {
            throw Malformed(
                "tensor \(quoted) needs bytes \(start) to \(start)+\(count) of a storage of \(range.count) bytes"
            )
        }
        return try file.read(at: range.lowerBound + start, count: count)
    }

    /// Eight times the file and a mebibyte: room for every honest checkpoint, none for a bomb.
    static func budget(fileSize: Int) -> Int {
        min(min(fileSize, 1 << 56) * 8 + (1 << 20), RandomAccessFile.memory)
    }
}
