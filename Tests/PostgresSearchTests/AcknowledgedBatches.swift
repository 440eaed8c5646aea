import SoukPostgresSearch
import SoukSearch

/// Batches of ten listings that a writer was told are in the index.
actor AcknowledgedBatches {
    private(set) var last = 0

    /// The listings of some batches begin with `ad-0`; every title holds the word "lomu".
    static func listings(_ range: Range<Int>) -> [IndexedListing] {
        range.map { IndexedListing(id: "ad-\($0)", title: "kaba lomu", description: "number \($0)") }
    }

    /// Writes batch after batch until the engine fails.
    nonisolated func write(to engine: any SearchEngine) -> Task<Void, any Error> {
        Task {
            for batch in 1..<5_000 {
                try await engine.upsert(Self.listings(batch * 10..<batch * 10 + 10))
                await note(batch)
            }
        }
    }

    /// Returns once so many batches were acknowledged.
    func wait(for batches: Int) async throws {
        while last < batches { try await Task.sleep(for: .milliseconds(20)) }
    }

    private func note(_ batch: Int) { last = batch }
}
