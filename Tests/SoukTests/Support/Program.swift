import Foundation
import Testing

/// Runs the real program that was built beside the tests.
enum Program {
    struct Run {
        var status: Int32
        var output: String
        var errors: String

        /// Standard output as one JSON object.
        func json() throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        }

        /// Standard output as one JSON object a line.
        func jsonLines() throws -> [[String: Any]] {
            try output.split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
        }
    }

    static func run(_ arguments: String..., input: Data? = nil) throws -> Run {
        try run(arguments, input: input)
    }

    static func run(_ arguments: [String], input: Data? = nil) throws -> Run {
        let started = try start(arguments, input: input)
        started.process.waitUntilExit()
        return try started.finished()
    }

    /// Starts the program; its output goes to files, so that no pipe can fill up.
    ///
    /// - Parameter commands: of a shell, which then becomes the program, such as `ulimit -n 1024`.
    static func start(
        _ arguments: [String], input: Data? = nil, after commands: String? = nil
    ) throws -> Started {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
        try (input ?? Data()).write(to: files[0])
        for file in files[1...] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = try executable()
        process.arguments = arguments
        if let commands {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments =
                ["-c", "\(commands) && exec \"$0\" \"$@\"", try executable().path] + arguments
        }
        process.currentDirectoryURL = folder
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        return Started(process: process, folder: folder)
    }

    struct Started {
        let process: Process
        let folder: URL

        func finished() throws -> Run {
            defer { try? FileManager.default.removeItem(at: folder) }
            let status = process.terminationStatus
            return Run(
                status: process.terminationReason == .exit ? status : 128 + status, output: try text("out"),
                errors: try text("err"))
        }

        /// What a service printed at its start, by what stands before the last word.
        func announcement() async throws -> [String: String] {
            for _ in 0..<3_000 where process.isRunning {
                let lines = try text("out").split(separator: "\n")
                if lines.count == 3 {
                    return Dictionary(
                        uniqueKeysWithValues: lines.map { line in
                            let words = line.split(separator: " ")
                            return (words.dropLast().joined(separator: " "), String(words.last ?? ""))
                        })
                }
                try await Task.sleep(for: .milliseconds(100))
            }
            Issue.record("it did not start: \(try text("err"))")
            return [:]
        }

        private func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
        }
    }

    private final class Marker {}

    static func executable() throws -> URL {
        let folders = [
            Bundle(for: Marker.self).bundleURL.deletingLastPathComponent(), Bundle.main.bundleURL,
            URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent(),
        ]
        let found = folders.map { $0.appendingPathComponent("souk") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
        return try #require(found, "the program is not beside the tests")
    }
}
