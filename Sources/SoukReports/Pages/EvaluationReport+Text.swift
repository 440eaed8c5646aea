import SoukCatalog
public import SoukEvaluation

extension EvaluationReport {
    /// The report for a terminal, about 100 columns wide.
    public func text() -> String {
        """
        \(Figures.printable(model)) on \(Figures.printable(part)), split by \(split): \(photosAndListings)

        \(figures.text)

        \(comparison.text)

        \(classTable.text)

        temperature \(Figures.decimal(temperature, places: 2)); \(abstention)

        """
    }

    var photosAndListings: String {
        let listings = perListing.map { " of \(Figures.grouped($0.count)) listings" } ?? ""
        return "\(Figures.grouped(count)) photos\(listings)"
    }

    var abstention: String {
        guard let least = threshold.threshold, let right = sure.accuracy else {
            return "never sure: on validation, no confidence made \(Figures.percent(threshold.target)) right"
        }
        return
            "sure from \(Figures.percent(least)) confidence: says so for \(Figures.percent(sure.coverage)) of the "
            + "photos and is right on \(Figures.percent(right)) of these (aim: \(Figures.percent(threshold.target)))"
    }

    /// The figures with their intervals.
    var figures: ReportTable {
        var table = ReportTable(
            caption: "Figures by photo, with 95 % bootstrap intervals by listing",
            columns: [
                .init(title: "figure"), .init(title: "by photo", isNumber: true),
                .init(title: "95 % interval", isNumber: true),
            ],
            rows: [
                row("accuracy", accuracy, intervals.accuracy, Self.percent),
                row("top-3 accuracy", top3Accuracy, intervals.top3Accuracy, Self.percent),
                row("log-loss", logLoss, intervals.logLoss, Self.decimal),
                row("macro-F1", macroF1, intervals.macroF1, Self.decimal),
                row("calibration error", calibrationError, intervals.calibrationError, Self.decimal),
            ])
        if let perListing {
            table.columns.append(.init(title: "all photos of a listing", isNumber: true))
            let values = [
                Self.percent(perListing.accuracy), Self.percent(perListing.top3Accuracy),
                Self.decimal(perListing.logLoss), Self.decimal(perListing.macroF1),
                Self.decimal(perListing.calibrationError),
            ]
            for (index, value) in values.enumerated() { table.rows[index].cells.append(value) }
        }
        return table
    }

    /// The model among what it has to beat.
    var comparison: ReportTable {
        let rivals = baselines + [reference].compactMap { $0 }
        return ReportTable(
            caption: "Against what needs no learning, and the reference",
            columns: [
                .init(title: "model"), .init(title: "accuracy", isNumber: true),
                .init(title: "log-loss", isNumber: true),
            ],
            rows: [.init(cells: [model, Self.percent(accuracy), Self.decimal(logLoss)], isOwn: true)]
                + rivals.map {
                    .init(cells: [$0.name, Self.percent($0.accuracy), Self.decimal($0.logLoss)])
                })
    }

    var classTable: ReportTable {
        ReportTable(
            caption: "By category",
            columns: [.init(title: "category")]
                + ["photos", "precision", "recall", "F1"].map { .init(title: $0, isNumber: true) },
            rows: perClass.map {
                .init(cells: [
                    $0.name, Figures.grouped($0.support), Self.percent($0.precision), Self.percent($0.recall),
                    Figures.decimal($0.f1, places: 2),
                ])
            })
    }

    private func row(
        _ name: String, _ value: Double, _ interval: BootstrapIntervals.Interval, _ words: (Double) -> String
    ) -> ReportTable.Row {
        .init(cells: [name, words(value), "\(words(interval.lower)) to \(words(interval.upper))"])
    }

    static func percent(_ share: Double) -> String { Figures.percent(share) }
    static func decimal(_ value: Double) -> String { Figures.decimal(value, places: 3) }
}
