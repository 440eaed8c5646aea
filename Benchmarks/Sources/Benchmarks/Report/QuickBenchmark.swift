import ArgumentParser
import Foundation

struct QuickBenchmark: AsyncParsableCommand {
    static let name = "quick"

    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "The ratios that must not fall, in about three minutes, beside those that are committed.",
        discussion: """
            Fails where a ratio is more than --factor times the committed one. With --out, the new ones are to be \
            committed.
            """)

    @Option(help: "The folder of what is committed.")
    var reference = "docs/results/performance"

    @Option(help: "How many times as large a ratio may be.")
    var factor = 2.0

    @OptionGroup var output: Output

    func run() async throws {
        let sample = try await SampleIndex(30_000, seed: 1, model: .none) { _ in }
        let words = try await WordsTrial(sample.engine, seed: 1).run(queries: 300, built: sample.built)
        let vectors = try await VectorTrial(20_000, dimensions: 256, queries: 200, limit: 10).run()
        let ratios = words.ratios + vectors.ratios
        guard ratios.contains(where: { $0.to == "tantivy" }) else {
            throw ValidationError(
                "no peers in .deps/peers: run Benchmarks/peers/install, and this from the root")
        }
        if output.out == nil {
            let file = URL(fileURLWithPath: reference, isDirectory: true).appending(path: Self.name + ".json")
            try compare(ratios, JSONDecoder().decode(Measurement.self, from: Data(contentsOf: file)).ratios)
        } else {
            var measurement = Measurement(Self.name, title: "Quick", columns: [""])
            measurement.ratios = ratios
            try output.add(measurement)
        }
    }

    private func compare(_ ratios: [Ratio], _ committed: [Ratio]) throws {
        var table = Table(["times as long as", "", "now", "committed", ""])
        var fallen: [String] = []
        for old in committed {
            let now = ratios.first { $0.what == old.what && $0.to == old.to }
            let isFine = (now?.value ?? .infinity) <= old.value * factor
            if !isFine { fallen.append("\(old.what) : \(old.to)") }
            table.append([
                old.what, old.to, Measurement.text(now?.value), Measurement.text(old.value),
                isFine ? "" : "SLOWER",
            ])
        }
        print(table.text)
        guard fallen.isEmpty else {
            print("\nmore than \(factor) times the committed ratio: \(fallen.joined(separator: "; "))")
            throw ExitCode.failure
        }
    }
}
