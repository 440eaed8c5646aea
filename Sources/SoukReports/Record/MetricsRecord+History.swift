public import Foundation

extension MetricsRecord {
    package static let fileName = "metrics.jsonl"

    /// All records of a run in order; empty when there are none; a torn last line is left out.
    ///
    /// - Throws: `RecordError` for a line that is damaged and not the last one.
    public static func history(at folder: URL) throws(RecordError) -> [MetricsRecord] {
        try MetricsFile(url: folder.appendingPathComponent(fileName)).records
    }
}
