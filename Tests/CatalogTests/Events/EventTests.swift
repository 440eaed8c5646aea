import Foundation
import GRDB
import Testing

@testable import SoukCatalog

struct EventTests {
    private let folder: TemporaryFolder
    private let workspace: Workspace

    init() throws {
        folder = try TemporaryFolder()
        workspace = try Workspace(at: folder.url.appendingPathComponent("w"), create: true)
    }

    private func event(_ buyer: String, _ listing: String, _ action: BuyerAction, _ time: Int) -> BuyerEvent {
        BuyerEvent(buyer: buyer, listing: listing, action: action, time: time)
    }

    @Test func eventsComeBackNewestFirst() throws {
        try workspace.record([event("ann", "1", .view, 10), event("bob", "1", .save, 11)])
        try workspace.record([event("ann", "2", .message, 30), event("ann", "3", .dismiss, 20)])
        #expect(try workspace.events(of: "ann").map(\.listing) == ["2", "3", "1"])
        #expect(try workspace.events(of: "ann", after: 20).map(\.listing) == ["2", "3"])
        #expect(try workspace.events(of: "ann", limit: 1).map(\.listing) == ["2"])
        #expect(try workspace.allEvents(of: "ann").map(\.time) == [10, 20, 30])
        #expect(try workspace.events(of: "nobody").isEmpty)
    }

    @Test func deletedBuyersAreGoneAndOthersStay() throws {
        try workspace.record([event("ann", "1", .view, 10), event("bob", "1", .save, 11)])
        #expect(try workspace.deleteEvents(of: "ann") == 1)
        #expect(try workspace.allEvents(of: "ann").isEmpty)
        #expect(try workspace.allEvents(of: "bob").count == 1)
        #expect(try workspace.deleteEvents(of: "ann") == 0)
    }

