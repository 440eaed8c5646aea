import Foundation
import SoukCatalog
import SoukEmbeddedSearch
import SoukMarketplace
import SoukRanking
import SoukSearch

/// A marketplace whose listings come, change, are sold and go, one by one and by imports, with their photos and the
/// index that follows.
struct CatalogHistory: History {
    typealias State = CatalogState

    /// What is open; operations that are over keep none of it open.
    private final class Program {
        private var marketplace: Marketplace?

        var opened: Marketplace {
            get throws {
                guard let marketplace else {
                    throw CatalogError.usage(reason: "nothing is open", remedy: "Open it again.")
                }
                return marketplace
            }
        }

        func start(_ root: URL) async throws { marketplace = try await CatalogHistory.opened(root) }

        /// Returns when nobody uses the files any more, so that a seed gives the same steps.
        func stop() async {
            weak let workspace = marketplace?.workspace
            marketplace = nil
            for _ in 0..<5_000 where workspace != nil { try? await Task.sleep(for: .milliseconds(1)) }
        }
    }

    private static let ids = (0..<6).map { "l\($0)" }
    private static let options = MarketplaceOptions(followInterval: .seconds(86_400))

    private(set) var beginning = State()
    private let root: URL
    private let program = Program()
    private var random: SplitMix64
    private var table = CatalogTable(rows: [:], files: [:], missing: .keep, prefer: .table)
    private var texts = 0

