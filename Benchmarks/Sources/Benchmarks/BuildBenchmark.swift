import ArgumentParser
import Foundation
import SoukRanking
import SoukSearch

struct BuildBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "How long the import of a table and the index by words take, without photos.")

    @Option(help: "How many listings of the sample; may be given several times.")
    var count: [Int] = [100_000]

    @Option var seed: UInt64 = 1

    @OptionGroup var output: Output

    func run() async throws {
        for count in count {
            let sample = try await SampleIndex(count, seed: seed, model: .none) {
                FileHandle.standardError.write(Data("\($0)\n".utf8))
            }
            var measurement = Measurement(
                "build-\(count)", title: "A table of \(count) listings, imported and indexed by words",
                columns: ["step", "seconds", "cpu seconds", "listings a cpu second"])
            for (step, time) in [("import", sample.imported), ("index", sample.built)] {
                guard let time else { continue }
                let rate = Double(count) / time.processor
                measurement.rows.append(.init(label: step, values: [time.wall, time.processor, rate]))
                measurement.ratios.append(
                    Ratio(what: "\(step), \(count)", to: "20,000 a cpu second", value: 20_000 / rate, aim: 1))
            }
            try output.add(measurement)
        }
    }
}
