import ArgumentParser
import Catalog
import Foundation
import Training

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring a table of listings and a folder of photos into the workspace, cleaned.",
        discussion: """
            CSV (any separator), JSON Lines; encodings are found out. Every listing and photo gets a verdict. An \
            import that was interrupted goes on with the same command; a second import changes nothing.
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: "The table of listings.")
    var listings: String

    @Option(help: "The table that says which photo belongs to which listing.")
    var images: String?

    @Option(help: "The folder of photos, with its subfolders.")
    var photos: String?

    @Option(help: "A JSON file that maps columns to fields.")
    var columns: String?

    @Flag(help: "Leave telephone numbers and e-mail addresses in the texts.")
    var keepContacts = false

    @Option(help: "The currency of prices that do not tell theirs, such as GBP.")
    var currency: String?

    @Option(help: "The decimal mark of prices where it cannot be seen: . or ,")
    var decimal: String?

    @Option(help: "The sellers' country, such as GB, for towns of the same name.")
    var country: String?

    @Option(help: "The site's name where it ends the titles.")
    var siteName: String?

    @Flag(help: "Exit with 3 when a listing or photo was rejected.")
    var strict = false

    func validate() throws {
        if let decimal, decimal != ".", decimal != "," {
            throw ValidationError("--decimal: expected . or , and found \"\(decimal)\"")
        }
    }

    func run() throws {
        let file = URL(fileURLWithPath: listings)
        guard FileManager.default.isReadableFile(atPath: file.path) else {
            throw CatalogError.missing(path: file.path, remedy: "Name the table of listings with --listings.")
        }
        let request = request(file)
        try request.check()
        let workspace = try common.open(create: true)
        Interruption.watch()
        let progress = ImportLines(quiet: common.quiet)
        let summary = try Importer(workspace: workspace).run(
            request, progress: progress.show, isCancelled: Interruption.isRequested)
        progress.finish()
        let page = try ImportReport(workspace, seconds: summary.seconds).write(into: workspace)
        let inspection = try Inspection(workspace, withSplits: false)
        if common.json {
            try Output.json(ImportAnswer(summary: summary, report: page.path))
        } else {
            Output.line("\(inspection.text)\n\nreport: \(page.path)")
        }
        let rejected = inspection.summary.rejectedListings + inspection.summary.rejectedPhotos
        if strict, rejected > 0 { throw Stop.strict(rejected: rejected) }
    }

    private func request(_ file: URL) -> ImportRequest {
        ImportRequest(
            listings: file, images: images.map { URL(fileURLWithPath: $0) },
            photos: photos.map { URL(fileURLWithPath: $0, isDirectory: true) },
            mapping: columns.map { URL(fileURLWithPath: $0) },
            options: ImportOptions(
                cleaning: CleaningOptions(
                    keepContacts: keepContacts, currency: currency?.uppercased(), decimal: decimal,
                    country: country?.uppercased(), siteName: siteName)))
    }
}

/// The import's summary with the path of its page.
private struct ImportAnswer: Encodable {
    var summary: ImportSummary
    var report: String

    private enum CodingKeys: String, CodingKey { case report }

    func encode(to encoder: any Encoder) throws {
        try summary.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(report, forKey: .report)
    }
}
