import Foundation
import HTTPTypes
import SoukCatalog
import SoukEvaluation
import SoukRanking
import SoukReports
import Testing

@testable import SoukService

@Suite(.serialized) struct LabTests {
    private static let pages = [
        "/lab", "/lab/compare", "/lab/import", "/lab/latency", "/lab/history.svg", "/lab/lab.css",
    ]

    @Test func onlyAdministratorsGetIn() async throws {
        let lab = try await LabWorkspace()
        defer { lab.remove() }
        for page in Self.pages {
            #expect(try await lab.get(page, token: nil).status == 401, "\(page)")
            #expect(try await lab.get(page, token: LabWorkspace.writer).status == 403, "\(page)")
            #expect(try await lab.get(page).status == 200, "\(page)")
        }
        for form in ["/lab/judge", "/lab/promote", "/lab/rollback"] {
            #expect(try await lab.post(form, token: nil).status == 401, "\(form)")
            #expect(try await lab.post(form, token: LabWorkspace.writer).status == 403, "\(form)")
        }
        #expect(lab.site.jobs.status == nil)
    }

    /// A login's cookie does not let another site's page send forms.
    @Test func formsOfOtherSitesAreRefused() async throws {
        let lab = try await LabWorkspace()
        defer { lab.remove() }
        let secret = lab.client.runtime.sessions.begin(.init(name: "ada", role: .admin))
        func judge(origin: String?) async throws -> Int {
            var headers: HTTPFields = [.cookie: "\(Sessions.cookie)=\(secret)"]
            headers[.origin] = origin
            return try await lab.client.execute(
                uri: "/lab/judge", method: .post, headers: headers, body: Data()
            ).status
        }
        #expect(try await judge(origin: "https://elsewhere.example") == 403)
        #expect(try await judge(origin: nil) == 403)
        #expect(lab.site.jobs.status == nil)
        #expect(try await judge(origin: "http://localhost") == 303)
        _ = try await lab.finished()
    }

