import Foundation

/// A peer over vectors of a file; see `Benchmarks/peers/vectors_peer.py`.
struct VectorPeer {
    let name: String
    private let process: PeerProcess
    var built: (wall: Double, processor: Double) { process.built }

    /// nil where it is not installed.
    init?(_ name: String, rows: URL, queries: URL, dimensions: Int, recall: Double, limit: Int) async throws {
        let arguments = [name, rows.path, queries.path, "\(dimensions)", "\(recall)", "\(limit)"]
        guard let process = try await PeerProcess("vectors_peer.py", arguments, send: { _ in }) else {
            return nil
        }
        (self.name, self.process) = (name, process)
    }

    /// - Parameter share: Of so many rows, one is allowed.
    func search(query number: Int, share: Int, _ timings: inout Timings) throws -> [Int64] {
        let answer = try process.ask("\(number)\t\(share)")
        timings.append(wall: answer.wall, processor: answer.processor)
        return answer.numbers.map(Int64.init)
    }
}
