public import SoukTensors

/// Token sequences of one batch, padded to the longest.
public struct TokenBatch: Sendable {
    /// Ids, int32 `[batch, length]`.
    public let tokens: Tensor
    /// Bool `[batch, length]`, true where a token is none of the padding.
    public let mask: Tensor
    /// Whether any sequence is shorter than the longest.
    public let isPadded: Bool

    /// Sequences as `WordPieceTokenizer.encode` gives them.
    ///
    /// - Throws: `TensorError.shape` when there is no token at all.
    public init(_ sequences: [[Int32]], device: Device = .cpu) throws(TensorError) {
        let length = sequences.reduce(0) { max($0, $1.count) }
        guard length > 0 else {
            throw .shape(
                operation: "TokenBatch", operands: "\(sequences.count) sequences",
                expected: "at least one token", found: "none")
        }
        var tokens: [Int32] = []
        tokens.reserveCapacity(sequences.count * length)
        var mask: [Bool] = []
        mask.reserveCapacity(sequences.count * length)
        for sequence in sequences {
            let padding = length - sequence.count
            tokens += sequence + repeatElement(0, count: padding)
            mask += repeatElement(true, count: sequence.count)
            mask += repeatElement(false, count: padding)
        }
        let shape = [sequences.count, length]
        self.tokens = try Tensor(tokens, shape: shape).to(device)
        self.mask = try Tensor(mask, shape: shape).to(device)
        isPadded = sequences.contains { $0.count < length }
    }

    /// `[batch, length]`.
    public var shape: [Int] { tokens.shape }
}
