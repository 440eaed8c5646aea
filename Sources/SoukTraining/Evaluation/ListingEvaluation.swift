public import Foundation
public import SoukCatalog
public import SoukEvaluation
public import SoukInference
import SoukModels
import SoukRanking
public import SoukReports

/// How good a listing model's categories are on listings that it has not seen, by what it may look at.
public struct ListingEvaluation: Sendable {
    /// With all that the listings tell.
    public let report: EvaluationReport
    /// By name: text, photos, both, wrong photo, no description. Each on the listings that have what it needs.
    public let modalities: [String: EvaluationReport.Headline]
    /// The surest mistakes, with their pictures.
    public let mistakes: [Mistake]
    /// Listings of categories that the model does not know, which were not judged, by category.
    public let unknownCategories: [String: Int]

    /// - Parameters:
    ///   - workspace: the one that the model was trained on.
    ///   - other: judge on all its labelled listings; nil judges on a part of the own split.
    /// - Throws: `TrainingError.examples` when there is nothing to judge.
    public init(
        of model: TrainedListingModel, in workspace: Workspace, part: SplitPart = .test,
        on other: Workspace? = nil, report progress: @escaping (TrainingEvent) -> Void = { _ in },
        isCancelled: () -> Bool = { false }
    ) throws {
        let judged = other ?? workspace
        let all =
            try other?.labelledListings()
            ?? workspace.labelledListings(part, seed: model.description.configuration.split)
        let names = model.description.categories
        guard names.areSeveral else {
            throw TrainingError.examples(
                reason: "\(model.reference) was trained without categories, so it names none",
                remedy: "Evaluate the search that uses it, or train on listings of at least two categories.")
        }
        let known = Set(names.classes)
        let listings = all.filter { known.contains($0.listing.category ?? "") }
        unknownCategories = Dictionary(
            all.compactMap(\.listing.category).filter { !known.contains($0) }.map { ($0, 1) },
            uniquingKeysWith: +)
        let contents = try ListingContents(of: judged)
        let features = try model.features(
            listings.map { contents.content(of: $0.listing) },
            report: { progress(.features($0, done: $1, of: $2)) },
            isCancelled: isCancelled)
        let views = ListingViews(
            model: model, features: features,
            folds: other == nil && part == .validation
                ? ListingFolds(listings, seed: model.description.configuration.seed) : nil,
            labels: ListingLabels(listings, names: names).classes.map(Int.init))
        let predictions = try views.predictions()
        report = try EvaluationReport(
            .init(
                model: model.reference, modelHash: model.identity,
                split: other == nil ? "listing" : "workspace",
                part: other?.root.lastPathComponent ?? part.rawValue),
            predictions: predictions, listings: listings.map(\.listing.id),
            trainingLabels: model.description.trainingLabels,
            temperature: TemperatureScaling(temperature: model.description.temperature),
            threshold: model.description.threshold)
        modalities = try views.table()
        mistakes = predictions.mostConfidentMistakes(limit: 24).map { place in
            Mistake(
                photo: nil, title: listings[place].listing.title,
                truth: listings[place].listing.category ?? "",
                predicted: predictions.classes[predictions.predicted[place]],
                probability: Double(predictions.confidence(place)))
        }
    }
}

/// A model's answers when it may look at some of the channels only.
private struct ListingViews {
    let model: TrainedListingModel
    let features: ListingFeatures
    /// Where the listings are those of validation, of which some copies have learned.
    let folds: ListingFolds?
    let labels: [Int]

    func predictions(
        _ channels: Set<ListingChannel> = Set(ListingChannel.forCategories), photoRows: [[Int64]]? = nil,
        where isJudged: (Int) -> Bool = { _ in true }
    ) throws -> Predictions {
        let rows = try model.probabilities(
            of: features, showing: channels, photoRows: photoRows, unseen: folds)
        let chosen = rows.indices.filter(isJudged)
        return try Predictions(
            probabilities: chosen.map { rows[$0] }, labels: chosen.map { labels[$0] },
            classes: model.description.categories.classes)
    }

    func table() throws -> [String: EvaluationReport.Headline] {
        let all = Set(ListingChannel.forCategories)
        let photographed = features.photos.indices.filter { !features.photos[$0].isEmpty }
        let hasPhotos = Set(photographed)
        let described = Set(
            features.channels.indices.filter { features.channels[$0].contains(.descriptionWords) })
        let texts = Set(
            features.channels.indices.filter {
                !features.channels[$0].isDisjoint(with: [.titleWords, .descriptionWords])
            })
        // Each listing with photos gets those of the next one: another listing's, all different.
        var wrong = features.photos
        for (place, index) in photographed.enumerated() {
            wrong[index] = features.photos[photographed[(place + 1) % photographed.count]]
        }
        var table: [String: EvaluationReport.Headline] = [:]
        func add(
            _ name: String, _ channels: Set<ListingChannel>, _ judged: Set<Int>, _ rows: [[Int64]]? = nil
        ) throws {
            guard !judged.isEmpty else { return }
            table[name] = .init(
                ClassificationMetrics(try predictions(channels, photoRows: rows, where: judged.contains)))
        }
        try add("text", all.subtracting([.photos]), texts)
        try add("photos", [.photos], hasPhotos)
        try add("both", all, texts.intersection(hasPhotos))
        if photographed.count > 1 { try add("wrong_photo", all, texts.intersection(hasPhotos), wrong) }
        try add("no_description", all.subtracting(ListingChannel.description), described)
        return table
    }
}

extension ListingEvaluation {
    /// The report, the modalities, what was left out, where the page is.
    public struct Summary: Encodable {
        let evaluation: ListingEvaluation
        /// The page that was written.
        public let page: URL

        enum CodingKeys: String, CodingKey {
            case modalities
            case unknownCategories = "unknown_categories"
            case page = "report"
        }

        public func encode(to encoder: any Encoder) throws {
            try evaluation.report.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(evaluation.modalities, forKey: .modalities)
            try container.encode(evaluation.unknownCategories, forKey: .unknownCategories)
            try container.encode(page.path, forKey: .page)
        }
    }

    /// Writes the page and the figures into the model's folder; what was judged on other listings than the test
    /// part has that in its names.
    public func write(for model: TrainedListingModel, page: URL? = nil) throws -> Summary {
        let suffix =
            report.split == "workspace"
            ? "-on-\(report.part)" : report.part == "test" ? "" : "-\(report.part)"
        let folder = model.folder.url
        let page = page ?? folder.appendingPathComponent("report\(suffix).html")
        let summary = Summary(evaluation: self, page: page)
        try FileManager.default.createDirectory(
            at: page.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(report.html(curves: model.folder.curves(stageNames: ["listing"]), mistakes: mistakes).utf8)
            .writeWhole(to: page)
        try JSONEncoder.report.encode(summary).writeWhole(
            to: folder.appendingPathComponent("evaluation\(suffix).json"))
        return summary
    }

    /// The modality table for the terminal.
    public var modalityText: String {
        let names = ["text", "photos", "both", "wrong_photo", "no_description"]
        return ReportTable(
            caption: "By what the model may look at",
            columns: [.init(title: "channels")]
                + ["listings", "accuracy", "log-loss", "calibration error"].map {
                    .init(title: $0, isNumber: true)
                },
            rows: names.compactMap { name in
                modalities[name].map {
                    .init(cells: [
                        name.replacingOccurrences(of: "_", with: " "), Figures.grouped($0.count),
                        Figures.percent($0.accuracy), Figures.decimal($0.logLoss, places: 3),
                        Figures.decimal($0.calibrationError, places: 3),
                    ])
                }
            }
        ).text
    }
}
