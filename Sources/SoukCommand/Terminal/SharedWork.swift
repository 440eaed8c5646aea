import SoukCatalog
import SoukReports
import SoukSearch

/// Work that a scheduler starts, and starts again where that helps.
enum SharedWork {
    /// - Throws: `Retry` for what another try may mend.
    static func run<Value>(_ work: () throws -> Value) throws -> Value {
        do { return try work() } catch  where mayPass(error) { throw Retry(cause: error) }
    }

    /// Whether the fault is one of disks, networks and servers rather than of what was asked for.
    private static func mayPass(_ error: any Error) -> Bool {
        switch error {
        case CatalogError.io, CatalogError.database, RetrievalError.io, RetrievalError.database,
            RetrievalError.unavailable, RetrievalError.deadline:
            true
        default: false
        }
    }
}

/// A failure that another try may mend: exit code 75, as `EX_TEMPFAIL` of sysexits.h.
struct Retry: Error {
    var cause: any Error

    static let code: Int32 = 75
}

/// What a worker tells.
struct AheadAnswer: Encodable {
    var shard: String
    var summary: AheadSummary
    /// The file of the records that are of no use.
    var refusedFile: String

    enum CodingKeys: String, CodingKey {
        case shard
        case refusedFile = "refused_file"
    }

    func encode(to encoder: any Encoder) throws {
        try summary.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(shard, forKey: .shard)
        try container.encode(refusedFile, forKey: .refusedFile)
    }

    /// - Throws: `strict` for records of no use, where that is asked for.
    func tell(_ common: CommonOptions, strict: Bool) throws {
        if common.json { try Output.json(self) } else { Output.line(text) }
        if strict, !summary.refused.isEmpty { throw Stop.strict(rejected: summary.refused.count) }
    }

    var text: String {
        let lots =
            "\(Figures.grouped(summary.finished)) lots done, \(Figures.grouped(summary.known)) done before"
        let head = "worker \(shard): \(lots), \(Figures.grouped(summary.records)) records"
        guard !summary.refused.isEmpty else { return head }
        let first = summary.refused.prefix(5).map { "  \($0.kind) \($0.key): \($0.problem)" }
        return
            ([head, "\(Figures.grouped(summary.refused.count)) of no use, all in \(refusedFile):"] + first)
            .joined(separator: "\n")
    }
}
