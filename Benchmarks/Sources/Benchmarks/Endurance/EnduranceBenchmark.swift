import ArgumentParser
import Foundation
import SoukCatalog
import SoukReports

struct EnduranceBenchmark: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "endurance",
        abstract: "Lets a crowd search, look, buy and sell at a running `souk serve`, at a steady rate.",
        discussion: """
            Requests are due at random moments of the stated rate, whether or not earlier ones are answered; a time \
            runs from when a request was due. Listings that the run puts up are taken away at its end. Writes need \
            the token of a writer, in SOUK_TOKEN.
            """)

    @Option(help: "Where the service listens.")
    var url = "http://127.0.0.1:8080"

    @Option(help: "The service's process id, to watch its memory and open files.")
    var process: Int32?

    @Option(help: "Requests a second.")
    var rate = 20.0

    @Option(help: "How long, in seconds.")
    var seconds = 600.0

    @Option(help: "A folder of photos (JPEG) to search with and to upload.")
    var photos: String?

    @Option(help: "Seconds after which a request counts as failed.")
    var timeout = 30.0

    @Option var connections = 64

    @Option var seed: UInt64 = 1

    @Option(help: "The folder for report.txt, report.json, latency.svg and memory.svg.")
    var out = "endurance"

    @Option(help: "Fail when a larger share of the requests goes wrong.")
    var mostErrors = 0.001

    @Option(help: "Fail when memory grows by more MiB a minute in the second half of the run.")
    var mostGrowth = 2.0

    func validate() throws {
        guard rate > 0, seconds > 0, timeout > 0, connections > 0 else {
            throw ValidationError("--rate, --seconds, --timeout and --connections must be above 0")
        }
        guard URL(string: url)?.host != nil else { throw ValidationError("--url: \(url) is no address") }
    }

    func run() async throws {
        let token = ProcessInfo.processInfo.environment["SOUK_TOKEN"]
        let root = URL(string: url) ?? URL(fileURLWithPath: "/")
        let client = ServiceClient(root, token: token, connections: connections, timeout: timeout)
        let run = EnduranceRun(
            client: client, crowd: try await crowd(client), rate: rate, seconds: seconds, seed: seed,
            watch: process.map(ProcessWatch.init))
        let (report, entries) = try await run.report()
        try write(report, entries)
        print(report.text)
        if report.errorRate > mostErrors || report.growth ?? 0 > mostGrowth { throw ExitCode.failure }
    }

    /// Learns from the service what there is to look for.
    private func crowd(_ client: ServiceClient) async throws -> Crowd {
        var known: [String: String] = [:]
        for query in [
            "", "sofa", "phone", "bike", "table", "book", "coat", "drill", "pram", "guitar", "game",
        ] {
            let answer = try await client.send("GET", "v1/search", query: ["q": query, "limit": "100"])
            guard answer.status == 200 else {
                throw ValidationError("GET \(url)/v1/search answered \(answer.status)")
            }
            for (id, title) in try FoundListings.read(answer.body) { known[id] = title }
        }
        guard !known.isEmpty else { throw ValidationError("the service finds no listing to begin with") }
        let sorted = known.sorted { $0.key < $1.key }
        return Crowd(
            listings: sorted.map(\.key), queries: sorted.map(\.value), photos: try files(), seed: seed)
    }

    private func files() throws -> [Data] {
        guard let photos else { return [] }
        let found = FileManager.default.enumerator(atPath: photos)?.compactMap { $0 as? String } ?? []
        let names = found.filter { $0.lowercased().hasSuffix(".jpg") }.sorted().prefix(100)
        guard !names.isEmpty else { throw ValidationError("--photos: no .jpg in \(photos)") }
        return try names.map { try Data(contentsOf: URL(fileURLWithPath: photos).appending(path: $0)) }
    }

    private func write(_ report: EnduranceReport, _ entries: [Ledger.Entry]) throws {
        let folder = URL(fileURLWithPath: out, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let files = [
            ("report.txt", Data(report.text.utf8)), ("report.json", try encoder.encode(report)),
            ("latency.svg", Data(EnduranceCharts.latency(entries, seconds: seconds).svg().utf8)),
            ("memory.svg", Data(EnduranceCharts.memory(report.process).svg().utf8)),
        ]
        for (name, data) in files { try data.write(to: folder.appending(path: name), options: .atomic) }
    }
}

/// Ids and titles of an answer to a search.
private enum FoundListings {
    private struct Answer: Decodable {
        struct Result: Decodable { var listing: Listing }
        struct Listing: Decodable {
            var id: String
            var title: String
        }
        var results: [Result]
    }

    static func read(_ body: Data) throws -> [(String, String)] {
        try JSONDecoder().decode(Answer.self, from: body).results.map { ($0.listing.id, $0.listing.title) }
    }
}
