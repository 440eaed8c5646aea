import Tensors

extension ParameterStore {
    /// All parameters and buffers, copied.
    public func weights() throws(TensorError) -> [String: TensorBlob] {
        var blobs: [String: TensorBlob] = [:]
        for entry in entries { blobs[entry.path] = try entry.tensor.blob() }
        return blobs
    }

    /// Overwrites every parameter and buffer, strictly: what is missing, left over, or of another
    /// shape is an error that names the path, and nothing is changed.
    ///
    /// - Parameters:
    ///   - source: where the weights come from, for messages.
    ///   - ignoring: paths in `blobs` that this model has no use for.
    ///   - keeping: paths of this model that keep their values (a new head on old features).
    public func load(
        _ blobs: [String: TensorBlob], from source: String, ignoring: (String) -> Bool = { _ in false },
        keeping: (String) -> Bool = { _ in false }
    ) throws(TensorError) {
        let wanted = entries.filter { !keeping($0.path) }
        for entry in wanted {
            guard let blob = blobs[entry.path] else {
                throw .weights(
                    path: source, parameter: entry.path, expected: "\(entry.tensor.shape)", found: "nothing")
            }
            guard blob.shape == entry.tensor.shape else {
                throw .weights(
                    path: source, parameter: entry.path, expected: "\(entry.tensor.shape)",
                    found: "\(blob.shape)")
            }
        }
        let known = Set(wanted.map(\.path))
        if let extra = blobs.keys.sorted().first(where: { !known.contains($0) && !ignoring($0) }) {
            throw .weights(
                path: source, parameter: extra, expected: "no such parameter", found: "\(blobs[extra]!.shape)")
        }
        for entry in wanted {
            guard let blob = blobs[entry.path] else { continue }
            try entry.tensor.assign(Tensor(blob))
        }
    }
}
