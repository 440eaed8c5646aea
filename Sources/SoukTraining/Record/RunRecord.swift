public import Foundation
import SoukCatalog
public import SoukReports

/// What a training run leaves behind in `models/<name>/<version>/`: `config.json`, `metrics.jsonl`
/// and event files that TensorBoard opens.
public final class RunRecord {
    public let folder: URL
    private let metrics: AppendOnlyFile
    private let events: AppendOnlyFile

    static let configName = "config.json"

    /// Opens the record of a run, making the folder where needed.
    ///
    /// - Parameter resumingFromStep: The step of the checkpoint that the run goes on from: what was
    ///   logged after it is dropped, because it will happen again. Nil begins a new run.
    /// - Throws: `RecordError.unusable` when the folder already holds another run's metrics and
    ///   nothing is resumed, when a line before the last is damaged, or when nothing can be written.
    public static func open(at folder: URL, resumingFromStep step: Int? = nil) throws(RecordError)
        -> RunRecord
    {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw .unwritable(folder, error)
        }
        return try RunRecord(folder: folder, resumingFromStep: step)
    }

    private init(folder: URL, resumingFromStep step: Int?) throws(RecordError) {
        self.folder = folder
        let url = folder.appendingPathComponent(MetricsRecord.fileName)
        let earlier = try MetricsFile(url: url)
        guard step != nil || earlier.records.isEmpty else {
            throw .unusable(
                path: url.path, reason: "holds \(earlier.records.count) records of another run",
                remedy: "Resume that run, or train into a new folder.")
        }
        metrics = try AppendOnlyFile(url: url, keeping: step.map(earlier.length) ?? 0)
        let time = Date().timeIntervalSince1970
        events = try AppendOnlyFile(url: Self.newEventFile(in: folder, time: time))
        try events.append(TensorBoardEvent.version(time: time))
        if let step {
            try events.append(TensorBoardEvent.sessionStart(step: step + 1, time: time))
        }
    }

    /// Notes figures after an optimiser step, for example `["train/loss": 1.2]`.
    public func log(step: Int, scalars: [String: Double]) throws(RecordError) {
        try append(.init(step: step, time: Date().timeIntervalSince1970, scalars: scalars))
    }

    /// Notes figures at the end of an epoch (1 is the first), for example `["validation/loss": 1.3]`.
    public func logEpoch(_ epoch: Int, step: Int, scalars: [String: Double]) throws(RecordError) {
        try append(.init(step: step, epoch: epoch, time: Date().timeIntervalSince1970, scalars: scalars))
    }

    /// Replaces `config.json` in one step.
    public func write(config: some Encodable) throws(RecordError) {
        let url = folder.appendingPathComponent(Self.configName)
        do {
            try JSONEncoder.report.encode(config).writeWhole(to: url)
        } catch {
            throw .unwritable(url, error)
        }
    }

    private func append(_ record: MetricsRecord) throws(RecordError) {
        try metrics.append(record.line())
        let scalars = record.scalars.mapValues { $0 ?? .nan }
        try events.append(TensorBoardEvent.scalars(scalars, step: record.step, time: record.time))
    }

    /// A name that sorts after those of earlier sessions and is not taken.
    private static func newEventFile(in folder: URL, time: Double) -> URL {
        let seconds = String(Int(time))
        var session = 0
        while true {
            let url = folder.appendingPathComponent("events.out.tfevents.\(seconds).\(session).souk")
            if !FileManager.default.fileExists(atPath: url.path) { return url }
            session += 1
        }
    }
}
