import Dispatch
import Foundation
public import SoukCatalog
public import SoukSearch
import Tracing

/// The engine that keeps its listings in files of this machine.
///
/// What blocks runs on threads of its own. A cancelled or late search stops at its next stage; a write that has
/// begun is finished.
public final class EmbeddedSearch: SearchEngine {
    let index: ListingIndex
    private let readers = DispatchQueue(
        label: "souk.search.readers", qos: .userInitiated, attributes: .concurrent)
    private let writer = DispatchQueue(label: "souk.search.writer", qos: .userInitiated)
    /// Gone with the engine.
    private let scratch: ScratchFolder?

    init(_ index: ListingIndex, scratch: ScratchFolder? = nil) {
        self.index = index
        self.scratch = scratch
    }

    public var generation: String { index.generation }
    public var capabilities: EngineCapabilities { index.capabilities }
    public var answers: any RankedAnswers { self }

    public func upsert(_ listings: [IndexedListing]) async throws {
        try await writing { try $0.upsert(listings) }
    }

    public func patch(_ id: String, _ patch: ListingPatch) async throws {
        try await writing { try $0.patch(id, patch) }
    }

    @discardableResult public func delete(_ ids: [String]) async throws -> Int {
        try await writing { try $0.delete(ids) }
    }

    public func use(_ rates: ExchangeRates) async throws { try await writing { try $0.use(rates) } }

    public func search(_ request: RetrievalRequest) async throws -> RetrievalPage {
        let (index, parent) = (index, InstrumentationContext.current ?? .topLevel)
        return try await readers.run(until: request.deadline) { stop in
            try index.search(request, stop, parent: parent)
        }
    }

    public func fetch(_ ids: [String], _ fields: ListingFields) async throws -> [ListingID: IndexedListing] {
        try await reading { try $0.listings(ids, fields) }
    }

    public func scan(_ request: ScanRequest) async throws -> ScanPage {
        try await reading {
            try $0.scan(
                request.filter, order: request.order, after: request.cursor, limit: request.limit,
                fields: request.fields)
        }
    }

    public func state() async throws -> EngineState {
        try await reading {
            let version = try $0.version
            return EngineState(
                listings: try $0.count, size: $0.size(at: version), version: version, rates: try $0.rates,
                faults: $0.faults)
        }
    }

    private func reading<Value: Sendable>(
        _ body: @escaping @Sendable (ListingIndex) throws -> Value
    ) async throws -> Value {
        let index = index
        return try await readers.run { _ in try body(index) }
    }

    private func writing<Value: Sendable>(
        _ body: @escaping @Sendable (ListingIndex) throws -> Value
    ) async throws -> Value {
        let index = index
        return try await writer.run { _ in try body(index) }
    }
}

extension EmbeddedSearch: RankedAnswers {
    public func keep(_ items: [KeptResult], continuation: [UInt8]) async throws -> String {
        try await reading { try $0.keep(items, continuation: continuation) }
    }

    public func page(_ cursor: String, limit: Int) async throws -> KeptPage {
        try await reading { try $0.page(cursor, limit: limit) }
    }
}

extension DispatchQueue {
    /// Runs work that blocks away from Swift's cooperative pool; a cancelled task stops it at its next stage.
    func run<Value: Sendable>(
        until deadline: ContinuousClock.Instant? = nil,
        _ work: @escaping @Sendable (StopSignal) throws -> Value
    ) async throws -> Value {
        let stop = StopSignal(deadline: deadline)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                self.async {
                    continuation.resume(
                        with: Result {
                            try stop.check()
                            return try work(stop)
                        })
                }
            }
        } onCancel: {
            stop.cancel()
        }
    }
}

/// A folder that is removed when nobody holds it any more.
final class ScratchFolder: Sendable {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("souk-scratch-\(UUID())")

    deinit { try? FileManager.default.removeItem(at: url) }
}

enum FolderSize {
    /// Of all files in it and below.
    static func bytes(_ folder: URL) -> Int {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.fileSizeKey])
        var bytes = 0
        while let file = files?.nextObject() as? URL {
            bytes += (try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
        }
        return bytes
    }
}
