import ArgumentParser
import Foundation

/// What one benchmark found: a file of `docs/results/performance`, and a section of `docs/performance.md`.
struct Measurement: Codable {
    struct Row: Codable {
        var label: String
        /// One a column; nil where there is nothing to say.
        var values: [Double?]
    }

    /// Of the file.
    var name: String
    var title: String
    var command: String
    var machine: Machine
    /// Of the first column, and of the others.
    var columns: [String]
    var rows: [Row] = []
    var ratios: [Ratio] = []
    var notes: [String] = []

    init(_ name: String, title: String, columns: [String]) {
        (self.name, self.title, self.columns) = (name, title, columns)
        command = (["Benchmarks"] + CommandLine.arguments.dropFirst()).joined(separator: " ")
        machine = Machine()
    }

    var table: String {
        var table = Table(columns)
        for row in rows { table.append([row.label] + row.values.map(Self.text)) }
        return table.text
    }

    /// Three digits that count.
    static func text(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "" }
        let decimals = value == 0 ? 0 : max(0, 2 - Int(log10(abs(value)).rounded(.down)))
        return String(format: "%.\(min(decimals, 4))f", value)
    }
}

/// Where a benchmark's findings go besides standard output.
struct Output: ParsableArguments {
    @Option(help: "A folder for the findings, for `benchmarks report`.")
    var out: String?

    func add(_ measurement: Measurement) throws {
        print("\(measurement.title)\n\n\(measurement.table)\n")
        for ratio in measurement.ratios {
            print(
                "\(ratio.what): \(Measurement.text(ratio.value)) times \(ratio.to) (aim \(Measurement.text(ratio.aim)))"
            )
        }
        guard let out else { return }
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(measurement).write(
            to: folder.appending(path: measurement.name + ".json"), options: .atomic)
    }
}
