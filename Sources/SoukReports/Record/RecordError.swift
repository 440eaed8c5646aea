package import Foundation

/// A file of a run or a report that cannot be read or written.
public enum RecordError: Error, Sendable, Equatable {
    case unusable(path: String, reason: String, remedy: String)
}

extension RecordError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unusable(let path, let reason, let remedy): "\(path): \(reason). \(remedy)"
        }
    }
}

extension RecordError {
    package static func unwritable(_ url: URL, _ error: any Error) -> RecordError {
        .unusable(
            path: url.path, reason: "cannot be written: \(error.localizedDescription)",
            remedy: "Check the folder's rights and the free space.")
    }
}
