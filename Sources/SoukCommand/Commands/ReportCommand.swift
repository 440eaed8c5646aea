import ArgumentParser
import Foundation
import SoukReports
import SoukTraining

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write an HTML report about the workspace and its models.")

    @OptionGroup var common: CommonOptions

    func run() throws {
        let workspace = try common.open()
        let photos = try ClassifiedPhotos.some(of: workspace)
        let page = try WorkspaceReport(workspace, photos: photos).write()
        if common.json { try Output.json(["report": page.path]) } else { Output.line("report: \(page.path)") }
    }
}
