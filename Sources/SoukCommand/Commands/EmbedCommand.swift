import ArgumentParser
import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukInference
import SoukRanking

struct EmbedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "embed",
        abstract: "Embed a share of the listings, for an index that many machines make.",
        discussion: """
            Each worker opens the same workspace, or a copy of it, and puts what it made into one folder; souk engine \
            load --embedded takes it up. Work is cut into lots of listings, the same for any number of workers, so that \
            the vectors are those of one worker. A worker that was killed goes on behind its last finished lot, also \
            among another number of workers.

            Records that could not be embedded, or that ended four workers, are told and named in refused-embed-*.jsonl.

            EXIT CODES besides those of souk --help
              75   failed for now (disk, network): the same command may succeed
            """)

    @OptionGroup var common: CommonOptions

    @OptionGroup var shard: ShardOptions

    @Option(help: "The folder for what the workers make.")
    var into: String

    @Flag(help: "Exit with 3 when a listing could not be embedded.")
    var strict = false

    func run() throws {
        let (shard, folder) = (try shard.chosen, URL(fileURLWithPath: into, isDirectory: true))
        let answer = try SharedWork.run {
            let workspace = try common.open()
            let line = ProgressLine(
                "embed", total: try workspace.summary().shownListings, unit: "listings", quiet: common.quiet)
            Interruption.watch()
            let indexer = WorkspaceIndexer(
                workspace, into: workspace.search, encoder: try WorkspaceModels().chosen(in: workspace))
            let summary = try Waiting.result {
                try await indexer.embed(into: folder, shard: shard) { done in
                    line.update(done: done)
                    return !Interruption.isRequested()
                }
            }
            line.finish()
            return AheadAnswer(
                shard: shard.text, summary: summary,
                refusedFile: AheadSummary.refusedFile(in: folder, work: "embed", shard).path)
        }
        try answer.tell(common, strict: strict)
    }
}
