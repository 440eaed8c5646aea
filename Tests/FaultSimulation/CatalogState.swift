import SoukCatalog

/// What the catalogue of `CatalogHistory` holds, and what of it an import or a later change needs to know.
struct CatalogState: Equatable {
    struct Listing: Equatable {
        var title: String
        /// In pounds.
        var price: Int
        var lifecycle: Lifecycle
        /// The photo that the row names which it was made of.
        var named: String?
        /// The photo that the table claims for it.
        var photo: TablePhoto?
        /// The table's row, as an import last saw it; nil for what only the service has.
        var row: CatalogTable.Row?
        /// Whether its state is from the service, and not from the row.
        var isChanged = false
        /// Whether an import took it off because its table has it no more.
        var isMissing = false
        var isOfTable: Bool
        /// By place.
        var handedIn: [Int: Int] = [:]
    }

    struct TablePhoto: Equatable {
        var name: String
        /// Which picture the clean photo shows; nil before it was cleaned.
        var picture: Int?
    }

    var listings: [String: Listing] = [:]
    /// What an import changed since the last index was built: the index shows them as they are or were.
    var stale: Set<String> = []
    /// The last that began.
    var imported: CatalogTable?

    /// Which pictures buyers see, by place.
    func pictures(of id: String) -> [Int: Int] {
        guard let listing = listings[id] else { return [:] }
        var pictures = listing.handedIn
        if let picture = listing.photo?.picture, pictures[0] == nil { pictures[0] = picture }
        return pictures
    }

    /// A change by the service, which the index follows.
    mutating func change(_ id: String, _ body: (inout Listing) -> Void) {
        guard var listing = listings[id] else { return }
        body(&listing)
        listings[id] = listing
        stale.remove(id)
    }
}

/// A table with a folder of photos, as an import is given them.
struct CatalogTable: Equatable, CustomStringConvertible {
    struct Row: Equatable {
        var title: String
        var price: Int
        var status: Lifecycle
        var photo: String?
    }

    var rows: [String: Row]
    /// The pictures in the files, by name.
    var files: [String: Int]
    var missing: MissingListings
    var prefer: ChangedBy

    var description: String {
        let rows = rows.sorted { $0.key < $1.key }.map { id, row in
            "\(id) \(row.title) £\(row.price) \(row.status.words) \(row.photo ?? "")"
        }
        let files = files.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return "[\(rows.joined(separator: ", "))], [\(files.joined(separator: ", "))], missing "
            + "\(missing), prefer \(prefer)"
    }

    /// What an import does, a transaction each.
    var stages: [(CatalogState) -> CatalogState?] {
        [
            { state in
                var state = state
                state.imported = self
                for (id, row) in rows { take(row, id, &state) }
                return state
            },
            { state in
                var state = state
                take(missing, &state)
                return state
            },
            { state in
                var state = state
                for (id, listing) in state.listings where listing.isOfTable {
                    guard listing.photo?.name != listing.named else { continue }
                    state.listings[id]?.photo = listing.named.map { .init(name: $0) }
                    state.stale.insert(id)
                }
                return state
            },
            { state in
                var state = state
                for (id, listing) in state.listings {
                    guard let photo = listing.photo, let picture = files[photo.name],
                        photo.picture != picture,
                        listing.handedIn[0] == nil
                    else { continue }
                    state.listings[id]?.photo?.picture = picture
                    state.stale.insert(id)
                }
                return state
            },
        ]
    }

    private func take(_ row: Row, _ id: String, _ state: inout CatalogState) {
        guard var known = state.listings[id] else {
            state.listings[id] = .init(
                title: row.title, price: row.price, lifecycle: row.status, named: row.photo, row: row,
                isOfTable: true)
            state.stale.insert(id)
            return
        }
        let before = known.row
        (known.row, known.isOfTable) = (row, true)
        defer { state.listings[id] = known }
        if known.isChanged {
            guard before != row, prefer == .table else { return }
            known.isChanged = false
            (known.title, known.price, known.named) = (row.title, row.price, row.photo)
            state.stale.remove(id)
            return
        }
        guard before != row else { return }
        (known.title, known.price, known.named) = (row.title, row.price, row.photo)
        state.stale.insert(id)
        if let before, before.status != row.status,
            known.lifecycle.isShown || known.lifecycle == before.status
        {
            known.lifecycle = row.status
            state.stale.remove(id)
        }
    }

    private func take(_ missing: MissingListings, _ state: inout CatalogState) {
        for (id, listing) in state.listings where listing.isOfTable {
            if rows[id] != nil, listing.isMissing {
                state.listings[id]?.isMissing = false
                guard listing.lifecycle == .withdrawn else { continue }
                state.change(id) { $0.lifecycle = $0.isChanged ? .onSale : rows[id]?.status ?? .onSale }
            } else if rows[id] == nil, missing == .withdraw, listing.lifecycle.isShown {
                state.change(id) { ($0.lifecycle, $0.isMissing) = (.withdrawn, true) }
            }
        }
    }
}
