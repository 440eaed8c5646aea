public import SoukCatalog

/// What `souk inspect` shows: the workspace's summary and, when asked for, the audits of its splits.
public struct Inspection: Sendable, Encodable {
    public let summary: WorkspaceSummary
    /// By kind of split; nil when not asked for.
    public let audits: [String: SplitAudit]?
    /// How each table of listings was understood.
    public let tables: [ImportUnderstanding]

    public init(_ workspace: Workspace, withSplits: Bool) throws(CatalogError) {
        summary = try workspace.summary()
        tables = try workspace.understandings()
        guard withSplits else {
            audits = nil
            return
        }
        var audits: [String: SplitAudit] = [:]
        for kind in SplitKind.allCases { audits[kind.rawValue] = try workspace.splitAudit(kind) }
        self.audits = audits
    }

    /// Whether the split that promises to keep alike things together does not.
    public var hasCrossings: Bool { audits?[SplitKind.listing.rawValue].map { !$0.isClean } ?? false }

    public func encode(to encoder: any Encoder) throws {
        try summary.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(tables, forKey: .tables)
        guard let audits else { return }
        try container.encode(audits, forKey: .audits)
    }

    private enum CodingKeys: String, CodingKey {
        case audits = "split_audits"
        case tables
    }
}
