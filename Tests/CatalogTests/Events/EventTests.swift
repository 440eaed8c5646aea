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
        #expect((counts.read, counts.new, counts.rejected) == (6, 4, 2))
        #expect(counts.rejections.map(\.line) == [5, 6])
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
        let counts = try workspace.importBuyerEvents(log)
        #expect((counts.read, counts.new, counts.rejected) == (6, 3, 2))
        #expect(try workspace.importBuyerEvents(log).new == 0)
        #expect(try workspace.allEvents(of: "ann").map(\.action) == [.view, .save])
        #expect(try workspace.allEvents(of: "bob") == [event("bob", "8", .sold, 1_700_000_000)])
    }

    /// Each rejected line is named with its reason, and the actions that there are.
    @Test func rejectedEventsSayWhy() throws {
        let log = folder.url.appendingPathComponent("events.csv")
        let text = """
            buyer,listing_id,action,time
            ann,p1,favourite,2026-11-21T10:00:00Z
            ann,p2,add_to_cart,25/11/2026
            ann,p3,Purchase,1764072000
            ann,p4,dislike,2026-11-25
            ann,p5,teleport,2026-11-25
            ,p6,view,2026-11-25
            ann,p7,view,9999-12-31
            ann,p8,view,2026-02-30
            ann,p9,view,1971-01-01T00:00:00Z
            ann,p10,view
            ann,,view,2026-11-25
            ann,p11,view,26/11/2026 10:30
            """
        try Data(text.utf8).write(to: log)
        let counts = try workspace.importBuyerEvents(log)
        #expect((counts.read, counts.new, counts.rejected) == (12, 5, 7))
        #expect(counts.rejections.map(\.line) == [6, 7, 8, 9, 10, 11, 12])
        #expect(counts.rejections[0].reason.contains("teleport"))
        #expect(counts.rejections[0].reason.contains("view, save, message, dismiss, sold"))
        #expect(counts.rejections[1].reason == "buyer is empty")
        #expect(counts.rejections[2].reason.contains("9999-12-31"))
        #expect(counts.rejections[3].reason.contains("2026-02-30"))
        #expect(counts.rejections[5].reason.contains("3 fields"))
        #expect(
            try workspace.allEvents(of: "ann").map(\.action) == [.sold, .save, .save, .dismiss, .view])
    }

    /// Where no row tells whether day or month stands first, the date is refused, not guessed.
    @Test func datesOfTwoMeaningsNeedEvidence() throws {
        let log = folder.url.appendingPathComponent("events.csv")
        let head = "buyer,listing_id,action,time\nann,p1,view,03/04/2026\n"
        try Data(head.utf8).write(to: log)
        #expect(try workspace.importBuyerEvents(log).rejections.first?.reason.contains("two days") == true)
        try Data((head + "ann,p2,view,04/25/2026\n").utf8).write(to: log)
        #expect(try workspace.importBuyerEvents(log).rejected == 0)
        #expect(
            try workspace.allEvents(of: "ann").map { Timestamp.text($0.time).prefix(10) } == [
                "2026-03-04", "2026-04-25",
            ])
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
