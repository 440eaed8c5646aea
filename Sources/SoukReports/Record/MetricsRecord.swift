package import Foundation

/// One line of `metrics.jsonl`.
public struct MetricsRecord: Sendable, Codable, Equatable {
    /// Optimiser steps taken so far.
    public var step: Int
    /// Set at the end of an epoch (1 is the first), nil for a line about a step.
    public var epoch: Int?
    /// Seconds since 1970.
    public var time: Double
    /// Nil where a value was not a number or not finite: JSON has no word for it.
    public var scalars: [String: Double?]

    public init(step: Int, epoch: Int? = nil, time: Double, scalars: [String: Double]) {
        self.step = step
        self.epoch = epoch
        self.time = time
        self.scalars = scalars.mapValues { $0.isFinite ? $0 : nil }
    }

    /// A scalar by name, when it is there and finite.
    public subscript(_ name: String) -> Double? { scalars[name] ?? nil }

    package func line() throws(RecordError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return try Array(encoder.encode(self)) + [UInt8(ascii: "\n")]
        } catch {
            throw .unusable(path: "metrics.jsonl", reason: "\(error)", remedy: "Log finite times only.")
        }
    }
}

/// The records that a file of metrics holds, with the place where each ends.
package struct MetricsFile {
    package private(set) var records: [MetricsRecord] = []
    /// Bytes up to the end of each record.
    private(set) var ends: [Int] = []

    /// Reads a file that may end in a torn line; a file that is not there holds no records.
    ///
    /// - Throws: `RecordError.unusable` for a line that is damaged and not the last one.
    package init(url: URL) throws(RecordError) {
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        let bytes: Data
        do {
            bytes = try Data(contentsOf: url)
        } catch {
            throw .unusable(
                path: url.path, reason: "cannot be read: \(error.localizedDescription)",
                remedy: "Check the file's rights.")
        }
        let decoder = JSONDecoder()
        var start = bytes.startIndex
        while let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            guard let record = try? decoder.decode(MetricsRecord.self, from: bytes[start..<newline]) else {
                if bytes[(newline + 1)...].isEmpty { return }
                throw .unusable(
                    path: url.path, reason: "line \(records.count + 1) is damaged",
                    remedy: "Remove the line, or train into a new folder.")
            }
            records.append(record)
            start = newline + 1
            ends.append(start - bytes.startIndex)
        }
    }

    /// Bytes to keep so that no record is later than a step.
    package func length(through step: Int) -> Int {
        let kept = records.prefix { $0.step <= step }.count
        return kept == 0 ? 0 : ends[kept - 1]
    }
}
