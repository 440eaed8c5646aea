import ArgumentParser
import Foundation
import SoukCatalog
import SoukInference
import SoukModels
import SoukTensors
import SoukTraining

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a photo classifier, the listing model, or the ranking model.",
        discussion: """
            Ctrl-C keeps a run of photos or listings; --resume goes on with it. A trained model serves once \
            souk models promote has let it through.
            """,
        subcommands: [TrainPhotosCommand.self, TrainListingsCommand.self, TrainRankingCommand.self])
}
