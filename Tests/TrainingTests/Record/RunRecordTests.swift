import Foundation
import SoukReports
import Testing

import SoukInference
import SoukTraining

@Suite struct RunRecordTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("souk-record-\(UUID().uuidString)")

    private var metrics: URL { folder.appendingPathComponent("metrics.jsonl") }

    private func eventFiles() throws -> [URL] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasPrefix("events.out.tfevents.") }.sorted()
            .map(folder.appendingPathComponent)
    }

    private func removingFolder(_ body: () throws -> Void) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try body()
    }

    @Test func whatIsLoggedIsRead() throws {
        try removingFolder {
            let record = try RunRecord.open(at: folder)
            try record.write(config: ["learning_rate": 0.001])
            try record.log(step: 1, scalars: ["train/loss": 2.5])
            try record.logEpoch(1, step: 2, scalars: ["validation/loss": 2.25, "validation/accuracy": 0.5])
            let history = try MetricsRecord.history(at: folder)
            #expect(history.map(\.step) == [1, 2])
            #expect(history.map(\.epoch) == [nil, 1])
            #expect(history[1]["validation/accuracy"] == 0.5)
            #expect(history[0]["validation/accuracy"] == nil)
            let config = try String(contentsOf: folder.appendingPathComponent("config.json"), encoding: .utf8)
            #expect(config.contains("\"learning_rate\" : 0.001"))
        }
    }

    @Test func valuesThatAreNoNumbersBecomeNull() throws {
        try removingFolder {
            let record = try RunRecord.open(at: folder)
            try record.log(step: 1, scalars: ["a": .nan, "b": .infinity, "c": 1])
            let text = try String(contentsOf: metrics, encoding: .utf8)
            #expect(text.contains(#""scalars":{"a":null,"b":null,"c":1}"#))
            let history = try MetricsRecord.history(at: folder)
            #expect(history[0]["a"] == nil && history[0]["c"] == 1)
        }
    }

    @Test(arguments: 0...40)
    func resumesAfterAKillAtAnyByte(_ missing: Int) throws {
        try removingFolder {
            do {
                let record = try RunRecord.open(at: folder)
                for step in 1...4 { try record.log(step: step, scalars: ["loss": Double(step)]) }
            }
            let torn = try Data(contentsOf: metrics).dropLast(missing * 3)
            try torn.write(to: metrics)
            let record = try RunRecord.open(at: folder, resumingFromStep: 2)
            for step in 3...4 { try record.log(step: step, scalars: ["loss": Double(step) * 10]) }
            let steps = try MetricsRecord.history(at: folder).map(\.step)
            let kept = steps.prefix { $0 <= 2 }.count
            #expect(steps == Array([1, 2].prefix(kept)) + [3, 4])
            #expect(try MetricsRecord.history(at: folder).last?["loss"] == 40)
        }
    }

    @Test func aDamagedLineInTheMiddleIsNamed() throws {
        try removingFolder {
            let record = try RunRecord.open(at: folder)
            try record.log(step: 1, scalars: ["loss": 1])
            let good = try String(contentsOf: metrics, encoding: .utf8)
            try Data((good + "{broken\n" + good).utf8).write(to: metrics)
            let error = #expect(throws: RecordError.self) { try MetricsRecord.history(at: folder) }
            #expect(error?.description.contains("line 2 is damaged") == true)
        }
    }

    @Test func anotherRunIsNotOverwritten() throws {
        try removingFolder {
            try RunRecord.open(at: folder).log(step: 1, scalars: ["loss": 1])
            let error = #expect(throws: RecordError.self) { try RunRecord.open(at: folder) }
            #expect(error?.description.contains("Resume that run") == true)
            #expect(try MetricsRecord.history(at: folder).count == 1)
        }
    }

    @Test func aFolderThatCannotBeMadeIsNamed() throws {
        try Data().write(to: folder)
        defer { try? FileManager.default.removeItem(at: folder) }
        let error = #expect(throws: RecordError.self) {
            try RunRecord.open(at: folder.appendingPathComponent("cnn"))
        }
        #expect(error?.description.contains("cannot be written") == true)
    }

    @Test func eventFilesHoldTheScalarsAndTheRestart() throws {
        try removingFolder {
            do {
                let record = try RunRecord.open(at: folder)
                for step in 1...3 {
                    try record.log(step: step, scalars: ["loss": 1 / Double(step), "accuracy": 0.25])
                }
            }
            let resumed = try RunRecord.open(at: folder, resumingFromStep: 2)
            try resumed.log(step: 300, scalars: ["loss": .nan])
            let files = try eventFiles()
            #expect(files.count == 2)
            let first = try EventFile(Data(contentsOf: files[0])).events
            #expect(first.map(\.version) == ["brain.Event:2", nil, nil, nil])
            #expect(first.dropFirst().map(\.step) == [1, 2, 3])
            #expect(first[2].scalars == ["accuracy": 0.25, "loss": 0.5])
            #expect(first.allSatisfy { $0.time > 1_600_000_000 })
            let second = try EventFile(Data(contentsOf: files[1])).events
            #expect(second.map(\.isSessionStart) == [false, true, false])
            #expect(second.map(\.step) == [0, 3, 300])
            #expect(second[2].scalars["loss"]?.isNaN == true)
        }
    }
}
