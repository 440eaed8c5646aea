import ArgumentParser
import Foundation

struct VectorsBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vectors",
        abstract: "Searches by vector: a scan in full, Souk's quantised scan, and its graph; on one thread.")

    @Option(help: "How many vectors; may be given several times.")
    var count: [Int] = [6_100, 100_000]

    @Option(help: "A multiple of 16.")
    var dimensions = 256

    @Option var queries = 300

    @Option(help: "Results a query.")
    var limit = 10

    @Flag(help: "One JSON object a line in place of the table.")
    var json = false

    func validate() throws {
        guard dimensions > 0, dimensions % 16 == 0 else {
            throw ValidationError("--dimensions: a multiple of 16")
        }
        guard count.allSatisfy({ $0 > 0 }), queries > 0, limit > 0 else {
            throw ValidationError("--count, --queries and --limit must be above 0")
        }
    }

    func run() throws {
        var table = Table(["search", "vectors", "p50 ms", "p99 ms", "recall@\(limit)"])
        for count in count {
            for result in try VectorTrial(count, dimensions: dimensions).run(queries: queries, limit: limit) {
                table.append([
                    result.search, "\(count)", format(result.p50), format(result.p99), format(result.recall),
                ])
                if json { print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self)) }
            }
        }
        if !json { print(table.text) }
    }

    private func format(_ number: Double) -> String { String(format: "%.3f", number) }
}
