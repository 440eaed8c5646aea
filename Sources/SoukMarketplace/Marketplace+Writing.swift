public import SoukCatalog
public import Foundation
import SoukSearch

extension Marketplace {
    /// Puts a listing on sale, or replaces it wholly.
    ///
    /// - Throws: `field` for an id or a text without sense, `rejected` when nothing to sell is left of it.
    public func put(_ id: String, _ draft: ListingDraft) async throws -> ListingReceipt {
        try Self.check(id)
        try draft.check()
        let (draft, workspace, cleaner) = (draft.stamped(), workspace, cleaner)
        return try await keep(id) { try workspace.put(id, draft, cleaner: cleaner) }
    }

    /// Changes some fields of a listing on sale; the others stay as they are.
    ///
    /// - Throws: `unknownListing` when buyers see none, `field` for a text without sense, `rejected` when nothing
    ///   to sell is left of it.
    public func patch(_ id: String, _ change: ListingChange) async throws -> ListingReceipt {
        try Self.check(id)
        try change.check()
        let (workspace, cleaner) = (workspace, cleaner)
        return try await keep(id) {
            guard let kept = try workspace.patch(id, change, cleaner: cleaner) else {
                throw MarketplaceError.unknownListing(id: id)
            }
            return kept
        }
    }

    /// Takes a listing off sale: it is gone from search, counts, similar listings and recommendations.
    ///
    /// - Returns: whether it was on sale.
    @discardableResult
    public func delete(_ id: String) async throws -> Bool {
        try Self.check(id)
        return try await withdraw([id], as: .withdrawn) > 0
    }

    /// Puts a photo of a listing on sale, or replaces it.
    ///
    /// - Parameters:
    ///   - ordinal: The photo's rank in the seller's order, 0 to 99.
    ///   - id: The listing's id.
    ///   - bytes: The photo file, in any format that an import takes.
    /// - Throws: `unknownListing`, `photo` with the reason when the bytes are no photo that can be used.
    public func putPhoto(_ ordinal: Int, of id: String, _ bytes: Data) async throws -> PhotoReceipt {
        try await checkPlace(ordinal, of: id)
        return try await putPhoto(ordinal, of: id, photoCleaning.cleaned([UInt8](bytes), name: ""))
    }

    /// The same for a photo that was cleaned before.
    public func putPhoto(_ ordinal: Int, of id: String, _ photo: CleanedPhoto) async throws -> PhotoReceipt {
        try await checkPlace(ordinal, of: id)
        if case .rejected(let reason) = photo.outcome.verdict { throw MarketplaceError.photo(reason: reason) }
        let workspace = workspace
        let (outcome, sequence) = try await onCatalogue {
            let outcome = try workspace.putPhoto(ordinal, of: id, photo)
            return (outcome, try workspace.lastChange())
        }
        await followWritten(sequence)
        return PhotoReceipt(
            listing: id, ordinal: ordinal, verdict: outcome.verdict.description, width: outcome.width,
            height: outcome.height)
    }

    private func checkPlace(_ ordinal: Int, of id: String) async throws {
        try Self.check(id)
        guard (0..<100).contains(ordinal) else {
            throw MarketplaceError.field(
                name: "photo", reason: "place \(ordinal)", remedy: "Give a place from 0 to 99.")
        }
        let workspace = workspace
        let isOnSale = try await reading { try workspace.listing(id)?.isShown == true }
        guard isOnSale else { throw MarketplaceError.unknownListing(id: id) }
    }

    /// Notes what buyers did; what was sold is off sale when this returns.
    ///
    /// - Parameters:
    ///   - events: in any order.
    ///   - popularity: whether they count for what is popular; not for a buyer whom nobody has seen before.
    public func record(_ events: [BuyerEvent], popularity: Bool = true) async throws {
        let workspace = workspace
        try await onCatalogue { try workspace.record(events, popularity: popularity) }
        let sold = Set<ListingID>(of: events.filter { $0.action == .sold }.map(\.listing))
        if !sold.isEmpty { _ = try await withdraw(sold.sorted().map(\.text), as: .sold) }
    }

    /// All that is known about a buyer, the oldest first.
    public func export(buyer: String) async throws -> [BuyerEvent] {
        let workspace = workspace
        return try await reading { try workspace.allEvents(of: buyer) }
    }

    /// Forgets a buyer; returns how many events there were.
    @discardableResult
    public func erase(buyer: String) async throws -> Int {
        let workspace = workspace
        return try await onCatalogue { try workspace.deleteEvents(of: buyer) }
    }

    private func keep(
        _ id: String, _ write: @escaping @Sendable () throws -> KeptListing
    ) async throws -> ListingReceipt {
        let workspace = workspace
        let (kept, sequence) = try await onCatalogue {
            let kept = try write()
            return (kept, try workspace.lastChange())
        }
        guard kept.stored != nil else {
            throw MarketplaceError.rejected(id: id, reason: kept.verdict.reason)
        }
        await followWritten(sequence)
        return ListingReceipt(
            id: id, isNew: kept.isNew, verdict: kept.verdict.description, sequence: sequence)
    }

    private func withdraw(_ ids: [String], as lifecycle: Lifecycle) async throws -> Int {
        let workspace = workspace
        let (count, sequence) = try await onCatalogue {
            let count = try ids.reduce(0) { try $0 + (workspace.withdraw($1, as: lifecycle) ? 1 : 0) }
            return (count, try workspace.lastChange())
        }
        if count > 0 { await followWritten(sequence) }
        return count
    }

    static func check(_ id: String) throws {
        guard let refusal = ListingID.refusal(of: id) else { return }
        throw MarketplaceError.field(
            name: "id", reason: refusal,
            remedy: "Give 1 to \(ListingID.longest) bytes of visible characters.")
    }
}

extension ListingDraft {
    /// With the time of arrival where none was given.
    fileprivate func stamped() -> ListingDraft {
        var draft = self
        draft.postedAt = postedAt ?? Int(Date().timeIntervalSince1970)
        return draft
    }
}

extension Verdict {
    var reason: String {
        if case .rejected(let reason) = self { reason } else { description }
    }
}
