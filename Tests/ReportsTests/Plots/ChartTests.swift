import Foundation
import SoukCatalog
import Testing

@testable import SoukEvaluation
@testable import SoukReports

@Suite struct ChartTests {
    static let history: [MetricsRecord] = (1...4).flatMap { epoch -> [MetricsRecord] in
        let step = epoch * 10
        return [
            MetricsRecord(
                step: step, time: 0,
                scalars: ["train/rate/head": 0.001 / Double(epoch), "train/rate/backbone": 0.0001]),
            MetricsRecord(
                step: step, epoch: epoch, time: 0,
                scalars: [
                    "train/loss": 2 / Double(epoch), "validation/loss": [2.1, 1.5, 1.2, 1.3][epoch - 1],
                    "train/accuracy": 0.2 * Double(epoch), "validation/accuracy": 0.15 * Double(epoch),
                ]),
        ]
    }

    static let curves = TrainingCurves(
        model: "cnn", history: history,
        stages: [.init(firstEpoch: 1, name: "last layer"), .init(firstEpoch: 3, name: "all unfrozen")])

    static let confusion = ConfusionMatrix(
        classes: ["Antiques & \"Odd\" <Things>", "Books", "Chairs"],
        counts: [[8, 2, 0], [1, 9, 0], [0, 0, 0]])

    static let pictures: [(name: String, svg: String)] = [
        ("loss.svg", curves.loss().svg()),
        ("accuracy.svg", curves.accuracy().svg()),
        ("learning-rate.svg", curves.learningRate().svg()),
        ("confusion.svg", ConfusionChart(title: "Confusion", matrix: confusion).svg()),
        (
            "reliability.svg",
            ReliabilityChart(
                title: "Reliability",
                curve: .init(bins: [
                    .init(lower: 0.4, upper: 0.4667, count: 10, confidence: 0.45, accuracy: 0.3),
                    .init(lower: 0.8, upper: 0.8667, count: 40, confidence: 0.84, accuracy: 0.9),
                ]), calibrationError: 0.078
            ).svg()
        ),
        (
            "f1.svg",
            BarChart.f1(
                of: [
                    .init(name: "Books", support: 1_200, precision: 0.5, recall: 0.5, f1: 0.5),
                    .init(name: "Chairs", support: 9, precision: 1, recall: 0.8, f1: 0.89),
                ], model: "cnn"
            ).svg()
        ),
        (
            "prices.svg",
            Histogram.prices(
                [0, 99, 100, 150, 4_000, 123_456], currency: .standard, title: "Prices",
                subtitle: "6 listings"
            )
            .svg()
        ),
    ]

    @Test(arguments: pictures.map(\.name))
    func pictureIsWellFormedAndUnchanged(_ name: String) throws {
        let svg = try #require(Self.pictures.first { $0.name == name }).svg
        #expect(isWellFormed(svg))
        #expect(!svg.contains("nan") && !svg.contains("inf"))
        try expectSnapshot(svg, name)
    }

    @Test func curvesMarkTheBestEpochAndTheStages() {
        #expect(Self.curves.bestEpoch == 3)
        let svg = Self.curves.loss().svg()
        #expect(svg.contains("best: 1.200 in epoch 3"))
        #expect(svg.contains(">all unfrozen<") && !svg.contains(">last layer<"))
        #expect(Self.curves.accuracy().svg().contains("best: 45.0 % in epoch 3"))
    }

    @Test func stagesAreFoundInTheRecord() {
        let history = [(1, 0.0), (2, 0), (3, 1), (4, 1), (5, 3), (6, 9)].map { epoch, stage in
            MetricsRecord(step: epoch, epoch: epoch, time: 0, scalars: ["stage": stage])
        }
        let names = ["last layer", "last block", "never begun", "all"]
        let curves = TrainingCurves(model: "m", history: history, stageNames: names)
        #expect(
            curves.stages == [
                .init(firstEpoch: 1, name: "last layer"), .init(firstEpoch: 3, name: "last block"),
                .init(firstEpoch: 5, name: "all"),
            ])
        #expect(TrainingCurves(model: "m", history: Self.history, stageNames: names).stages.isEmpty)
    }

    @Test func learningRatesAreDrawnByGroup() {
        #expect(Self.curves.learningRate().series.map(\.name) == ["backbone", "head"])
        #expect(Self.curves.learningRate().series.map(\.points.count) == [4, 4])
    }

    @Test func longRunsAreThinnedToTheirEnd() {
        let history = (1...10_001).map {
            MetricsRecord(step: $0, time: 0, scalars: ["train/rate": 1 / Double($0)])
        }
        let line = TrainingCurves(model: "m", history: history).learningRate().series[0]
        #expect((350...TrainingCurves.pointLimit + 1).contains(line.points.count))
        #expect(line.points.first?.x == 1 && line.points.last?.x == 10_001)
    }

    @Test func aBrokenValueInterruptsTheLine() {
        let points: [Chart.Point] = [1, 2, .nan, 4, .infinity, 6, 7].enumerated().map {
            .init(x: Double($0.offset), y: $0.element)
        }
        let svg = Chart(title: "t", x: Axis("x"), y: Axis("y"), series: [.init("a", points)]).svg()
        #expect(svg.components(separatedBy: "<polyline").count == 3)
        #expect(isWellFormed(svg))
    }

    @Test(arguments: [
        Chart(title: "t", x: Axis("x"), y: Axis("y"), series: []),
        Chart(title: "t", x: Axis("x"), y: Axis("y"), series: [.init("a", [.init(x: .nan, y: 1)])]),
        TrainingCurves(model: "m", history: []).loss(),
        TrainingCurves(model: "m", history: []).learningRate(),
    ])
    func emptyChartsSaySo(_ chart: Chart) {
        #expect(chart.svg().contains("no data"))
        #expect(isWellFormed(chart.svg()))
    }

    @Test func priceColumnsHoldEveryPrice() {
        let amounts = [0, 99, 100, 199, 200, 499, 500, 999, 1_000, 123_456, .max, -5]
        let histogram = Histogram.prices(amounts, currency: .standard, title: "", subtitle: "")
        #expect(histogram.columns.reduce(0) { $0 + $1.count } == amounts.count)
        #expect(histogram.columns.prefix(5).map(\.from) == ["£0", "£1", "£2", "£5", "£10"])
        #expect(histogram.columns.prefix(5).map(\.count) == [3, 2, 2, 2, 1])
        let yen = Histogram.prices([4_500], currency: Currency(code: "JPY"), title: "", subtitle: "")
        #expect(yen.columns.map(\.from).prefix(3) == ["JP¥0", "JP¥1", "JP¥2"])
        #expect(yen.columns.last?.from == "JP¥2k" && yen.columns.last?.count == 1)
        #expect(Histogram.prices([], currency: .standard, title: "", subtitle: "").columns.count == 1)
    }

    @Test(arguments: [
        ("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;"), ("it's", "it&#39;s"),
        ("\u{0}\u{1B}x", "\u{FFFD}\u{FFFD}x"),
        ("tab\tnew\nline", "tab\tnew\nline"), ("🪑é", "🪑é"), ("\u{FFFE}", "\u{FFFD}"),
    ])
    func markupIsEscaped(_ text: String, _ escaped: String) {
        #expect(Markup.escape(text) == escaped)
        #expect(isWellFormed("<p a=\"\(Markup.escape(text))\">\(Markup.escape(text))</p>"))
    }
}
