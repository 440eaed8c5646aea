import SoukNeural
import SoukTensors

/// From the states of a pair's tokens to one number: both sides' mean vectors, brought to length √width, their
/// mean and their product, and a line on these that begins as their cosine, stretched.
struct PairHead: Sendable {
    /// A cosine of 1 begins as a logit of half of this, one of 0 as its negative.
    static let stretch = 5.0
    private let line: Linear
    private let dropout: Dropout
    private let length: Double

    init(_ path: ParameterPath, width: Int, dropout: Double) throws(TensorError) {
        line = try Linear(path, from: 2 * width, to: 1)
        self.dropout = Dropout(dropout)
        length = Double(width).squareRoot()
        let start =
            [Float](repeating: 0, count: width)
            + [Float](repeating: Float(Self.stretch) / Float(width), count: width)
        try withoutGradient { [line] () throws(TensorError) in
            try line.weight.assign(Tensor(start, shape: [1, 2 * width]))
            try line.bias.assign(Tensor([Float(-Self.stretch / 2)], shape: [1]))
        }
    }

    /// `[pairs, length, width]` to `[pairs]`.
    func callAsFunction(_ states: Tensor, _ batch: PairBatch, _ mode: Mode) throws(TensorError) -> Tensor {
        let states = try states.to(.float32)
        let query = try states.maskedMean(batch.queryMask).l2Normalised() * length
        let title = try states.maskedMean(batch.titleMask).l2Normalised() * length
        let both = try Tensor.concatenate([(query + title) * 0.5, query * title], axis: 1)
        return try line(dropout(both, mode)).reshaped([states.shape[0]])
    }
}
