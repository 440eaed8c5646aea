import Foundation
import Testing

/// Training that is stopped or killed goes on to the same losses.
@Suite struct InterruptionTests {
    @Test func stoppedTrainingGoesOnToTheSameLosses() throws {
        let shop = try Shop(listingsEach: 8)
        defer { shop.remove() }
        #expect(try shop.imported().status == 0)
        let whole = try Program.run(train("whole", shop))
        #expect(whole.status == 0, "\(whole.errors)")
        let expected = losses("whole", shop)
        #expect(expected.count > 20)

        for (signal, name) in [(SIGINT, "stopped"), (SIGKILL, "killed")] {
            let run = try begin(name, shop, thenSend: signal)
            #expect(run.status == (signal == SIGKILL ? 128 + SIGKILL : 130), "\(run.errors)")
            if signal == SIGINT { #expect(run.errors.contains("--name stopped --resume")) }
            #expect(losses(name, shop).count < expected.count)
            let resumed = try Program.run(
                "train", "photos", "cnn", "--name", name, "--resume", "--quiet", "--workspace", shop.workspace
            )
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(losses(name, shop) == expected)
        }
    }

    /// Trains until the second epoch is under way.
    private func begin(_ name: String, _ shop: Shop, thenSend signal: Int32) throws -> Program.Run {
        let started = try Program.start(train(name, shop))
        let deadline = Date(timeIntervalSinceNow: 60)
        while losses(name, shop).count < 11, started.process.isRunning, Date() < deadline {
            Thread.sleep(forTimeInterval: 0.01)
        }
        kill(started.process.processIdentifier, signal)
        started.process.waitUntilExit()
        return try started.finished()
    }

    private func train(_ name: String, _ shop: Shop) -> [String] {
        [
            "train", "photos", "cnn", "--name", name, "--epochs", "3", "--batch", "4", "--workspace",
            shop.workspace,
        ]
    }

    /// `[step, loss]` of each line that is there so far, epochs' validation losses among them.
    private func losses(_ name: String, _ shop: Shop) -> [[Double]] {
        guard
            let data = FileManager.default.contents(
                atPath: "\(shop.workspace)/models/\(name)/1/metrics.jsonl")
        else { return [] }
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            guard let record = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
                let step = record["step"] as? Double, let scalars = record["scalars"] as? [String: Any],
                let loss = (scalars["train/step_loss"] ?? scalars["validation/loss"]) as? Double
            else { return nil }
            return [step, loss]
        }
    }
}
