import ArgumentParser
import Foundation
import SoukCatalog
import SoukInference
import SoukReports
import SoukTensors
import SoukTraining

struct EvaluateClassifierCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classifier",
        abstract: "Evaluate a classifier on held-out photos or listings.",
        discussion: """
            By photo, and by listing with the mean over its photos; a listing model by what it may look at. A page \
            with curves, confusion matrix and the surest mistakes goes into the model's folder.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The model: a name, for its newest version, or name/version.")
    var model: String

    @Option(help: "Evaluate on all labelled listings of this workspace instead.")
    var on: String?

    @Option(help: "The part of the split to evaluate on; test unless given.")
    var part: SplitPart?

    @Option(help: "The HTML page to write, instead of one in the model's folder.")
    var report: String?

    @Option(help: "The device to compute on.")
    var device = Device.cpu

    func validate() throws {
        if on != nil, part != nil {
            throw ValidationError("--on judges on all of a workspace: leave out --part")
        }
    }

    func run() throws {
        let workspace = try common.open()
        let other = try on.map {
            try Workspace(at: URL(fileURLWithPath: $0, isDirectory: true), create: false)
        }
        let folder = try ModelStore(workspace).finished(model)
        Interruption.watch()
        if folder.isListing { return try judge(folder, in: workspace, on: other) }
        let classifier = try TrainedClassifier(folder, device: device)
        let line = ProgressLine("judging", unit: "photos", quiet: common.quiet)
        let evaluation = try ClassifierEvaluation(
            of: classifier, in: workspace, on: other.map { .allOf($0) } ?? .part(part ?? .test),
            progress: {
                line.update(total: $1)
                line.update(done: $0)
            }, isCancelled: Interruption.isRequested)
        line.finish()
        let summary = try evaluation.write(for: classifier, page: report.map { URL(fileURLWithPath: $0) })
        if common.json { return try Output.json(summary) }
        Output.line(evaluation.report.text())
        show(evaluation.unknownCategories, "photos")
        Output.line("report: \(summary.page.path)")
    }

    private func judge(_ folder: ModelFolder, in workspace: Workspace, on other: Workspace?) throws {
        let model = try TrainedListingModel(folder, cache: (other ?? workspace).root)
        let progress = TrainingLines(quiet: common.quiet)
        let evaluation = try ListingEvaluation(
            of: model, in: workspace, part: part ?? .test, on: other, report: progress.show,
            isCancelled: Interruption.isRequested)
        progress.finish()
        let summary = try evaluation.write(for: model, page: report.map { URL(fileURLWithPath: $0) })
        if common.json { return try Output.json(summary) }
        Output.line(evaluation.report.text())
        Output.line(evaluation.modalityText)
        show(evaluation.unknownCategories, "listings")
        Output.line("report: \(summary.page.path)")
    }

    private func show(_ unknown: [String: Int], _ unit: String) {
        for (category, count) in unknown.sorted(by: { $0.key < $1.key }) {
            Output.line(
                "left out: \(Figures.grouped(count)) \(unit) of \"\(Figures.printable(category))\", unknown to the model"
            )
        }
    }
}
