import SoukCatalog

/// The pictures of one training run, made from its record.
public struct TrainingCurves: Sendable {
    public var model: String
    public var history: [MetricsRecord]
    public var stages: [Stage]

    /// A part of the run in which the same layers learn.
    public struct Stage: Sendable, Codable, Equatable {
        /// 1 is the first.
        public var firstEpoch: Int
        public var name: String

        public init(firstEpoch: Int, name: String) {
            self.firstEpoch = firstEpoch
            self.name = name
        }
    }

    /// The names under which a run logs what the curves show.
    public enum Name {
        public static let trainLoss = "train/loss"
        public static let trainAccuracy = "train/accuracy"
        public static let validationLoss = "validation/loss"
        public static let validationAccuracy = "validation/accuracy"
        /// Also with a group after it: `train/rate/backbone`.
        public static let learningRate = "train/rate"
        /// Which stage an epoch belonged to; 0 is the first.
        public static let stage = "stage"
    }

    public init(model: String, history: [MetricsRecord], stages: [Stage] = []) {
        self.model = model
        self.history = history
        self.stages = stages
    }

    /// Stages begin where the record says so; `stageNames` are in the order of training.
    public init(model: String, history: [MetricsRecord], stageNames: [String]) {
        var stages: [Stage] = []
        var latest = -1.0
        for record in history {
            guard let epoch = record.epoch, let number = record[Name.stage], number > latest else { continue }
            latest = number
            guard let index = Int(exactly: number), stageNames.indices.contains(index) else { continue }
            stages.append(Stage(firstEpoch: epoch, name: stageNames[index]))
        }
        self.init(model: model, history: history, stages: stages)
    }

    /// The epoch with the smallest validation loss; nil without one.
    public var bestEpoch: Int? {
        let losses = epochs(Name.validationLoss)
        return losses.min { $0.y < $1.y }.map { Int($0.x) }
    }

    public func loss() -> Chart {
        chart(
            "Log-loss of \(model)", y: Axis("nats, after each epoch; lower is better"),
            training: Name.trainLoss, validation: Name.validationLoss
        ) { Figures.decimal($0, places: 3) }
    }

    public func accuracy() -> Chart {
        chart(
            "Accuracy of \(model)",
            y: Axis("share of photos in the right category, after each epoch", format: .percent),
            training: Name.trainAccuracy, validation: Name.validationAccuracy, words: { Figures.percent($0) })
    }

    /// The rate of each group of parameters, step by step.
    public func learningRate() -> Chart {
        let names = Set(history.flatMap(\.scalars.keys)).filter { $0.hasPrefix(Name.learningRate) }.sorted()
        let series = names.map { name in
            let group = name.dropFirst(Name.learningRate.count).drop { $0 == "/" }
            let points = history.filter { $0.epoch == nil }.compactMap { record in
                record[name].map { Chart.Point(x: Double(record.step), y: $0) }
            }
            return Chart.Series(group.isEmpty ? "learning rate" : String(group), Self.thinned(points))
        }
        return Chart(
            title: "Learning rate of \(model)", x: Axis("optimiser step", format: .count),
            y: Axis("step size of the optimiser"), series: series)
    }

    /// A picture is no wider than so many points.
    static let pointLimit = 700

    private static func thinned(_ points: [Chart.Point]) -> [Chart.Point] {
        let step = max(1, (points.count + pointLimit - 1) / pointLimit)
        return points.indices.filter { $0 % step == 0 || $0 == points.count - 1 }.map { points[$0] }
    }

    private func chart(
        _ title: String, y: Axis, training: String, validation: String, words: (Double) -> String
    ) -> Chart {
        let held = epochs(validation)
        var chart = Chart(
            title: title, x: Axis("epoch", format: .count), y: y,
            series: [
                .init("validation", held, showsPoints: held.count <= 40),
                .init("training", epochs(training), showsPoints: held.count <= 40),
            ])
        chart.stages = stages.filter { $0.firstEpoch > 1 }.map {
            .init(x: Double($0.firstEpoch) - 0.5, label: $0.name)
        }
        if let bestEpoch, let best = held.first(where: { Int($0.x) == bestEpoch }) {
            chart.highlight = .init(best, label: "best: \(words(best.y)) in epoch \(bestEpoch)")
        }
        return chart
    }

    private func epochs(_ name: String) -> [Chart.Point] {
        history.compactMap { record in
            guard let epoch = record.epoch, let value = record[name] else { return nil }
            return .init(x: Double(epoch), y: value)
        }
    }
}
