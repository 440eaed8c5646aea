import ArgumentParser

@main
struct Benchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmarks",
        abstract: "Measures how fast Souk's parts are. Build with `-c release`.",
        subcommands: [
            VectorsBenchmark.self, SearchBenchmark.self, WordsBenchmark.self, EncodersBenchmark.self,
            EnduranceBenchmark.self, BuildBenchmark.self, QuickBenchmark.self, ReportCommand.self,
        ])
}
