import ArgumentParser
import Foundation
import SoukCatalog
import SoukInference
import SoukRanking
import SoukSearch
import SoukTensors

struct SearchBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "From typed words to ranked results over fictional listings, one query after the other.",
        discussion: """
            Listings come from the sample generator through the import. With --model, a workspace's trained listing \
            model encodes the queries; without, encoding is left out and queries get drawn vectors. Operations use \
            one thread.
            """)

    @Option(help: "How many listings; may be given several times.")
    var count: [Int] = [100_000]

    @Option(help: "An imported workspace, whose listings are searched instead of generated ones.")
    var workspace: String?

    @Option var queries = 200

    @Option(help: "Of listings, vectors and queries.")
    var seed: UInt64 = 1

    @Option(help: "A workspace with a trained listing model.")
    var model: String?

    @OptionGroup var output: Output

    func validate() throws {
        guard count.allSatisfy({ $0 > 0 }), queries > 0 else {
            throw ValidationError("--count and --queries must be above 0")
        }
    }

    func run() async throws {
        Runtime.threads = 1
        let (model, encoder) = try encoding()
        func report(_ step: String) { FileHandle.standardError.write(Data("\(step)\n".utf8)) }
        for count in workspace == nil ? count : [0] {
            let sample =
                if let workspace {
                    try await SampleIndex(
                        of: Workspace(at: URL(fileURLWithPath: workspace), create: false), model: model)
                } else { try await SampleIndex(count, seed: seed, model: model, progress: report) }
            let trial = try await SearchTrial(sample, encoder: encoder)
            try output.add(await trial.run(queries: queries, seed: seed))
        }
    }

    private func encoding() throws -> (IndexModel, () throws -> QueryEncoder) {
        if let model {
            let workspace = try Workspace(at: URL(fileURLWithPath: model, isDirectory: true), create: false)
            func load() throws -> any OpenListingModel {
                guard let trained = try WorkspaceModels().chosen(in: workspace) else {
                    throw ValidationError("\(model) has no finished listing model")
                }
                return trained
            }
            let trained = try load()
            return (trained.indexModel, { QueryEncoder(try load()) })
        }
        let drawn = DrawnEncoder(seed: seed)
        return (drawn.indexModel, { QueryEncoder(drawn) })
    }
}
