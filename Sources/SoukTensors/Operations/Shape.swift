import CSoukTorch

extension Tensor {
    /// The same elements in another shape; one size may be -1.
    public func reshaped(_ shape: [Int]) throws(TensorError) -> Tensor {
        let known = Self.elementCount(shape.filter { $0 != -1 }) ?? 0
        let fits =
            switch shape.count(where: { $0 == -1 }) {
            case 0: known == count
            case 1: known > 0 && count % known == 0
            default: false
            }
        guard fits else {
            throw .shape(
                operation: "reshaped", operands: "\(self.shape)", expected: "\(count) elements",
                found: "\(shape)")
        }
        let sizes = shape.map(Int64.init)
        return try Self.make("reshaped") { out in
            withHandle { ct_reshape($0, sizes, Int32(sizes.count), out) }
        }
    }

    /// Axes in another order, for example `[0, 3, 1, 2]`.
    public func permuted(_ axes: [Int]) throws(TensorError) -> Tensor {
        guard axes.sorted() == Array(0..<rank) else {
            throw .shape(
                operation: "permuted", operands: "\(shape)", expected: "each axis once", found: "\(axes)")
        }
        let order = axes.map(Int64.init)
        return try Self.make("permuted") { out in
            withHandle { ct_permute($0, order, Int32(order.count), out) }
        }
    }

    /// With the two last axes exchanged: `[…, n, m]` to `[…, m, n]`.
    public func transposed() throws(TensorError) -> Tensor {
        let rank = rank
        guard rank >= 2 else {
            throw .shape(
                operation: "transposed", operands: "\(shape)", expected: "rank 2 or more",
                found: "rank \(rank)")
        }
        return try permuted(Array(0..<rank - 2) + [rank - 1, rank - 2])
    }

    /// A part of one axis, sharing the storage.
    public func narrowed(axis: Int, to range: Range<Int>) throws(TensorError) -> Tensor {
        guard axis >= 0, axis < rank, range.lowerBound >= 0, range.upperBound <= shape[axis] else {
            throw .shape(
                operation: "narrowed", operands: "\(shape), axis \(axis)",
                expected: "a range within the axis",
                found: "\(range)")
        }
        return try Self.make("narrowed") { out in
            withHandle { ct_narrow($0, Int64(axis), Int64(range.lowerBound), Int64(range.count), out) }
        }
    }

    /// The rows (along `axis`) that int64 `indices` `[n]` name.
    public func selecting(_ indices: Tensor, axis: Int = 0) throws(TensorError) -> Tensor {
        try Self.make("selecting") { out in
            withHandle { a in indices.withHandle { ct_index_select(a, Int64(axis), $0, out) } }
        }
    }

    /// Single elements: `out[i, j] = self[i, indices[i, j]]` for a matrix and axis 1, and so on for other
    /// ranks and axes; int64 `indices` have this tensor's rank.
    public func gathering(_ indices: Tensor, axis: Int) throws(TensorError) -> Tensor {
        let (size, wanted) = (shape, indices.shape)
        let fits =
            axis >= 0 && axis < size.count && wanted.count == size.count
            && size.indices.allSatisfy { $0 == axis || wanted[$0] <= size[$0] }
        guard fits else {
            throw .shape(
                operation: "gathering", operands: "\(size), axis \(axis), indices \(wanted)",
                expected: "indices of rank \(size.count), no larger but on the axis", found: "\(wanted)")
        }
        return try Self.make("gathering") { out in
            withHandle { a in indices.withHandle { ct_gather(a, Int64(axis), $0, out) } }
        }
    }

    public func flipped(axis: Int) throws(TensorError) -> Tensor {
        try Self.make("flipped") { out in withHandle { ct_flip($0, Int64(axis), out) } }
    }

    /// Along an axis that all have; the other sizes are equal.
    public static func concatenate(_ tensors: [Tensor], axis: Int = 0) throws(TensorError) -> Tensor {
        func others(_ tensor: Tensor) -> [Int] {
            tensor.shape.enumerated().filter { $0.offset != axis }.map(\.element)
        }
        if let odd = tensors.first(where: { $0.rank != tensors[0].rank || others($0) != others(tensors[0]) })
        {
            throw .shape(
                operation: "concatenate", operands: "\(tensors[0].shape) and \(odd.shape)",
                expected: "equal sizes but on axis \(axis)", found: "\(odd.shape)")
        }
        return try joining(tensors, "concatenate") { ct_concatenate($0, $1, Int64(axis), $2) }
    }

    /// Along a new axis; all shapes are equal.
    public static func stack(_ tensors: [Tensor], axis: Int = 0) throws(TensorError) -> Tensor {
        if let odd = tensors.first(where: { $0.shape != tensors[0].shape }) {
            throw .shape(
                operation: "stack", operands: "\(tensors.count) tensors", expected: "\(tensors[0].shape)",
                found: "\(odd.shape)")
        }
        return try joining(tensors, "stack") { ct_stack($0, $1, Int64(axis), $2) }
    }

    private static func joining(
        _ tensors: [Tensor], _ name: String,
        _ body: (UnsafePointer<ct_tensor?>, Int32, UnsafeMutablePointer<ct_tensor?>) -> Int32
    ) throws(TensorError) -> Tensor {
        guard !tensors.isEmpty else {
            throw .shape(operation: name, operands: "[]", expected: "at least one tensor", found: "none")
        }
        return try make(name) { out in
            tensors.withHandles { body($0, Int32(tensors.count), out) }
        }
    }
}

extension [Tensor] {
    /// Calls C with all handles, which stay alive until the call has returned.
    func withHandles<Result>(_ body: (UnsafePointer<ct_tensor?>) -> Result) -> Result {
        withExtendedLifetime(self) {
            map { Optional($0.storage.handle) }.withUnsafeBufferPointer { buffer in
                withUnsafePointer(to: nil as ct_tensor?) { body(buffer.baseAddress ?? $0) }
            }
        }
    }
}
