import SoukCatalog
import Foundation
import SoukMarketplace
import SoukRanking
import SoukSearch
import Testing

/// A marketplace whose program is killed without warning opens with every write that returned, in every answer,
/// and with the one that was cut off wholly or not at all.
@Suite struct KilledMarketplaceTests {
    @Test func killedAtAnyMoment() async throws {
        let shop = try await SmallShop()
        defer { shop.remove() }
        let path = shop.folder.path
        for milliseconds in [0, 7, 19, 40, 83, 160] { try await kill(path, after: milliseconds) }
        // On a busy machine nothing may have been written by then.
        var later = 320
        while KilledMarketplace(path).kept == 0, later < 20_000 {
            try await kill(path, after: later)
            later *= 2
        }
        #expect(KilledMarketplace(path).kept > 0)
    }

    private func kill(_ path: String, after milliseconds: Int) async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, milliseconds = milliseconds as Int] in
            try await KilledMarketplace(path).write {
                Thread.detachNewThread {
                    usleep(UInt32(milliseconds * 1000))
                    Foundation.kill(getpid(), SIGKILL)
                }
            }
        }
        try await KilledMarketplace(path).expectWhole()
    }
}

/// Writes that follow from their number, each noted in a file once the marketplace says that it is kept.
struct KilledMarketplace {
    private let folder: URL
    private var notes: URL { folder.appendingPathComponent("kept") }

    init(_ path: String) { folder = URL(fileURLWithPath: path, isDirectory: true) }

    var kept: Int { (try? Data(contentsOf: notes))?.count ?? 0 }

    private enum Operation {
        case put(String, String)
        case patch(String, String)
        case delete(String)
        case sell(String)

        init(_ number: Int) {
            var random = SplitMix64(seed: UInt64(number))
            let id = "l\(Int.random(in: 0..<46, using: &random))"
            switch Int.random(in: 0..<6, using: &random) {
            case 0...2: self = .put(id, "Old put step\(number)")
            case 3: self = .patch(id, "Old patch step\(number)")
            case 4: self = .delete(id)
            default: self = .sell(id)
            }
        }
    }

    private func opened() async throws -> Marketplace {
        try await Marketplace(
            Workspace(at: folder.appendingPathComponent("workspace"), create: false))
    }

    /// Goes on where the kept writes end, for ever.
    func write(_ begin: () -> Void) async throws {
        begin()
        let marketplace = try await opened()
        if !FileManager.default.fileExists(atPath: notes.path) { try Data().write(to: notes) }
        let handle = try FileHandle(forWritingTo: notes)
        try handle.seekToEnd()
        var number = kept
        while true {
            switch Operation(number) {
            case .put(let id, let title): _ = try await marketplace.put(id, ListingDraft(title: title))
            case .patch(let id, let title):
                var change = ListingChange()
                change.title = .set(title)
                do { _ = try await marketplace.patch(id, change) } catch MarketplaceError.unknownListing {}
            case .delete(let id): try await marketplace.delete(id)
            case .sell(let id):
                try await marketplace.record([
                    BuyerEvent(buyer: "b", listing: id, action: .sold, time: 1_700_000_000)
                ])
            }
            number += 1
            try handle.write(contentsOf: Data(".".utf8))
        }
    }

    func expectWhole() async throws {
        let marketplace = try await opened()
        var found: [String: String] = [:]
        for number in 0..<46 {
            found["l\(number)"] = try await marketplace.listing("l\(number)")?.listing.title
        }
        let isBefore = found == Self.model(kept)
        #expect(isBefore || found == Self.model(kept + 1), "after \(kept) kept writes")
        #expect(try await marketplace.state.pendingChanges == 0)
        let answer = try await marketplace.search(SearchRequest("old", limit: 200, countsFacets: true))
        #expect(Set(answer.results.flatMap { [$0.listing.id] + $0.duplicates }) == Set(found.keys))
        #expect(answer.facets?.total == found.count)
    }

    private static let names = ["sofa", "bicycle", "guitar"]

    private static func model(_ count: Int) -> [String: String] {
        var model: [String: String] = [:]
        for number in 0..<40 { model["l\(number)"] = "Old \(names[number % 3]) number\(number)" }
        for number in 0..<count {
            switch Operation(number) {
            case .put(let id, let title): model[id] = title
            case .patch(let id, let title): if model[id] != nil { model[id] = title }
            case .delete(let id), .sell(let id): model[id] = nil
            }
        }
        return model
    }
}
