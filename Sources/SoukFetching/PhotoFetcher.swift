import Dispatch
import Foundation
public import SoukCatalog
import Synchronization

/// Gets photos by their addresses: only from hosts that the user names, only from public addresses, politely, within
/// limits, and not again what has not changed.
///
/// Each address gets its record in the workspace, so a run that was interrupted goes on where it stopped.
public final class PhotoFetcher: Sendable {
    private let policy: FetchPolicy
    private let resolver: HostClients.Resolver
    private let isAllowed: @Sendable (InternetAddress) -> Bool
    private let paces = Mutex<[String: HostPace]>([:])

    public convenience init(_ policy: FetchPolicy) {
        self.init(policy, resolver: HostResolver.addresses, isAllowed: \.isPublic)
    }

    /// For tests, whose servers are on the machine itself.
    package init(
        _ policy: FetchPolicy, resolver: @escaping @Sendable (String) async -> [InternetAddress],
        isAllowed: @escaping @Sendable (InternetAddress) -> Bool
    ) {
        (self.policy, self.resolver, self.isAllowed) = (policy, resolver, isAllowed)
    }

    /// What an import calls. Blocks the calling thread, which must not be one of those that all tasks share.
    public var fetch: PhotoFetch {
        { (addresses, photos, advance) throws(CatalogError) in
            try self.run(addresses, photos, advance)
        }
    }

    private struct Progress {
        var counts = FetchCounts()
        var done = 0
        var error: CatalogError?
    }

    private func run(
        _ addresses: [String], _ photos: FetchedPhotos, _ advance: (Int) throws(CatalogError) -> Void
    ) throws(CatalogError) -> FetchCounts {
        let finished = DispatchSemaphore(value: 0)
        let box = Box()
        let task = Task.detached {
            await self.fetchAll(addresses, photos, box)
            finished.signal()
        }
        while finished.wait(timeout: .now() + .milliseconds(200)) == .timedOut {
            do { try advance(box.progress.withLock { $0.done }) } catch {
                task.cancel()
                finished.wait()
                throw error
            }
        }
        let (counts, error) = box.progress.withLock { ($0.counts, $0.error) }
        if let error { throw error }
        return counts
    }

    private final class Box: Sendable {
        let progress = Mutex(Progress())
    }

    /// Some tasks a host, so that a slow one keeps no other waiting.
    private func fetchAll(_ addresses: [String], _ photos: FetchedPhotos, _ box: Box) async {
        let clients = HostClients(policy, resolver: resolver, isAllowed: isAllowed)
        let request = PhotoRequest(policy: policy, clients: clients, pace: pace, photos: photos)
        let places = Allowance(policy.parallel)
        let byHost = Dictionary(grouping: addresses) { (try? PhotoAddress($0).host) ?? "" }
        await withTaskGroup { group in
            for ofHost in byHost.values {
                let queue = Queue(ofHost)
                for _ in 0..<min(policy.parallelPerHost, ofHost.count) {
                    group.addTask {
                        while !Task.isCancelled, let address = queue.next() {
                            guard (try? await places.take(1)) != nil else { return }
                            defer { places.give(1) }
                            await self.fetch(address, request, photos, box)
                        }
                    }
                }
            }
        }
        await clients.shutDown()
    }

    private final class Queue: Sendable {
        private let left: Mutex<ArraySlice<String>>

        init(_ addresses: [String]) { left = Mutex(addresses[...]) }

        func next() -> String? { left.withLock { $0.popFirst() } }
    }

    private func pace(of host: String) -> HostPace {
        paces.withLock { paces in
            if let known = paces[host] { return known }
            let new = HostPace(policy)
            paces[host] = new
            return new
        }
    }

    private func fetch(_ text: String, _ request: PhotoRequest, _ photos: FetchedPhotos, _ box: Box) async {
        let now = Int(Date().timeIntervalSince1970)
        let known = photos.record(of: text)
        if let known, !known.isTransient, (0..<policy.freshFor).contains(now - known.checkedAt) {
            return box.progress.withLock { progress in
                progress.counts.known += 1
                progress.done += 1
            }
        }
        let earlier = known?.failure == nil ? known : nil
        do {
            var record = FetchedPhoto(address: text, checkedAt: now)
            switch try await answer(text, request, earlier) {
            case .photo(let file, let etag, let date):
                (record.etag, record.lastModified) = (etag, date)
                try photos.keep(record, file: file)
                box.progress.withLock { $0.counts.fetched += 1 }
            case .unchanged:
                (record.etag, record.lastModified) = (earlier?.etag, earlier?.lastModified)
                try photos.keep(record)
                box.progress.withLock { $0.counts.unchanged += 1 }
            }
        } catch let failure as FetchFailure {
            keep(failure, of: text, at: now, isThere: earlier != nil, photos, box)
        } catch let error as CatalogError {
            box.progress.withLock { $0.error = $0.error ?? error }
        } catch {
            // Cancelled: the next run asks again.
        }
        box.progress.withLock { $0.done += 1 }
    }

    /// A photo that is there stays, whatever its server says later.
    private func keep(
        _ failure: FetchFailure, of text: String, at now: Int, isThere: Bool, _ photos: FetchedPhotos,
        _ box: Box
    ) {
        box.progress.withLock { progress in
            progress.counts.failed += 1
            if progress.counts.reasons.count < 50 || progress.counts.reasons[failure.reason] != nil {
                progress.counts.reasons[failure.reason, default: 0] += 1
            }
        }
        guard !isThere else { return }
        let record = FetchedPhoto(
            address: text, checkedAt: now, failure: failure.reason, isTransient: failure.isTransient)
        do { try photos.keep(record) } catch { box.progress.withLock { $0.error = $0.error ?? error } }
    }

    /// Asks again where that may help, after a pause.
    private func answer(
        _ text: String, _ request: PhotoRequest, _ known: FetchedPhoto?
    ) async throws -> PhotoRequest.Answer {
        let address = try PhotoAddress(text)
        for attempt in 1... {
            do {
                return try await request.run(address, known: known)
            } catch FetchFailure.busy(let reason, let after) {
                let wait = after ?? policy.backoff * Double(1 << (attempt - 1))
                guard wait <= policy.longestWait else {
                    let asked = "\(reason): its server wants to be left alone for \(Int(wait)) s"
                    pace(of: address.host).close(asked)
                    throw FetchFailure.transient(asked)
                }
                guard attempt < policy.attempts else { throw FetchFailure.transient(reason) }
                if after != nil {
                    pace(of: address.host).pause(seconds: wait)
                } else {
                    try await Task.sleep(for: .seconds(wait))
                }
            }
        }
        throw CancellationError()
    }
}
