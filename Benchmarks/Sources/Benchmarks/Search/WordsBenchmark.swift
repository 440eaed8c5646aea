import ArgumentParser
import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukSearch

struct WordsBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "words",
        abstract: "The best 200 listings by words alone, beside SQLite FTS5, tantivy and bm25s.",
        discussion: """
            Each query, two or three words of a title, goes to all of them in turn; one thread. Run \
            Benchmarks/peers/install first, and this from the root of the checkout.
            """)

    @Option(help: "How many listings of the sample; may be given several times.")
    var count: [Int] = [100_000]

    @Option(help: "A workspace whose listings are searched in place of the sample.")
    var workspace: String?

    @Option var queries = 1_000

    @Option(help: "Of listings and queries.")
    var seed: UInt64 = 1

    @OptionGroup var output: Output

    func run() async throws {
        if let workspace {
            let workspace = try Workspace(
                at: URL(fileURLWithPath: workspace, isDirectory: true), create: false)
            guard let current = try await workspace.search.current() else {
                throw ValidationError("--workspace: no index is in use there")
            }
            let engine = try await workspace.search.open(current)
            return try output.add(await WordsTrial(engine, seed: seed).run(queries: queries))
        }
        for count in count {
            let sample = try await SampleIndex(count, seed: seed, model: .none) {
                FileHandle.standardError.write(Data("\($0)\n".utf8))
            }
            let trial = try await WordsTrial(sample.engine, seed: seed)
            try output.add(await trial.run(queries: queries, built: sample.built))
        }
    }
}
