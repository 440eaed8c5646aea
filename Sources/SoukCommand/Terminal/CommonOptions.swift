import ArgumentParser
import SoukCatalog
import Foundation

/// What every subcommand takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "The workspace's folder.")
    var workspace = Self.usual

    private static let usual = "souk-workspace"

    @Flag(help: "Print the result as JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "No progress on standard error.")
    var quiet = false

    var url: URL { URL(fileURLWithPath: workspace, isDirectory: true) }

    func open(create: Bool = false) throws -> Workspace { try Workspace(at: url, create: create) }

    /// For commands that are suggested to the user.
    var suffix: String { isNamed ? " --workspace \(workspace)" : "" }

    /// Whether another workspace than the usual one was named.
    var isNamed: Bool { workspace != Self.usual }
}
