import ArgumentParser
import Foundation

struct VectorsBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vectors",
        abstract: "Searches by vector beside hnswlib, faiss and usearch, also filtered; on one thread.",
        discussion: """
            Vectors are drawn, in clusters as listings lie. Each query goes to all in turn. Run \
            Benchmarks/peers/install first, and this from the root of the checkout.
            """)

    @Option(help: "How many vectors; may be given several times.")
    var count: [Int] = [100_000]

    @Option(help: "A multiple of 16.")
    var dimensions = 256

    @Option var queries = 300

    @Option(help: "Results a query.")
    var limit = 10

    @Option(
        help: "Which peers; may be given several times. A graph of a million vectors takes long to build."
    )
    var peer: [String] = VectorTrial.peers

    @Flag(inversion: .prefixedNo, help: "Whether Souk's graph is built and measured, too.")
    var graph = true

    @OptionGroup var output: Output

    func validate() throws {
        guard dimensions > 0, dimensions % 16 == 0 else {
            throw ValidationError("--dimensions: a multiple of 16")
        }
        guard count.allSatisfy({ $0 > 0 }), queries >= 5, limit > 0 else {
            throw ValidationError("--count and --limit must be above 0, --queries above 4")
        }
        guard peer.allSatisfy(VectorTrial.peers.contains) else {
            throw ValidationError("--peer: one of \(VectorTrial.peers.joined(separator: ", "))")
        }
    }

    func run() async throws {
        for count in count {
            let trial = try await VectorTrial(
                count, dimensions: dimensions, queries: queries, limit: limit, beside: peer, hasGraph: graph)
            try output.add(try trial.run())
        }
    }
}
