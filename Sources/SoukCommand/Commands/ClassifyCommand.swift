import ArgumentParser
import Foundation
import SoukCatalog
import SoukInference
import SoukTensors

struct ClassifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "Classify photos.",
        discussion: """
            PHOTO is a file, a folder (all photos in it and below), or "-" for standard input: one photo, or a list of \
            paths, one a line or with a zero byte after each (find -print0).

            A line a photo: category, probability, the next two; "not sure" below the confidence that validation \
            chose. With --json one object a line: photo, category, probability, alternatives, is_sure, error. A file \
            that is no photo has an error; the command fails when no photo could be read.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "Files, folders, or - for standard input.")
    var photos: [String]

    @Option(help: "The model: name or name/version; the best on validation unless given.")
    var model: String?

    @Flag(help: "Exit with 3 when a file was no photo.")
    var strict = false

    @Option(help: "The device to compute on.")
    var device = Device.cpu

    func run() throws {
        let store = ModelStore(try common.open())
        let folder = try model.map { try store.finished($0) } ?? store.best()
        let inputs = try photos.flatMap { path in
            path == "-" ? PhotoInput.all(in: try StandardInput.read()) : PhotoInput.all(at: path)
        }
        guard !inputs.isEmpty else {
            throw CatalogError.missing(
                path: photos.joined(separator: ", "),
                remedy: "There is no photo in it: name files or folders of photos.")
        }
        Interruption.watch()
        var failed = 0
        let classification = PhotoClassification(try TrainedClassifier(folder, device: device))
        try classification.run(inputs, isCancelled: Interruption.isRequested) { answers in
            for answer in answers { Output.line(common.json ? Output.compact(answer) : answer.text) }
            failed += answers.count { $0.error != nil }
        }
        if failed == inputs.count {
            throw Stop(code: 1, message: "none of the \(failed) files could be read as a photo")
        }
        if strict, failed > 0 { throw Stop.strict(rejected: failed) }
    }
}
