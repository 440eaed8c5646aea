public import Foundation
import SoukCatalog
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Fetches one file; blocks until it is there.
public struct WeightsDownload: Sendable {
    public let source: URL

    public init(_ source: URL) { self.source = source }

    /// Downloads to a temporary file, which `body` may use until it returns.
    public func run<Result>(_ body: (URL) throws -> Result) throws -> Result {
        if source.isFileURL { return try body(source) }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let failure = Mutex<String?>(nil)
        let finished = DispatchSemaphore(value: 0)
        let task = URLSession.shared.downloadTask(with: source) { url, response, error in
            let problem = Self.problem(url, response, error, movingTo: file)
            failure.withLock { $0 = problem }
            finished.signal()
        }
        task.resume()
        finished.wait()
        if let reason = failure.withLock({ $0 }) {
            throw StoredModelError.unusable(
                path: source.absoluteString, reason: "cannot be fetched: \(reason)",
                remedy: "Fetch it on a machine that can, then add the file to the workspace.")
        }
        return try body(file)
    }

    private static func problem(
        _ url: URL?, _ response: URLResponse?, _ error: (any Error)?, movingTo file: URL
    ) -> String? {
        if let error { return error.localizedDescription }
        if let status = (response as? HTTPURLResponse)?.statusCode, status != 200 {
            return "the server answered with status \(status)"
        }
        guard let url else { return "no file came" }
        do {
            try FileManager.default.moveItem(at: url, to: file)
            return nil
        } catch {
            return error.localizedDescription
        }
    }
}
