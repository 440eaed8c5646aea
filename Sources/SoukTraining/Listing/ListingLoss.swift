import SoukInference
import SoukModels
import SoukNeural
import SoukTensors

/// The losses of a listing model.
struct ListingLoss {
    let configuration: ListingTrainingConfiguration
    /// Lengths of the vectors that are judged.
    let lengths: [Int]

    /// Categories of three depths, and the classes by each channel alone.
    func categories(
        _ logits: ListingModel.CategoryLogits, classes: [Int64], fine: [Int64], path: [Int64]
    ) throws(TensorError) -> Tensor {
        func entropy(_ logits: Tensor, _ labels: [Int64]) throws(TensorError) -> Tensor {
            try logits.crossEntropy(
                Tensor(labels, shape: [labels.count]), labelSmoothing: configuration.labelSmoothing)
        }
        var loss = try entropy(logits.classes, classes)
        if fine.contains(where: { $0 >= 0 }) {
            loss = try loss + entropy(logits.fine, fine) * configuration.fineWeight
        }
        if path.contains(where: { $0 >= 0 }) {
            loss = try loss + entropy(logits.path, path) * configuration.pathWeight
        }
        for single in logits.single {
            loss = try loss + entropy(single, classes) * configuration.singleWeight
        }
        return loss
    }

    /// In-batch softmax of each query over the listings (van den Oord et al. 2018), at each length; nil where
    /// no query is usable.
    ///
    /// - Parameters:
    ///   - queries: `[queries, dimensions]`; query `i` asks for listing `i`.
    ///   - listings: `[listings, dimensions]`, those beyond the queries are only wrong answers.
    ///   - groups: by listing; listings of a query's own group are no wrong answers.
    ///   - usable: by listing, whether it may be looked at; a query asks when its own may.
    func match(
        _ queries: Tensor, _ listings: Tensor, groups: [Int], usable: [Bool]
    ) throws(TensorError) -> Tensor? {
        let (rows, columns) = (queries.shape[0], listings.shape[0])
        let targets = (0..<rows).map { usable[$0] ? Int64($0) : -100 }
        guard targets.contains(where: { $0 >= 0 }) else { return nil }
        let shut = try Tensor(
            Self.shut(rows: rows, groups: groups, usable: usable), shape: [rows, columns])
        let labels = try Tensor(targets, shape: [rows])
        var total: Tensor?
        for length in lengths {
            let left = try queries.narrowed(axis: 1, to: 0..<length).l2Normalised()
            let right = try listings.narrowed(axis: 1, to: 0..<length).l2Normalised()
            let loss = try (left.matmul(right.transposed()) * configuration.scale + shut).crossEntropy(labels)
            total = try total.map { sum throws(TensorError) in try sum + loss } ?? loss
        }
        return try total.map { sum throws(TensorError) in try sum / Double(lengths.count) }
    }

    /// 0 where a listing competes for a query, `-10,000` where it may not.
    static func shut(rows: Int, groups: [Int], usable: [Bool]) -> [Float] {
        (0..<rows).flatMap { row in
            groups.indices.map { column in
                column != row && (groups[column] == groups[row] || !usable[column]) ? -1e4 : 0
            }
        }
    }
}
