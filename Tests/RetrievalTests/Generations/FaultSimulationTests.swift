import Foundation
import Testing

/// Index and catalogue on a disk that fails, in `FaultSimulation`, a program of its own: `Scripts/simulate` runs it for
/// a night.
@Suite(.timeLimit(.minutes(10))) struct FaultSimulationTests {
    private static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("FaultSimulation")
    private static let isBuilt = FileManager.default.isExecutableFile(atPath: program.path)

    @Test(
        .enabled(if: isBuilt, "the program FaultSimulation is not beside the tests"),
        arguments: [("index", 12), ("catalog", 5)])
    func everyCrashLeavesWhatWasAcknowledged(what: String, histories: Int) throws {
        let folder = try TemporaryFolder()
        let output = folder.url.appendingPathComponent("output")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = Self.program
        process.arguments = [what, "--histories", "\(histories)"]
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = process.standardOutput
        try process.run()
        process.waitUntilExit()
        let said = try String(contentsOf: output, encoding: .utf8)
        #expect(process.terminationStatus == 0, "\(said)")
        #expect(said.contains("\(histories * 24) crashes, all recovered"), "\(said)")
    }
}
