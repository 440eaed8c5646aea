import Foundation
import GRDB
import Synchronization
import Testing

@testable import SoukCatalog

/// What is asked once a row finds its answer by an index: else an import takes the square of its rows.
struct StatementPlanTests {
    private static let rows = 40

    @Test func noStatementOfARowLooksThroughATable() throws {
        let market = try Marketplace(listings: Self.rows)
        defer { market.remove() }
        let workspace = try market.workspace()
        let counts = Mutex<[String: Int]>([:])
        func count(_ work: () throws -> Void) throws -> [String] {
            counts.withLock { $0 = [:] }
            try work()
            return counts.withLock { found in found.filter { $0.value >= Self.rows - 1 }.map(\.key) }
        }
        try workspace.write { db in
            db.trace { event in
                guard case .statement(let statement) = event else { return }
                counts.withLock { $0[statement.sql, default: 0] += 1 }
            }
        }
        let importer = Importer(workspace: workspace)
        var statements = try count { _ = try importer.run(market.request) }
        #expect(statements.contains { $0.contains("raw_listings") })
        try market.write(listings: (0..<Self.rows).reversed().map(Marketplace.row))
        statements += try count { _ = try importer.run(market.request) }
        statements += try count {
            for index in 0..<Self.rows {
                let draft = ListingDraft(title: "Thing \(index)", description: "As good as new, \(index)")
                _ = try workspace.put("l\(index)", draft, cleaner: ListingCleaner())
                _ = try workspace.withdraw("l\(index)")
            }
        }
        try workspace.write { db in
            for sql in Set(statements) where !sql.hasPrefix("EXPLAIN") && Self.isQuestion(sql) {
                let plan = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
                plan.setUncheckedArguments([])
                let steps = try Row.fetchAll(plan).map { $0["detail"] as String }
                let scans = steps.filter { $0.hasPrefix("SCAN ") && !$0.contains("CONSTANT ROW") }
                #expect(scans.isEmpty, "\(sql): \(steps.joined(separator: "; "))")
            }
        }
    }

    private static func isQuestion(_ sql: String) -> Bool {
        ["SELECT", "UPDATE", "DELETE", "INSERT"].contains { sql.hasPrefix($0) }
    }
}
