/// What the few names mean that a pickle of tensors may call.
extension PickleHeap {
    mutating func call(
        _ callee: PickleGlobal, _ arguments: [PickleValue], at byte: Int
    ) throws(Malformed) -> PickleValue {
        switch (callee.meaning, arguments.count) {
        case (.orderedDict, 0): return dict()
        case (.size, 1) where elements(arguments[0]) != nil: return arguments[0]
        case (.rebuildTensor, 4), (.rebuildTensorV2, 6...7):
            return try tensor(arguments, dtype: nil, at: byte)
        case (.rebuildTensorV3, 7...8):
            guard case .global(let type) = arguments[6], case .dtype(let dtype) = type.meaning else { break }
            return try tensor(arguments, dtype: dtype, at: byte)
        case (.rebuildParameter, 3):
            guard case .tensor = arguments[0] else { break }
            return arguments[0]
        default: break
        }
        let kinds = arguments.prefix(8).map(\.kind).joined(separator: ", ")
        throw Malformed("refused: \(callee.name)(\(kinds)) at byte \(byte) of the pickle")
    }

    /// A persistent identifier: `('storage', class, key, location, count)`, with a view as sixth in old files.
    mutating func persistentStorage(_ identifier: PickleValue, at byte: Int) throws(Malformed) -> PickleValue
    {
        guard case .tuple(let index) = identifier, (5...6).contains(tuples[index].count),
            case .string("storage") = tuples[index][0],
            case .global(let type) = tuples[index][1], case .storage(let dtype) = type.meaning,
            let key = text(tuples[index][2]), case .int(let count) = tuples[index][4], count >= 0
        else {
            throw Malformed(
                "refused: a persistent identifier that names no storage at byte \(byte) of the pickle")
        }
        var storage = PickledStorage(key: key, dtype: dtype, start: 0, count: count)
        if tuples[index].count == 6, case .tuple(let view) = tuples[index][5] {
            try narrow(&storage, to: tuples[view], at: byte)
        }
        storages.append(storage)
        return .storage(storages.count - 1)
    }

    /// A view is `(key, offset, count)`.
    private func narrow(
        _ storage: inout PickledStorage, to view: [PickleValue], at byte: Int
    ) throws(Malformed) {
        guard view.count == 3, case .int(let start) = view[1], case .int(let count) = view[2],
            start >= 0, count >= 0, start <= storage.count, count <= storage.count - start
        else { throw Malformed("has a view outside of its storage at byte \(byte) of the pickle") }
        storage.start = start
        storage.count = count
    }

    private mutating func tensor(
        _ arguments: [PickleValue], dtype: ScalarType?, at byte: Int
    ) throws(Malformed) -> PickleValue {
        guard case .storage(let index) = arguments[0], case .int(let offset) = arguments[1],
            let shape = integers(arguments[2]), let strides = integers(arguments[3]),
            let type = dtype ?? storages[index].dtype
        else {
            throw Malformed("has a tensor of unknown storage, shape or type at byte \(byte) of the pickle")
        }
        let view = PickledTensor(
            storage: storages[index], dtype: type, offset: offset, shape: shape, strides: strides)
        try view.check(at: byte)
        tensors.append(view)
        return .tensor(tensors.count - 1)
    }

    private func integers(_ value: PickleValue) -> [Int]? {
        guard let elements = elements(value), elements.count <= TensorBlob.rankLimit else { return nil }
        let integers = elements.compactMap { if case .int(let number) = $0 { number } else { nil } }
        return integers.count == elements.count ? integers : nil
    }

    private func text(_ value: PickleValue) -> String? {
        switch value {
        case .string(let text): text
        case .int(let number): String(number)
        default: nil
        }
    }
}

extension PickledTensor {
    var elementCount: Int? { TensorBlob.byteCount(dtype: .uint8, shape: shape) }

    /// The elements from the first that the view touches to the last; nil when that overflows.
    var span: Int? {
        guard !shape.contains(0) else { return 0 }
        var last = 0
        for (size, stride) in zip(shape, strides) {
            let (step, high) = (size - 1).multipliedReportingOverflow(by: stride)
            let (next, carry) = last.addingReportingOverflow(step)
            if high || carry { return nil }
            last = next
        }
        return last == .max ? nil : last + 1
    }

    var isContiguous: Bool {
        var expected = 1
        for (size, stride) in zip(shape, strides).reversed() where size != 1 {
            if stride != expected { return false }
            expected *= size
        }
        return true
    }

    /// Every element must lie inside the storage.
    fileprivate func check(at byte: Int) throws(Malformed) {
        let what = "has a tensor of shape \(shape), strides \(strides) and offset \(offset)"
        let place = "at byte \(byte) of the pickle"
        guard shape.count == strides.count, strides.allSatisfy({ $0 >= 0 }), offset >= 0,
            elementCount != nil, TensorBlob.byteCount(dtype: dtype, shape: shape) != nil, let span
        else { throw Malformed("\(what), which is impossible, \(place)") }
        let itemBytes = storage.dtype?.byteCount ?? 1
        let (storageBytes, overflow) = storage.count.multipliedReportingOverflow(by: itemBytes)
        let room = storageBytes / dtype.byteCount
        guard !overflow, storage.dtype == nil || storage.dtype == dtype,
            span == 0 || (offset <= room && span <= room - offset)
        else { throw Malformed("\(what) outside of its storage of \(storage.count) elements \(place)") }
    }
}
