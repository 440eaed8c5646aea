import ArgumentParser
import Catalog
import Foundation
import Models
import Training

struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List, show, compare and fetch models, and say which version is in use.",
        subcommands: [
            List.self, Show.self, Compare.self, Promote.self, Rollback.self, Fetch.self,
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
                    ? "no models yet; train one: souk train cnn\(common.suffix)" : ModelCard.text(cards))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show all about one model.")

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
            if folder.isRanker {
                let sheet = try RankerSheet(folder)
                return json ? try Output.json(sheet) : Output.line(sheet.text)
            }
            let sheet = try ModelSheet(folder)
            if json { try Output.json(sheet) } else { Output.line(sheet.text) }
        }
    }

    struct Fetch: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring public ImageNet weights into the workspace, checked by their hash.",
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

    struct Compare: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare two finished versions, listing by listing.")

        @OptionGroup var common: CommonOptions

        @Argument(help: "The one in question: a name, or name/version.")
        var new: String

        @Argument(help: "The one to compare with; the version in use unless given.")
        var old: String?

        func run() throws {
            let replay = try ModelReplay(common, new: new, old: old)
            let verdict = try replay.verdict()
            if common.json { return try Output.json(verdict) }
            Output.line("\(replay.newName) against \(replay.oldName ?? "nothing")\n\(verdict.text)")
        }
    }

    struct Promote: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a version in use, unless it is worse than the one in use.",
            discussion: """
                Both answer the same held-out listings. A version that is worse by more than chance explains is \
                refused; --force puts it in use all the same.
                """)

        @OptionGroup var common: CommonOptions

        @Argument(help: "The version: name/version.")
        var model: String

        @Flag(help: "Put it in use whatever the comparison says.")
        var force = false

        func run() throws {
            let store = ModelStore(try common.open())
            let folder = try store.finishedVersion(model)
            let verdict = try force ? nil : ModelReplay(common, new: model, old: nil).verdict()
            if let verdict, !verdict.isPassed {
                if common.json { try Output.json(verdict) } else { Output.line(verdict.text) }
                throw Stop(
                    code: 1,
                    message:
                        "\(folder.name)/\(folder.version) was not put in use. --force does it all the same.")
            }
            try store.promote(folder)
            if common.json { return try Output.json(InUse(folder, verdict)) }
            if let verdict { Output.line(verdict.text) }
            Output.line("\(folder.name)/\(folder.version) is in use")
        }
    }

    struct Rollback: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the version that was in use before in use again.")

        @OptionGroup var common: CommonOptions

        @Argument(help: "The model's name.")
        var name: String

        func run() throws {
            let folder = try ModelStore(common.open()).rollback(name)
            if common.json { return try Output.json(InUse(folder, nil)) }
            Output.line("\(folder.name)/\(folder.version) is in use")
        }
    }

    private struct InUse: Encodable {
        var name: String
        var version: Int
        var verdict: GateVerdict?

        init(_ folder: ModelFolder, _ verdict: GateVerdict?) {
            (name, version, self.verdict) = (folder.name, folder.version, verdict)
        }
    }
}
