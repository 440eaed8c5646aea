/// What a classifier said about labelled examples, checked once so that every figure can rely on it.
public struct Predictions: Sendable {
    /// `[examples, classes]`; finite, not negative, each row sums to 1.
    public let probabilities: [[Float]]
    /// `[examples]`; indices into `classes`.
    public let labels: [Int]
    public let classes: [String]
    /// `[examples]`; the most probable class, the first one of equals.
    public let predicted: [Int]

    /// How far the sum of a row may be from 1: half precision rounds.
    static let tolerance: Float = 0.01

    /// - Throws: `EvaluationError.examples` for an empty set, unequal lengths, labels out of range,
    ///   and rows that are not probabilities.
    public init(probabilities: [[Float]], labels: [Int], classes: [String]) throws(EvaluationError) {
        try Self.checkShape(probabilities, labels: labels, classes: classes.count, of: "probabilities")
        for (index, row) in probabilities.enumerated() {
            let sum = row.reduce(0, +)
            guard row.allSatisfy({ $0 >= 0 }), abs(sum - 1) <= Self.tolerance else {
                throw .examples(
                    reason: "Row \(index) is no distribution: expected values from 0 with sum 1, "
                        + "found smallest \(row.min() ?? 0) and sum \(sum)",
                    remedy: "Pass the output of softmax, not logits.")
            }
        }
        self.probabilities = probabilities
        self.labels = labels
        self.classes = classes
        predicted = probabilities.map(Self.mostProbable)
    }

    public var count: Int { labels.count }

    public func isCorrect(_ example: Int) -> Bool { predicted[example] == labels[example] }

    /// The probability of the predicted class of an example.
    public func confidence(_ example: Int) -> Float { probabilities[example][predicted[example]] }

    /// One prediction per group: the mean of the probabilities of its examples, in order of first
    /// appearance. For all photos of a listing.
    ///
    /// - Throws: `EvaluationError.examples` when a group holds two labels or the lengths differ.
    public func averaged(by groups: [String]) throws(EvaluationError) -> Predictions {
        let members = try Groups(groups, count: count)
        var means: [[Float]] = []
        var groupLabels: [Int] = []
        for (name, examples) in zip(members.names, members.examples) {
            let label = labels[examples[0]]
            guard examples.allSatisfy({ labels[$0] == label }) else {
                throw .examples(
                    reason: "Group \(name) holds examples with different labels",
                    remedy: "Group by listing: its photos share one category.")
            }
            means.append(
                classes.indices.map { column in
                    examples.reduce(0) { $0 + probabilities[$1][column] } / Float(examples.count)
                })
            groupLabels.append(label)
        }
        return try Predictions(probabilities: means, labels: groupLabels, classes: classes)
    }

    static func mostProbable(_ row: [Float]) -> Int {
        row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 }
    }

    /// What probabilities and logits have to fulfil alike.
    static func checkShape(
        _ rows: [[Float]], labels: [Int], classes: Int, of what: String
    ) throws(EvaluationError) {
        guard !rows.isEmpty else {
            throw .examples(
                reason: "There is nothing to evaluate: 0 rows of \(what)",
                remedy: "Choose a part of the split that has labelled photos.")
        }
        guard classes >= 2 else {
            throw .examples(
                reason: "Expected at least 2 classes, found \(classes)",
                remedy: "Import listings of several categories.")
        }
        guard rows.count == labels.count else {
            throw .examples(
                reason: "Expected as many labels as rows of \(what), found \(labels.count) and \(rows.count)",
                remedy: "Pass one label a row.")
        }
        for (index, row) in rows.enumerated() {
            guard row.count == classes else {
                throw .examples(
                    reason: "Row \(index) of \(what): expected \(classes) values, found \(row.count)",
                    remedy: "Judge a model on the classes it was trained for.")
            }
            guard row.allSatisfy(\.isFinite) else {
                throw .examples(
                    reason: "Row \(index) of \(what) holds NaN or an infinity",
                    remedy: "The model has diverged: train with a smaller learning rate.")
            }
            guard (0..<classes).contains(labels[index]) else {
                throw .examples(
                    reason: "Label of row \(index): expected 0 to \(classes - 1), found \(labels[index])",
                    remedy: "Judge a model on the classes it was trained for.")
            }
        }
    }
}

/// Examples by the name of their group, in order of first appearance.
struct Groups {
    var names: [String] = []
    var examples: [[Int]] = []

    init(_ groups: [String], count: Int) throws(EvaluationError) {
        guard groups.count == count else {
            throw .examples(
                reason: "Expected as many group names as examples, found \(groups.count) and \(count)",
                remedy: "Pass one listing id an example.")
        }
        var indices: [String: Int] = [:]
        for (example, name) in groups.enumerated() {
            if let index = indices[name] {
                examples[index].append(example)
            } else {
                indices[name] = names.count
                names.append(name)
                examples.append([example])
            }
        }
    }
}
