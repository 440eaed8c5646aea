import Foundation
import HTTPTypes
import SoukCatalog
import SoukMarketplace
import SoukEmbeddedSearch
import SoukRanking

@testable import SoukService

/// A small fictional workspace with an index of words, served with the lab's routes and a token of each role.
struct LabWorkspace {
    static let admin = "admin-admin-admin-admin"
    static let writer = "writer-writer-writer-writer"

    let folder: URL
    let workspace: Workspace
    let client: RouterClient
    let site: LabSite

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "souk-lab-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var rows = ["id,title,description,category,price,location", "bad,,,Home,£1.00,Leeds"]
        for number in 0..<30 {
            let kind = ["oak table", "red sofa", "reading lamp"][number % 3]
            rows.append(
                "\(number),\(kind) <b>number\(number)</b>,Kept well,Home / Things,£\(number + 5).00,Leeds")
        }
        let table = folder.appendingPathComponent("listings.csv")
        try Data((rows.joined(separator: "\n") + "\n").utf8).write(to: table)
        workspace = try Workspace(at: folder.appendingPathComponent("w"), create: true)
        _ = try Importer(workspace: workspace).run(ImportRequest(listings: table))
        _ = try await WorkspaceIndexer(workspace, into: workspace.search).run(madeBy: "test")
        let marketplace = try await Marketplace(workspace)
        var configuration = ServiceConfiguration()
        try configuration.tokens.add(Self.admin, .init(name: "ada", role: .admin))
        try configuration.tokens.add(Self.writer, .init(name: "wim", role: .writer))
        let runtime = ServiceRuntime(configuration)
        let lab = try LabRoutes(
            marketplace: marketplace, models: NoListingModels(), runtime: runtime)
        site = lab.site
        client = RouterClient(
            SoukService(runtime: runtime, logger: RouterClient.silent) { runtime in
                let router = guardedRouter(runtime)
                lab.add(to: router)
                runtime.routes.fill(from: router)
                return router
            })
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func get(_ uri: String, token: String? = admin) async throws -> RouterClient.Reply {
        try await client.execute(uri: uri, headers: Self.headers(token))
    }

    func post(_ uri: String, _ form: String = "", token: String? = admin) async throws -> RouterClient.Reply {
        var headers = Self.headers(token)
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await client.execute(uri: uri, method: .post, headers: headers, body: Data(form.utf8))
    }

    static func headers(_ token: String?) -> HTTPFields {
        token.map { [.authorization: "Bearer \($0)"] } ?? [:]
    }

    /// Waits until the lab's work is over.
    func finished() async throws -> LabJobs.Status? {
        for _ in 0..<600 where site.jobs.status?.isRunning == true {
            try await Task.sleep(for: .milliseconds(50))
        }
        return site.jobs.status
    }
}
