import SoukCatalog
public import SoukEvaluation

extension EvaluationReport {
    /// The report as one page.
    public func html(curves: TrainingCurves? = nil, mistakes: [Mistake] = []) -> String {
        var sections = [Page.Section("figures", "How good it is", headline)]
        if let curves {
            sections.append(
                .init(
                    "curves", "How it learned",
                    "\([curves.loss(), curves.accuracy(), curves.learningRate()].map { Figure.html($0.svg()) })"
                ))
        }
        sections += [
            .init("categories", "Which categories it knows", categories),
            .init("confusion", "What it takes for what", confusionFigure),
            .init("reliability", "Whether its probabilities mean what they say", reliabilityFigure),
        ]
        if !mistakes.isEmpty {
            sections.append(.init("mistakes", "Where it was sure and wrong", gallery(mistakes)))
        }
        let hash = modelHash.map { " Weights \($0.prefix(12))." } ?? ""
        return Page(
            title: "\(model), evaluated",
            lead: "On \(photosAndListings) of the \(part) part, split by \(split).\(hash)", sections: sections
        ).html()
    }

    private var headline: HTML {
        let tiles = [
            Tile(
                label: "accuracy", value: Self.percent(accuracy),
                note: range(intervals.accuracy, Self.percent)),
            Tile(
                label: "top 3", value: Self.percent(top3Accuracy),
                note: range(intervals.top3Accuracy, Self.percent)),
            Tile(
                label: "log-loss", value: Self.decimal(logLoss), note: range(intervals.logLoss, Self.decimal)),
            Tile(
                label: "macro-F1", value: Self.decimal(macroF1), note: range(intervals.macroF1, Self.decimal)),
        ]
        let splitNote: HTML =
            split == "listing"
            ? "No listing, duplicate or near-duplicate photo is in both training and these photos."
            : "Split by \(split): photos of one listing may be in both training and here, which flatters."
        return """
            \(Tile.row(tiles))
            <p class="note">\(splitNote) Intervals: bootstrap over \(intervals.groups) listings, 95 %.</p>
            \(comparison.html)
            \(figures.html)
            """
    }

    private var categories: HTML {
        "\(Figure.html(f1Chart.svg()))\n\(classTable.html)"
    }

    private var confusionFigure: HTML { Figure.html(confusionChart.svg(), width: "wide") }

    private var reliabilityFigure: HTML {
        """
        <p>Logits are divided by \(Figures.decimal(temperature, places: 2)), chosen on validation. \
        The model is \(abstention).</p>
        \(Figure.html(reliabilityChart.svg(), width: "narrow"))
        """
    }

    private func gallery(_ mistakes: [Mistake]) -> HTML {
        """
        <p>The surest mistakes. Look at them: some are the model's, some are the seller's.</p>
        \(Mistake.gallery(mistakes))
        """
    }

    private func range(_ interval: BootstrapIntervals.Interval, _ words: (Double) -> String) -> String {
        "\(words(interval.lower)) to \(words(interval.upper))"
    }
}