    @Test func pagesHaveNoInlineScriptOrStyleAndEscape() async throws {
        let lab = try await LabWorkspace()
        defer { lab.remove() }
        for page in Self.pages.prefix(4) + ["/lab/compare?q=%3Cscript%3Ealert(1)%3C/script%3E%20sofa"] {
            let text = try await lab.get(page).text
            #expect(
                !text.contains("<script") && !text.contains("style=") && !text.contains("<style"), "\(page)")
            #expect(!text.contains("{{"), "\(page)")
            #expect(text.contains("<h1>") && text.contains("lang=\"en\""), "\(page)")
            #expect(!text.contains(lab.folder.path), "no path of this machine: \(page)")
        }
    }

    @Test func twoSettingsStandSideBySide() async throws {
        let lab = try await LabWorkspace()
        defer { lab.remove() }
        let page = try await lab.get("/lab/compare?q=red+sofa&a=fusion&b=words").text
        #expect(page.contains("all signals, index") && page.contains("words alone (BM25), index"))
        #expect(page.components(separatedBy: "red sofa").count > 10)
        #expect(page.contains("results are on both sides"))
        let none = try await lab.get("/lab/compare?q=sofa&a=vectors&b=nonsense&a-index=..%2F..%2Fetc").text
        #expect(none.contains("has no vectors"))
        let empty = try await lab.get("/lab/compare")
        #expect(!empty.text.contains("on both sides"))
    }

    @Test func judgingAddsToTheHistory() async throws {
        let lab = try await LabWorkspace()
        defer { lab.remove() }
        #expect(try await lab.get("/lab").text.contains("Nothing was judged yet"))
        #expect(try await lab.post("/lab/judge").status == 303)
        let status = try #require(try await lab.finished())
        #expect(!status.isFailure && status.lines.contains { $0.hasPrefix("ndcg@10") }, "\(status)")
        let page = try await lab.get("/lab").text
        #expect(page.contains("made of titles") && page.contains("/lab/history.svg"))
        #expect(SearchHistory(lab.workspace).records().count == 1)
        let picture = try await lab.get("/lab/history.svg")
        #expect(picture.headers[.contentType] == "image/svg+xml" && picture.text.contains("NDCG@10"))
    }

    @Test func workThatFailsSaysSo() async throws {
        let lab = try await LabWorkspace()
        defer { lab.remove() }
        #expect(try await lab.post("/lab/promote", "model=listing%2F7").status == 303)
        let status = try #require(try await lab.finished())
        #expect(status.isFailure && !status.lines.isEmpty)
        #expect(!status.lines.joined().contains(lab.folder.path))
        #expect(try await lab.get("/lab").text.contains("lab-job failed"))
        #expect(try await lab.post("/lab/rollback", "name=listing").status == 303)
        #expect(try await lab.finished()?.isFailure == true)
    }

    @Test(arguments: ["", "model=", "model=..%2F1", "model=a%2Fb%2Fc", "model=%2Fetc", "model=.hidden"])
    func namesThatLeadElsewhereAreRefused(_ form: String) async throws {
        let lab = try await LabWorkspace()
        defer { lab.remove() }
        #expect(try await lab.post("/lab/promote", form).status == 422)
        #expect(lab.site.jobs.status == nil)
    }

    @Test func oneWorkAtATime() async throws {
        let jobs = LabJobs()
        let (stream, go) = AsyncStream.makeStream(of: Void.self)
        try jobs.start("first") { progress in
            progress("stage", 1, 2)
            for await _ in stream { break }
            return .init(isDone: true, text: "done\nand said")
        }
        #expect(throws: Problem.self) { try jobs.start("second") { _ in .init(isDone: true, text: "") } }
        go.yield()
        for _ in 0..<200 where jobs.status?.isRunning == true { try await Task.sleep(for: .milliseconds(10)) }
        #expect(jobs.status?.title == "first" && jobs.status?.lines == ["done", "and said"])
    }

    @Test(arguments: [
        "/lab/models/listing/1", "/lab/models/../1", "/lab/models/cnn/x", "/lab/models/cnn/1/secret.svg",
        "/lab/models/cnn/1/model.json", "/lab/models/cnn/1/..%2Fmodel.json",
        "/lab/models/cnn/1/confusion.svg",
    ])
    func onlyKnownPicturesOfKnownModelsAreShown(_ uri: String) async throws {
        let lab = try await LabWorkspace()
        defer { lab.remove() }
        let model = lab.workspace.models.appendingPathComponent("cnn/1", isDirectory: true)
        try FileManager.default.createDirectory(at: model, withIntermediateDirectories: true)
        for name in ["secret.svg", "model.json", "loss.svg"] {
            try Data("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8).write(
                to: model.appendingPathComponent(name))
        }
        #expect(try await lab.get(uri).status == 404)
        #expect(try await lab.get("/lab/models/cnn/1/loss.svg").headers[.contentType] == "image/svg+xml")
    }

    @Test func importVerdictsShowWhatWasRefused() async throws {
        let lab = try await LabWorkspace()
        defer { lab.remove() }
        let page = try await lab.get("/lab/import").text
        #expect(page.contains("30 listings, 1 rejected") && page.contains("rejected:"))
    }

    @Test(
        arguments: [
            ([4, 0, 0], 0.5, 0.000_5), ([0, 4, 0], 0.5, 0.001_75), ([2, 2, 0], 0.75, 0.001_75),
            ([1, 0, 99], 0.99, nil),
        ] as [([Int], Double, Double?)])
    func percentilesComeFromBuckets(_ head: [Int], _ share: Double, _ expected: Double?) {
        var buckets = [Int](repeating: 0, count: Series.buckets.count + 1)
        (buckets[0], buckets[1], buckets[buckets.count - 1]) = (head[0], head[1], head[2])
        let values = Series.Values(count: Double(head.reduce(0, +)), sum: 0, buckets: buckets)
        let found = LabSite.quantile(share, values)
        if let expected {
            #expect(found.map { abs($0 - expected) < 1e-9 } == true)
        } else {
            #expect(found == nil)
        }
    }
}
