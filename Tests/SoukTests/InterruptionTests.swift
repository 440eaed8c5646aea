import Foundation
import Testing

/// Training that is stopped or killed goes on to the same losses.
@Suite(.serialized) struct InterruptionTests {
    @Test(arguments: [SIGINT, SIGTERM, SIGKILL])
    func stoppedTrainingGoesOnToTheSameLosses(signal: Int32) throws {
        let shop = try Shop(listingsEach: 8)
        defer { shop.remove() }
        #expect(try shop.imported().status == 0)
        let whole = try Program.run(train("whole", shop))
        #expect(whole.status == 0, "\(whole.errors)")

        let metrics = shop.workspace + "/models/broken/1/metrics.jsonl"
        let started = try Program.start(train("broken", shop))
        let deadline = Date(timeIntervalSinceNow: 60)
        while try lossesIfAny(metrics).count < 9, started.process.isRunning, Date() < deadline {
            Thread.sleep(forTimeInterval: 0.01)
        }
        kill(started.process.processIdentifier, signal)
        started.process.waitUntilExit()
        let stopped = try started.finished()
        #expect(stopped.status == (signal == SIGKILL ? 128 + SIGKILL : 130), "\(stopped.errors)")
        if signal != SIGKILL { #expect(stopped.errors.contains("--resume")) }
        #expect(!FileManager.default.fileExists(atPath: shop.workspace + "/models/broken/1/model.json"))

        let resumed = try Program.run(
            "train", "cnn", "--name", "broken", "--resume", "--quiet", "--workspace", shop.workspace)
        #expect(resumed.status == 0, "\(resumed.errors)")
        let losses = try lossesIfAny(shop.workspace + "/models/whole/1/metrics.jsonl")
        #expect(losses.count > 12)
        #expect(try lossesIfAny(metrics) == losses)
    }

    private func train(_ name: String, _ shop: Shop) -> [String] {
        ["train", "cnn", "--name", name, "--epochs", "3", "--batch", "4", "--workspace", shop.workspace]
    }

    /// `[step, loss]` of each line that is there so far, epochs' validation losses among them.
    private func lossesIfAny(_ path: String) throws -> [[Double]] {
        guard let data = FileManager.default.contents(atPath: path) else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            guard let record = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let step = record["step"] as? Double, let scalars = record["scalars"] as? [String: Any],
                let loss = (scalars["train/step_loss"] ?? scalars["validation/loss"]) as? Double
            else { return nil }
            return [step, loss]
        }
    }
}
