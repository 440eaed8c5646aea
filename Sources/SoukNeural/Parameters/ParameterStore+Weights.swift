public import SoukTensors

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
            guard blob.shape == entry.tensor.shape, blob.isConsistent else {
                throw .weights(
                    path: source, parameter: entry.path, expected: "\(entry.tensor.shape)",
                    found: "\(blob.shape) in \(blob.bytes.count) bytes")
            }
        }
        let known = Set(wanted.map(\.path))
        let extra = blobs.filter { !known.contains($0.key) && !ignoring($0.key) }
        if let (path, blob) = extra.min(by: { $0.key < $1.key }) {
            throw .weights(
                path: source, parameter: path, expected: "no such parameter", found: "\(blob.shape)")
        }
        for entry in wanted {
            guard let blob = blobs[entry.path] else { continue }
            try entry.tensor.assign(Tensor(blob))
        }
    }
}
