import Foundation
import GRDB

extension Workspace {
    /// Why nothing can be written now: a full or read-only disk, or another program that holds the catalogue; nil
    /// where a write would succeed. Waits for at most a second.
    public func writeFault() -> String? {
        BlockingCalls.note("a probe of the disk")
        let probe = root.appendingPathComponent(".probe-\(UUID().uuidString)", isDirectory: false)
        do {
            try Data(repeating: 0, count: 64 << 10).writeKept(to: probe)
            try FileManager.default.removeItem(at: probe)
        } catch {
            try? FileManager.default.removeItem(at: probe)
            return "nothing can be written to the workspace's disk: it is full, or may not be written to"
        }
        var configuration = Configuration()
        configuration.busyMode = .timeout(1)
        do {
            let queue = try DatabaseQueue(path: database.path, configuration: configuration)
            defer { try? queue.close() }
            try queue.inDatabase { db in
                try db.execute(sql: "BEGIN IMMEDIATE")
                try db.execute(sql: "ROLLBACK")
            }
            return nil
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            return "another program is writing to the catalogue"
        } catch {
            return "the catalogue cannot be written to"
        }
    }
}
