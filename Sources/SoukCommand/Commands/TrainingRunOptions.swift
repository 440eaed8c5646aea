import ArgumentParser
import SoukCatalog
import SoukTraining

/// What trainings that take minutes have in common: a name, and going on after an interruption.
struct TrainingRunOptions: ParsableArguments {
    @Option(help: "The model's name; the network's name unless given.")
    var name: String?

    @Flag(help: "Go on with the newest run that was interrupted, with the options that it began with.")
    var resume = false

    @Flag(help: "Go on with an interrupted run, train if there is no model of that name, else do nothing.")
    var ifMissing = false

    static func check(epochs: Int?, batch: Int?) throws {
        if let epochs, epochs < 1 { throw ValidationError("--epochs: expected 1 or more, found \(epochs)") }
        if let batch, batch < 2 { throw ValidationError("--batch: expected 2 or more, found \(batch)") }
    }

    static func check(name: String?) throws {
        if let name, name.isEmpty || name.hasPrefix(".") || name.contains("/") {
            throw ValidationError("--name: expected a plain folder name, found \"\(name)\"")
        }
    }

    /// - Parameter hasOptions: whether options are given that a run keeps from its beginning.
    func check(hasOptions: Bool) throws {
        if resume, hasOptions {
            throw ValidationError(
                "--resume: the run goes on with the options that it began with; leave them out")
        }
        try Self.check(name: name)
    }

    /// Trains, or goes on, and shows what came of it.
    ///
    /// - Parameters:
    ///   - standard: the model's name unless one was given.
    ///   - command: what to type after `souk train` to go on.
    func train(
        _ common: CommonOptions, as standard: String, command: String,
        _ body: (Workspace, _ name: String, _ goesOn: Bool, TrainingLines) throws -> ModelFolder
    ) throws {
        let workspace = try common.open()
        let model = name ?? standard
        let store = ModelStore(workspace)
        if ifMissing, !resume, let folder = try? store.finished(model) {
            return try ModelsCommand.Show.show(folder, json: common.json)
        }
        Interruption.watch()
        let progress = TrainingLines(quiet: common.quiet)
        let goesOn = resume || (ifMissing && store.hasUnfinished(model))
        do {
            let folder = try body(workspace, model, goesOn, progress)
            progress.finish()
            try ModelsCommand.Show.show(folder, json: common.json)
        } catch let error as TrainingError {
            progress.finish()
            throw Stop(
                code: 1,
                message: "\(error) What the split keeps together: souk inspect --split\(common.suffix)")
        } catch CatalogError.interrupted {
            progress.finish()
            guard store.hasUnfinished(model) else {
                throw Stop(code: Stop.interrupted, message: "interrupted before anything was learned")
            }
            let own = name.map { " --name \($0)" } ?? ""
            throw Stop(
                code: Stop.interrupted,
                message: "interrupted; go on with: souk train \(command)\(own) --resume\(common.suffix)")
        }
    }
}
