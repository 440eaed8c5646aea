import Foundation

/// Looks at a process through `/proc`; where that is not there, at nothing.
struct ProcessWatch: Sendable {
    struct Sample: Sendable, Codable {
        /// Since the run began, in seconds.
        var time: Double
        /// Resident memory in MiB.
        var memory: Double
        var descriptors: Int
        var threads: Int
        /// Processor time since the process began, in seconds.
        var processor: Double
    }

    let process: Int32

    /// The most memory that was resident at a time, in MiB.
    var peak: Double? {
        (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8))
            .flatMap { Self.number("VmHWM:", in: $0) }.map { $0 / 1_024 }
    }

    func sample(at time: Double) -> Sample? {
        let folder = "/proc/\(process)"
        guard let status = try? String(contentsOfFile: folder + "/status", encoding: .utf8),
            let memory = Self.number("VmRSS:", in: status),
            let descriptors = try? FileManager.default.contentsOfDirectory(atPath: folder + "/fd").count
        else { return nil }
        return Sample(
            time: time, memory: memory / 1_024, descriptors: descriptors,
            threads: Int(Self.number("Threads:", in: status) ?? 0), processor: processor(folder))
    }

    /// By which memory grows, in MiB a minute: the line that lies nearest to all samples. nil for fewer than 3.
    static func growth(_ samples: [Sample]) -> Double? {
        guard samples.count >= 3 else { return nil }
        let count = Double(samples.count)
        let time = samples.reduce(0) { $0 + $1.time } / count
        let memory = samples.reduce(0) { $0 + $1.memory } / count
        let spread = samples.reduce(0) { $0 + ($1.time - time) * ($1.time - time) }
        let together = samples.reduce(0) { $0 + ($1.time - time) * ($1.memory - memory) }
        return spread > 0 ? together / spread * 60 : nil
    }

    private static func number(_ name: String, in status: String) -> Double? {
        status.split(separator: "\n").first { $0.hasPrefix(name) }.flatMap { line in
            line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
        }
    }

    /// Fields 14 and 15 of `stat`, in clock ticks; counted behind the name, which may hold spaces.
    private func processor(_ folder: String) -> Double {
        guard let stat = try? String(contentsOfFile: folder + "/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")")
        else { return 0 }
        let fields = stat[end...].split(separator: " ")
        guard fields.count > 13, let user = Double(fields[12]), let system = Double(fields[13]) else {
            return 0
        }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