    init(root: URL, seed: UInt64) async throws {
        self.root = root
        random = SplitMix64(seed: seed &* 31 &+ 7)
        _ = try Pictures.all.get()
        for id in Self.ids.prefix(4) { table.rows[id] = row(of: id) }
        for number in 0..<2 { table.files[Self.photoName(Self.ids[number], 0)] = number * 4 }
        let workspace = try Workspace(at: root, create: true)
        try Self.runImport(table, into: workspace)
        _ = try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "simulation")
        beginning = Self.effect(table, beginning)
        beginning.stale = []
        try await reopen()
    }

    var isCurrent: Bool { get async throws { true } }

    mutating func reopen() async throws {
        await program.stop()
        try await program.start(root)
    }

    mutating func next() async throws -> Operation<State> {
        switch Int.random(in: 0..<24, using: &random) {
        case 0..<4: return put()
        case 4..<8: return patch()
        case 8..<10: return delete()
        case 10..<12: return sell()
        case 12: return restore()
        case 13: return erase()
        case 14..<17: return putPhoto()
        case 17..<22: return importTable()
        default: return index()
        }
    }

    // MARK: One listing

    private mutating func put() -> Operation<State> {
        let (id, title, price) = (anyID(), text(), anyPrice())
        return Operation(name: "put \(id) \(title) £\(price)") { state in
            var state = state
            if state.listings[id] == nil {
                state.listings[id] = .init(title: "", price: 0, lifecycle: .onSale, isOfTable: false)
            }
            state.change(id) {
                ($0.title, $0.price, $0.lifecycle) = (title, price, .onSale)
                ($0.isChanged, $0.isMissing) = (true, false)
            }
            return state
        } run: { [program] in
            _ = try await program.opened.put(id, ListingDraft(title: title, price: "£\(price)"))
        }
    }

    private mutating func patch() -> Operation<State> {
        let id = anyID()
        var change = ListingChange()
        let title = Bool.random(using: &random) ? text() : nil
        let price = Bool.random(using: &random) ? anyPrice() : nil
        let states: [Lifecycle?] = [nil, nil, .reserved, .onSale, .withdrawn, .sold]
        let lifecycle = states.randomElement(using: &random) ?? nil
        if let title { change.title = .set(title) }
        if let price { change.price = .set("£\(price)") }
        change.lifecycle = lifecycle
        return Operation(
            name: "patch \(id) \(title ?? "") \(price.map { "£\($0)" } ?? "") \(lifecycle?.words ?? "")"
        ) { state in
            guard state.listings[id]?.lifecycle.isShown == true else { return state }
            var state = state
            state.change(id) {
                ($0.title, $0.price) = (title ?? $0.title, price ?? $0.price)
                $0.lifecycle = lifecycle ?? $0.lifecycle
                $0.isChanged = true
            }
            return state
        } run: { [change, program] in
            do { _ = try await program.opened.patch(id, change) } catch MarketplaceError.unknownListing {}
        }
    }

    private mutating func delete() -> Operation<State> {
        let id = anyID()
        return Operation(name: "delete \(id)", effect: { Self.withdrawn(id, as: .withdrawn, $0) }) {
            [program] in
            try await program.opened.delete(id)
        }
    }

    private mutating func sell() -> Operation<State> {
        let id = anyID()
        return Operation(name: "sell \(id)", effect: { Self.withdrawn(id, as: .sold, $0) }) { [program] in
            try await program.opened.record([
                BuyerEvent(buyer: "b", listing: id, action: .sold, time: 1_700_000_000)
            ])
        }
    }

    private static func withdrawn(_ id: String, as lifecycle: Lifecycle, _ state: State) -> State {
        guard state.listings[id]?.lifecycle.isShown == true else { return state }
        var state = state
        state.change(id) { ($0.lifecycle, $0.isMissing) = (lifecycle, false) }
        return state
    }

    private mutating func restore() -> Operation<State> {
        let id = anyID()
        return Operation(name: "restore \(id)") { state in
            guard state.listings[id]?.lifecycle.isShown == false else { return state }
            var state = state
            state.change(id) { ($0.lifecycle, $0.isMissing) = (.onSale, false) }
            return state
        } run: { [program] in
            _ = try program.opened.workspace.restore(id)
        }
    }

    private mutating func erase() -> Operation<State> {
        let id = anyID()
        return Operation(name: "erase \(id)") { state in
            var state = state
            state.listings[id] = nil
            state.stale.remove(id)
            return state
        } run: { [program] in
            _ = try program.opened.workspace.erase(id)
        }
    }

    private mutating func putPhoto() -> Operation<State> {
        let id = anyID()
        let (place, number) = (Int.random(in: 0...1, using: &random), Int.random(in: 24..<28, using: &random))
        return Operation(name: "put photo \(place) of \(id): \(number)") { state in
            guard state.listings[id]?.lifecycle.isShown == true else { return state }
            var state = state
            state.change(id) { $0.handedIn[place] = number }
            return state
        } run: { [program] in
            do {
                _ = try await program.opened.putPhoto(place, of: id, Pictures.all.get().cleaned[number])
            } catch MarketplaceError.unknownListing {}
        }
    }

    // MARK: Many

    private mutating func importTable() -> Operation<State> {
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let id = anyID()
            table.rows[id] = Int.random(in: 0..<4, using: &random) == 0 ? nil : row(of: id)
        }
        let changed = Int.random(in: 0..<6, using: &random)
        let file = Int.random(in: 0...1, using: &random)
        table.files[Self.photoName(Self.ids[changed], file)] =
            changed * 4 + file * 2 + Int.random(in: 0...1, using: &random)
        table.missing = MissingListings.allCases.randomElement(using: &random) ?? .keep
        table.prefer = ChangedBy.allCases.randomElement(using: &random) ?? .table
        // An import of nothing is refused.
        if table.rows.isEmpty { table.rows["l0"] = row(of: "l0") }
        return Operation(name: "import \(table)", stages: table.stages) { [table, program] in
            try Self.runImport(table, into: program.opened.workspace)
        }
    }

    private func index() -> Operation<State> {
        Operation(name: "index") { state in
            var state = state
            if state.listings.values.contains(where: \.lifecycle.isShown) { state.stale = [] }
            return state
        } run: { [program] in
            try await Self.buildIndex(program.opened)
        }
    }

    private static func buildIndex(_ marketplace: Marketplace) async throws {
        do {
            let workspace = marketplace.workspace
            _ = try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "simulation")
        } catch RankingError.examples {
            // Nothing is on sale, so that no index is built.
            return
        }
        try await marketplace.reload()
    }

    private static func runImport(_ table: CatalogTable, into workspace: Workspace) throws {
        let folder = workspace.root.deletingLastPathComponent().appendingPathComponent("inputs")
        try? FileManager.default.removeItem(at: folder)
        let photos = folder.appendingPathComponent("photos")
        try FileManager.default.createDirectory(at: photos, withIntermediateDirectories: true)
        let originals = try Pictures.all.get().originals
        for (name, number) in table.files {
            try originals[number].write(to: photos.appendingPathComponent(name))
        }
        let rows = table.rows.sorted { $0.key < $1.key }.map { id, row in
            "\(id),\(row.title),£\(row.price),\(row.photo ?? ""),\(row.status.rawValue)\n"
        }
        let file = folder.appendingPathComponent("table.csv")
        try Data(("id,title,price,photos,availability\n" + rows.joined()).utf8).write(to: file)
        let mapping = folder.appendingPathComponent("columns.json")
        try Data(
            """
            {"id": "id", "title": "title", "price": "price", "photos": ["photos"],
             "availability": "availability"}
            """.utf8
        ).write(to: mapping)
        var request = ImportRequest(listings: file, photos: photos, mapping: mapping)
        (request.options.missing, request.options.prefer) = (table.missing, table.prefer)
        _ = try Importer(workspace: workspace).run(request)
    }

    private static func effect(_ table: CatalogTable, _ state: State) -> State {
        table.stages.reduce(state) { $1($0) ?? $0 }
    }

    // MARK: Made up

    private mutating func anyID() -> String { Self.ids.randomElement(using: &random) ?? "" }
    private mutating func anyPrice() -> Int { Int.random(in: 1...999, using: &random) }

    private mutating func text() -> String {
        texts += 1
        return "Old lamp number\(texts)"
    }

    private mutating func row(of id: String) -> CatalogTable.Row {
        let photos = [nil, Self.photoName(id, 0), Self.photoName(id, 1)]
        let states: [Lifecycle] = [.onSale, .onSale, .onSale, .reserved, .sold, .withdrawn]
        return CatalogTable.Row(
            title: text(), price: anyPrice(), status: states.randomElement(using: &random) ?? .onSale,
            photo: photos.randomElement(using: &random) ?? nil)
    }

    private static func photoName(_ id: String, _ number: Int) -> String { "front-\(id)-\(number)x.png" }

    private static func opened(_ root: URL) async throws -> Marketplace {
        try await Marketplace(Workspace(at: root, create: false), options: options)
    }

    // MARK: After a crash

    static func fault(in folder: URL, possible: [State], seed: UInt64) async throws -> String? {
        let workspace = try Workspace(at: folder, create: false)
        var found = try FoundCatalog(workspace)
        if let fault = found.fault { return fault }
        var states = possible.filter(found.shows)
        guard !states.isEmpty else {
            return "the catalogue holds \(found), expected "
                + possible.map { "\(FoundCatalog($0))" }.joined(separator: " or ")
        }
        let marketplace = try await opened(folder)
        guard try await marketplace.state.pendingChanges == 0 else { return "changes wait" }
        let faults = try await states.asyncMap {
            try await found.disagreement(with: marketplace, but: $0.stale)
        }
        if !faults.contains(nil) { return faults.compactMap { $0 }.first }
        // It takes another write, and keeps it.
        let id = ids[Int(seed % 6)]
        _ = try await marketplace.put(id, ListingDraft(title: "Old lamp after the crash", price: "£7"))
        states = states.map { state in
            var state = state
            if state.listings[id] == nil {
                state.listings[id] = .init(title: "", price: 0, lifecycle: .onSale, isOfTable: false)
            }
            state.change(id) {
                ($0.title, $0.price, $0.lifecycle) = ("Old lamp after the crash", 7, .onSale)
                ($0.isChanged, $0.isMissing) = (true, false)
            }
            return state
        }
        // The import that was cut off goes on; one that was done changes nothing more.
        if let table = states.compactMap(\.imported).last {
            try runImport(table, into: workspace)
            states = states.map { effect(table, $0) }
        }
        found = try FoundCatalog(workspace)
        if let fault = found.fault { return "after another import, \(fault)" }
        guard states.contains(where: found.shows) else {
            return "after another import the catalogue holds \(found), expected "
                + states.map { "\(FoundCatalog($0))" }.joined(separator: " or ")
        }
        try await buildIndex(marketplace)
        return try await found.disagreement(with: marketplace, but: []).map { "after another index, \($0)" }
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
