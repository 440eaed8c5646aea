import Foundation

/// A peer in a process of its own, which is asked and answers line by line; see `Benchmarks/peers`.
final class PeerProcess {
    /// What it found, and what it took by its own clocks, in milliseconds.
    struct Answer {
        var wall: Double
        var processor: Double
        var numbers: [Int]
    }

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread = Data()

    /// Of the index that it made, in seconds: of the clock and of the processor.
    private(set) var built: (wall: Double, processor: Double) = (0, 0)

    /// nil where the peers are not installed.
    init?(_ script: String, _ arguments: [String], send documents: (PeerProcess) async throws -> Void)
        async throws
    {
        let python = URL(fileURLWithPath: ".deps/peers/bin/python")
        guard FileManager.default.isExecutableFile(atPath: python.path) else { return nil }
        process.executableURL = python
        process.arguments = ["Benchmarks/peers/\(script)"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"]) { _, ours in ours }
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try await documents(self)
        let ready = try line().split(separator: "\t").compactMap { Double($0) }
        guard ready.count == 2 else { throw CocoaError(.fileReadCorruptFile) }
        built = (ready[0], ready[1])
    }

    deinit { if process.isRunning { process.terminate() } }

    func ask(_ question: String) throws -> Answer {
        try send(question)
        let parts = try line().split(separator: "\t", omittingEmptySubsequences: false)
        guard parts.count == 3, let wall = Double(parts[0]), let processor = Double(parts[1]) else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return Answer(
            wall: wall, processor: processor, numbers: parts[2].split(separator: " ").compactMap { Int($0) })
    }

    func send(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    private func line() throws -> String {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                defer { unread = Data(unread[(end + 1)...]) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw CocoaError(.fileReadUnknown) }
            unread += more
        }
    }
}
