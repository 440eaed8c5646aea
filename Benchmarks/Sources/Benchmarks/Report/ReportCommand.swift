import ArgumentParser
import Foundation
import SoukReports

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Writes docs/performance.md from what the benchmarks found with --out.")

    @Option(help: "The folder that --out named; charts are written there, too.")
    var results = "docs/results/performance"

    @Option(help: "The page.")
    var page = "docs/performance.md"

    func run() throws {
        let folder = URL(fileURLWithPath: results, isDirectory: true)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted {
            $0.compare($1, options: .numeric) == .orderedAscending
        }
        let measurements = try names.filter { $0.hasSuffix(".json") }.map {
            try JSONDecoder().decode(Measurement.self, from: Data(contentsOf: folder.appending(path: $0)))
        }
        guard !measurements.isEmpty else { throw ValidationError("--results: no findings in \(results)") }
        let report = PerformanceReport(measurements)
        for (name, svg) in report.charts {
            try Data(svg.utf8).write(to: folder.appending(path: name), options: .atomic)
        }
        let page = URL(fileURLWithPath: page)
        try Data(report.page(charts: folder.lastPathComponent).utf8).write(to: page, options: .atomic)
    }
}
