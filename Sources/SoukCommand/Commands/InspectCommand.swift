import ArgumentParser
import SoukCatalog
import SoukReports

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what is in the workspace: counts, categories, prices, verdicts, examples.")

    @OptionGroup var common: CommonOptions

    @Flag(
        help:
            "Show the groups that the splits keep together; fail when similar listings cross the listing split."
    )
    var split = false

    func run() throws {
        let workspace = try common.open()
        let inspection = try Inspection(workspace, withSplits: split)
        if common.json { try Output.json(inspection) } else { Output.line(inspection.text) }
        if inspection.hasCrossings {
            throw Stop(
                code: 1, message: "the listing split has crossings; run `souk import` again, which mends it")
        }
    }
}
