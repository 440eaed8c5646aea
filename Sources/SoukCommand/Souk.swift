import ArgumentParser

/// The command line of Souk.
struct Souk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "souk",
        abstract: "Search and recommendations for a marketplace: import, train, evaluate, serve.",
        discussion: """
            Results go to standard output; progress and errors go to standard error, errors as one JSON object \
            when --json is given.

            EXIT CODES
              0    done
              1    failed
              2    wrong usage
              3    done, but some items were rejected and --strict was given
              130  interrupted; what was finished is kept
            """,
        version: "0.1.0",
        subcommands: [
            SampleCommand.self, ImportCommand.self, ExportCommand.self, InspectCommand.self,
            ListingsCommand.self, CheckCommand.self, TrainCommand.self,
            EvaluateCommand.self,
            FeaturesCommand.self, ClassifyCommand.self, ModelsCommand.self, ReportCommand.self,
            IndexCommand.self, EmbedCommand.self, SearchCommand.self, SimilarCommand.self,
            RecommendCommand.self,
            JudgeCommand.self,
            ServeCommand.self, EngineCommand.self, BackupCommand.self, RestoreCommand.self,
        ])
}