    /// A buyer who looks ten times on a day is one.
    @Test func dailyActionsCountBuyers() throws {
        let day = 86_400
        try workspace.record((0..<10).map { event("ann", "1", .view, day + $0) })
        try workspace.record([event("bob", "1", .view, day + 50), event("bob", "1", .save, 2 * day)])
        #expect(
            try workspace.dailyActions(after: 0) == [
                DailyActions(listing: "1", action: .save, day: 2, buyers: 1),
                DailyActions(listing: "1", action: .view, day: 1, buyers: 2),
            ])
        #expect(try workspace.dailyActions(after: 2 * day).count == 1)
    }

    @Test func badEventsAreRefusedAsAWhole() throws {
        let bad = [
            event("", "1", .view, 1), event("ann", "", .view, 1), event("ann", "1", .view, -1),
            event(String(repeating: "x", count: 300), "1", .view, 1),
        ]
        for wrong in bad {
            #expect(throws: CatalogError.self) { try workspace.record([event("ann", "1", .view, 1), wrong]) }
        }
        #expect(try workspace.allEvents(of: "ann").isEmpty)
    }

    /// Training reads what `importQueryEvents` kept.
    @Test func wantedQueriesAreThoseThatLedSomewhere() throws {
        let log = folder.url.appendingPathComponent("clicks.csv")
        let text = """
            query,listing_id,action,time
            red coat,a,click,1700000000
            "coat, red",b,message,1700000001
            red coat,a,save,1700000002
            hat,c,view,1700000003
            hat,c,Impression,1700000004
            hat,c,skip,1700000005
            """
        try Data(text.utf8).write(to: log)
        _ = try workspace.importQueryEvents(log)
        #expect(
            try workspace.wantedQueries() == ["a": ["red coat", "red coat"], "b": ["coat, red"]])
    }

    @Test func clickLogIsImportedOnce() throws {
        let log = folder.url.appendingPathComponent("clicks.csv")
        let text = """
            query,listing_id,action,time
            oak  table,7,click,1700000000
            oak table,8,Impression,2023-11-14T22:13:20Z
            oak table,9,save,2023-11-14 22:13:20
            ,9,click,1700000000
            oak table,9,click,yesterday
            oak table,9,click,2023-11-14
            """
        try Data(text.utf8).write(to: log)
        let counts = try workspace.importQueryEvents(log)
        #expect(counts == EventCounts(read: 6, new: 4, rejected: 2))
        #expect(try workspace.importQueryEvents(log).new == 0)
        let events = try workspace.queryEvents()
        #expect(Set(events.map(\.query)) == ["oak table"])
        #expect(events.map(\.time) == [1_700_000_000, 1_700_000_000, 1_699_920_000, 1_700_000_000])
        #expect(events.map(\.action) == ["click", "impression", "click", "save"])
    }

    @Test func buyersEventsAreImportedOnce() throws {
        let log = folder.url.appendingPathComponent("events.csv")
        let text = """
            user_id,item,event,timestamp
            ann,7,View,1700000000
            ann,7,save,2023-11-14T22:13:20Z
            bob,8,sold,1700000000000
            bob,8,bought,1700000000
            ,8,view,1700000000
            bob,8,view,soon
            """
        try Data(text.utf8).write(to: log)
        #expect(try workspace.importBuyerEvents(log) == EventCounts(read: 6, new: 3, rejected: 3))
        #expect(try workspace.importBuyerEvents(log).new == 0)
        #expect(try workspace.allEvents(of: "ann").map(\.action) == [.view, .save])
        #expect(try workspace.allEvents(of: "bob") == [event("bob", "8", .sold, 1_700_000_000)])
    }

    @Test func clickLogWithoutAColumnSaysWhich() throws {
        let log = folder.url.appendingPathComponent("clicks.csv")
        try Data("query,listing_id,time\na,b,1\n".utf8).write(to: log)
        let error = #expect(throws: CatalogError.self) { try workspace.importQueryEvents(log) }
        #expect(error?.description.contains("action") == true)
    }

    /// A workspace of the first schema opens, and keeps its listings.
    @Test func olderWorkspacesAreMigrated() throws {
        let file = workspace.root.appendingPathComponent("catalog.sqlite").path
        try workspace.database.close()
        let queue = try DatabaseQueue(path: file)
        try queue.write { db in
            try db.execute(
                sql: """
                    DROP TABLE buyer_events; DROP TABLE query_events; DROP TABLE daily_actions;
                    DELETE FROM grdb_migrations WHERE identifier LIKE '2:%' OR identifier = 'counted events';
                    CREATE TABLE events (id INTEGER PRIMARY KEY);
                    INSERT INTO settings VALUES ('kept', 'yes');
                    """)
        }
        try queue.close()
        let again = try Workspace(at: workspace.root, create: false)
        try again.record([event("ann", "1", .view, 1)])
        #expect(try again.allEvents(of: "ann").count == 1)
        #expect(
            try again.read { try String.fetchOne($0, sql: "SELECT value FROM settings WHERE name = 'kept'") }
                == "yes")
    }

    @Test func anEventOfAKnownKeyIsKeptOnce() throws {
        var sent = event("ann", "1", .save, 100_000)
        sent.key = "id 7"
        for _ in 0..<3 { try workspace.record([sent, event("ann", "2", .view, 100_001)]) }
        #expect(try workspace.allEvents(of: "ann").map(\.listing) == ["1", "2", "2", "2"])
        #expect(try workspace.dailyActions(after: 0).map(\.buyers) == [1, 1])
    }

    @Test func whatABuyerWithoutHistoryDoesIsNotPopular() throws {
        try workspace.record([event("new", "1", .save, 100_000)], popularity: false)
        #expect(try workspace.dailyActions(after: 0).isEmpty)
        #expect(try workspace.allEvents(of: "new").count == 1)
    }

    @Test func eventsAreBoundedByBuyerAgeAndNumber() throws {
        let now = 1_000 * 86_400
        try workspace.record((0..<2_050).map { event("busy", "\($0)", .view, now + $0) })
        #expect(try workspace.allEvents(of: "busy").count == EventLimits.ofBuyer)
        #expect(try workspace.allEvents(of: "busy").first?.listing == "50")
        try workspace.record([event("old", "1", .save, now - 181 * 86_400)])
        #expect(try !workspace.dropOldEvents(now: now))
        #expect(try workspace.allEvents(of: "old").isEmpty)
        #expect(try workspace.dailyActions(after: 0).allSatisfy { $0.day >= now / 86_400 - 180 })
        #expect(try !workspace.dropOldEvents(now: now, keeping: 100))
        #expect(try workspace.allEvents(of: "busy").map(\.listing) == (1_950..<2_050).map(String.init))
    }
}
