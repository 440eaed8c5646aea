/// What went wrong in the catalogue, where, and what to do next.
public enum CatalogError: Error, Sendable, Equatable {
    /// A file or folder is not there.
    case missing(path: String, remedy: String)
    /// There is no workspace in this folder.
    case noWorkspace(path: String)
    /// A file is there and cannot be read or written.
    case io(path: String, reason: String)
    /// A table cannot be understood as a whole (single bad rows get verdicts instead).
    case table(path: String, line: Int?, reason: String, remedy: String)
    /// The workspace's database refused.
    case database(path: String, reason: String, remedy: String)
    /// A photo cannot be decoded.
    case photo(path: String, reason: String)
    /// An option or a mapping makes no sense.
    case usage(reason: String, remedy: String)
    /// The user asked to stop; what was finished is kept.
    case interrupted
}

extension CatalogError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missing(let path, let remedy): "\(path): not found. \(remedy)"
        case .noWorkspace(let path):
            "\(path): not found: there is no workspace. Create one and import a table of listings into it."
        case .io(let path, let reason): "\(path): \(reason)"
        case .table(let path, let line, let reason, let remedy):
            "\(path)\(line.map { ":\($0)" } ?? ""): \(reason). \(remedy)"
        case .database(let path, let reason, let remedy): "\(path): \(reason). \(remedy)"
        case .photo(let path, let reason): "\(path): \(reason)"
        case .usage(let reason, let remedy): "\(reason). \(remedy)"
        case .interrupted: "interrupted; start it again to continue"
        }
    }
}
