import ArgumentParser
import Foundation
import SoukCatalog
import SoukInference
import SoukModels
import SoukReports
import SoukRanking
import SoukTraining

struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List, show, compare, promote and fetch models.",
        subcommands: [
            List.self, Show.self, CompareModelsCommand.self, PromoteCommand.self, RollbackCommand.self,
            Fetch.self,
        ], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the models of the workspace.")

        @OptionGroup var common: CommonOptions

        func run() throws {
            let store = ModelStore(try common.open())
            let cards = store.names().flatMap(store.versions(of:)).map(ModelCard.init)
            if common.json { return try Output.json(cards) }
            Output.line(
                cards.isEmpty
                    ? "no models yet; train one: souk train photos cnn\(common.suffix)"
                    : ModelCard.text(cards))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one model.")

        @OptionGroup var common: CommonOptions

        @Argument(help: "A name, for its newest version, or name/version.")
        var model: String

        func run() throws {
            try Self.show(ModelStore(common.open()).finished(model), json: common.json)
        }

        static func show(_ folder: ModelFolder, json: Bool) throws {
            if folder.isListing {
                let sheet = try ListingModelSheet(folder)
                return json ? try Output.json(sheet) : Output.line(sheet.text)
            }
            if folder.isRanking {
                let sheet = try RankingSheet(folder)
                return json ? try Output.json(sheet) : Output.line(sheet.text)
            }
            let sheet = try ModelSheet(folder)
            if json { try Output.json(sheet) } else { Output.line(sheet.text) }
        }
    }

    struct Fetch: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Download public ImageNet weights into the workspace, and check their hash.",
            discussion: "From a file that you have, or from PyTorch's model host.")

        @OptionGroup var common: CommonOptions

        @Argument(help: "Whose weights: resnet18, resnet50, efficientnet-lite0 or efficientnet-lite2.")
        var architecture: Architecture

        @Option(help: "A file or URL to take them from.")
        var from: String?

        func run() throws {
            guard let weights = PublicWeights.of(architecture) else {
                throw ValidationError(
                    "\(architecture.rawValue) starts from random weights: there is nothing to fetch")
            }
            guard let source = from.map(Self.url) ?? weights.source else {
                throw ValidationError(
                    "the weights of \(architecture.rawValue) come with Scripts/bootstrap; or name a file with --from"
                )
            }
            let workspace = try common.open(create: true)
            if !common.quiet {
                Output.error("fetching \(source.isFileURL ? source.path : source.absoluteString)")
            }
            let file = try WeightsDownload(source).run { try weights.install($0, in: workspace.root) }
            if common.json {
                try Output.json(["file": file.path, "sha256": try Checksum.sha256(of: file)])
            } else {
                Output.line("\(architecture.rawValue): \(file.path)")
            }
        }

        private static func url(_ text: String) -> URL {
            if text.contains("://"), let url = URL(string: text) { return url }
            return URL(fileURLWithPath: text)
        }
    }
}
