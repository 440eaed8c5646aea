import ArgumentParser
import SoukCatalog
import Foundation
import SoukSample

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract: "Generate a small fictional marketplace: tables, photos, and the defects of real data.",
        discussion: "The same seed and size always give the same files.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The folder to write to.")
    var folder = "sample-marketplace"

    @Option(help: "How many listings.")
    var listings = 1_300

    @Option(help: "The random seed.")
    var seed: UInt64 = 1

    @Flag(help: "The table of listings alone, in constant memory: for load tests.")
    var withoutPhotos = false

    @Flag(help: "Do nothing when the folder holds a sample already.")
    var ifMissing = false

    func validate() throws {
        if listings < 0 { throw ValidationError("--listings: expected 0 or more, found \(listings)") }
    }

    func run() throws {
        let target = URL(fileURLWithPath: folder, isDirectory: true)
        let description = target.appendingPathComponent("sample.json")
        if ifMissing, let data = try? Data(contentsOf: description),
            let summary = try? JSONDecoder().decode(SampleSummary.self, from: data)
        {
            return try show(summary, target)
        }
        Interruption.watch()
        let line = ProgressLine("sample", total: listings, unit: "listings", quiet: common.quiet)
        let marketplace = SampleMarketplace(seed: seed, listings: listings, photos: !withoutPhotos)
        let summary = try marketplace.write(
            to: target,
            progress: { line.update(done: $0.listings, note: "\(Figures.grouped($0.photos)) photos") },
            isCancelled: Interruption.isRequested)
        line.finish()
        try show(summary, target)
    }

    private func show(_ summary: SampleSummary, _ target: URL) throws {
        if common.json { return try Output.json(summary) }
        Output.line(
            """
            \(Figures.grouped(summary.listings)) listings in \(summary.categories.count) categories, \
            \(Figures.grouped(summary.photoFiles)) photos of which \(summary.brokenPhotos.count) are broken
            import it: souk import --listings \(folder)/Products.csv --images \(folder)/Images.csv \
            --photos \(folder)/images\(common.suffix)
            """)
    }
}
