import ArgumentParser

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Evaluate a classifier or the search on held-out data.",
        discussion: "`souk evaluate cnn` is short for `souk evaluate classifier cnn`.",
        subcommands: [EvaluateClassifierCommand.self, EvaluateSearchCommand.self],
        defaultSubcommand: EvaluateClassifierCommand.self)
}
