import SoukCatalog

/// Views on their way to the catalogue. Nobody waits for them: what cannot be written is tried again with the next ones,
/// and the oldest are forgotten where too many wait.
actor ViewNotes {
    private let workspace: Workspace
    private var waiting: [BuyerEvent] = []
    private var isWriting = false

    static let most = 1_000

    init(_ workspace: Workspace) { self.workspace = workspace }

    func add(_ event: BuyerEvent) async {
        if waiting.count >= Self.most { waiting.removeFirst() }
        waiting.append(event)
        guard !isWriting else { return }
        isWriting = true
        defer { isWriting = false }
        while !waiting.isEmpty {
            let batch = waiting
            waiting = []
            let workspace = workspace
            do {
                try await Marketplace.notes.run { try workspace.record(batch) }
            } catch {
                waiting = Array((batch + waiting).suffix(Self.most))
                return
            }
        }
    }
}
