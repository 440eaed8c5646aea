import ArgumentParser

struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Judge a classifier, or search, on what it has not seen.",
        discussion: "`souk evaluate cnn` is short for `souk evaluate classifier cnn`.",
        subcommands: [EvaluateClassifierCommand.self, EvaluateSearchCommand.self],
        defaultSubcommand: EvaluateClassifierCommand.self)
}
