import ArgumentParser
import Foundation
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

    @Option(
        help: ArgumentHelp(
            "Measure what is folded and kept together on labelled pairs: a table with the columns listing, other and "
                + "verdict (same, related, different).", valueName: "file"))
    var pairs: String?

    func run() throws {
        let workspace = try common.open()
        if let pairs {
            let figures = try workspace.pairFigures(labels: URL(fileURLWithPath: pairs))
            if common.json { try Output.json(figures) } else { Output.line(figures.text) }
            return
        }
        let inspection = try Inspection(workspace, withSplits: split)
        if common.json { try Output.json(inspection) } else { Output.line(inspection.text) }
        if inspection.hasCrossings {
            throw Stop(
                code: 1, message: "the listing split has crossings; run `souk import` again, which mends it")
        }
    }
}

extension PairFigures {
    fileprivate var text: String {
        func line(_ name: String, _ measure: Measure) -> String {
            func share(_ value: Double?) -> String {
                value.map { "\(($0 * 1000).rounded() / 1000)" } ?? "none"
            }
            return
                "\(name): \(measure.right) of \(measure.found) right (precision \(share(measure.precision))), "
                + "\(measure.right) of \(measure.wanted) found (recall \(share(measure.recall)))"
        }
        return [
            "\(pairs) labelled pairs, \(unknown) with a listing that is not in the catalogue",
            line("reposts", reposts), line("related", related),
        ].joined(separator: "\n")
    }
}
