import ArgumentParser
import SoukCatalog
import Foundation

/// What every subcommand takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "The folder that Souk owns.")
    var workspace = "souk-workspace"

    @Flag(help: "Print the result as JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "No progress on standard error.")
    var quiet = false

    var url: URL { URL(fileURLWithPath: workspace, isDirectory: true) }

    func open(create: Bool = false) throws -> Workspace { try Workspace(at: url, create: create) }

    /// For commands that are suggested to the user.
    var suffix: String { workspace == "souk-workspace" ? "" : " --workspace \(workspace)" }
}
