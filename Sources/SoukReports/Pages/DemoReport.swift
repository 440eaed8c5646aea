import SoukCatalog
public import SoukEvaluation

/// The first page of a demonstration: from a messy table to a classified photo.
public struct DemoReport: Sendable {
    public var title: String
    public var imported: ImportReport
    public var models: [Model]
    public var photos: [ClassifiedPhoto]
    /// The pages behind this one, as paths relative to it.
    public var links: [Link]

    /// A model that was trained, and how it went.
    public struct Model: Sendable {
        public var evaluation: EvaluationReport
        public var curves: TrainingCurves
        /// How long training took.
        public var seconds: Double

        public init(evaluation: EvaluationReport, curves: TrainingCurves, seconds: Double) {
            self.evaluation = evaluation
            self.curves = curves
            self.seconds = seconds
        }
    }

    /// A photo with what the model says about it.
    public struct ClassifiedPhoto: Sendable {
        public var photo: ReportPhoto
        /// The most probable first.
        public var guesses: [Guess]
        /// The confidence reaches the model's threshold.
        public var isSure: Bool

        public struct Guess: Sendable {
            public var category: String
            public var probability: Double

            public init(category: String, probability: Double) {
                self.category = category
                self.probability = probability
            }
        }

        public init(photo: ReportPhoto, guesses: [Guess], isSure: Bool) {
            self.photo = photo
            self.guesses = guesses
            self.isSure = isSure
        }
    }

    public struct Link: Sendable {
        public var title: String
        public var path: String

        public init(title: String, path: String) {
            self.title = title
            self.path = path
        }
    }

    public init(
        title: String, imported: ImportReport, models: [Model], photos: [ClassifiedPhoto], links: [Link]
    ) {
        self.title = title
        self.imported = imported
        self.models = models
        self.photos = photos
        self.links = links
    }

    /// The report as one page.
    public func html() -> String {
        var sections = [
            Page.Section("import", "1. A marketplace, cleaned", importSection),
            Page.Section("models", "2. Learned", comparison),
        ]
        sections += models.enumerated().map { index, model in
            .init("model-\(index + 1)", model.evaluation.model, section(model))
        }
        if !photos.isEmpty { sections.append(.init("classified", "3. Put to use", gallery)) }
        if !links.isEmpty { sections.append(.init("pages", "Read on", linkList)) }
        return Page(
            title: title, lead: "From a messy table and a folder of photos to a category for a photo.",
            sections: sections
        ).html()
    }

    private var importSection: HTML {
        let sheet: HTML =
            imported.contactSheet.map {
                """
                <figure class="wide">\($0.html)
                <figcaption class="note">\($0.caption)</figcaption></figure>
                """
            } ?? .empty
        return "\(imported.counts)\n\(imported.categoryFigure)\n\(sheet)"
    }

    private var comparison: HTML {
        let rivals = models.first?.evaluation.baselines ?? []
        let table = ReportTable(
            caption: "Models on photos that they have never seen",
            columns: [.init(title: "model")]
                + ["accuracy", "log-loss", "training time"].map { .init(title: $0, isNumber: true) },
            rows: models.map {
                .init(
                    cells: [
                        $0.evaluation.model, Figures.percent($0.evaluation.accuracy),
                        Figures.decimal($0.evaluation.logLoss, places: 3),
                        Figures.duration(seconds: $0.seconds),
                    ], isOwn: true)
            }
                + rivals.map {
                    .init(
                        cells: [
                            $0.name, Figures.percent($0.accuracy), Figures.decimal($0.logLoss, places: 3),
                            "-",
                        ])
                })
        return table.html
    }

    private func section(_ model: Model) -> HTML {
        """
        \(Figure.html(model.curves.loss().svg()))
        \(Figure.html(model.curves.accuracy().svg()))
        \(Figure.html(model.evaluation.confusionChart.svg(), width: "wide"))
        """
    }

    private var gallery: HTML {
        let items = photos.map { item in
            let guesses = item.guesses.enumerated().map { index, guess in
                "<p>\(index == 0 && !item.isSure ? "not sure; perhaps " : "")\(guess.category), \(Figures.percent(guess.probability))</p>"
                    as HTML
            }
            return "<li>\(item.photo.html)\n\(guesses)</li>" as HTML
        }
        return "<ul class=\"gallery\">\n\(items)\n</ul>"
    }

    private var linkList: HTML {
        let items = links.map { "<li><a href=\"\($0.path)\">\($0.title)</a></li>" as HTML }
        return "<ul>\(items)</ul>"
    }
}
