import Foundation

/// What a benchmark ran on, and how busy that was.
struct Machine: Codable, Equatable {
    var processor: String
    var cores: Int
    /// Running processes over the last minute, when the benchmark began to write.
    var load: Double
    /// Day of the run.
    var date: String

    init() {
        let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let model = info.split(separator: "\n").first { $0.hasPrefix("model name") }
        processor =
            model?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
        cores = ProcessInfo.processInfo.activeProcessorCount
        let loads = (try? String(contentsOfFile: "/proc/loadavg", encoding: .utf8)) ?? ""
        load = loads.split(separator: " ").first.flatMap { Double($0) } ?? 0
        date = Date.now.formatted(.iso8601.year().month().day())
    }
}
