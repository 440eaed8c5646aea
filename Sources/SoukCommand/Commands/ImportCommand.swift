public import ArgumentParser
import Foundation
public import SoukCatalog
import SoukFetching
import SoukReports

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import a table of listings and a folder of photos, and clean both.",
        discussion: """
            CSV (any separator), JSON, Excel workbooks (.xlsx), RSS and Atom feeds, also compressed or in a zip \
            archive; encodings are found out. The exports of Shopify, WooCommerce, Magento, eBay, Etsy and Amazon, \
            feeds of Google and Facebook, and schema.org's words are recognised. The end shows how the columns were \
            understood; --dry-run shows only that. Every listing and photo gets a verdict. An \
            import that was interrupted goes on with the same command; a second import changes nothing.

            Logs of what buyers searched for and did are imported, too, with the listings or alone.

            ON MANY MACHINES: workers clean rows and photos into one folder, each its share (--clean-into, --shard), and \
            one import takes them up (--cleaned). It makes the very catalogue that it would make alone; what no worker \
            cleaned, it cleans itself. A worker that was killed goes on with the same command, and exits with 75 where \
            another try may help (disk, network). Rows and photos of no use are named in refused-import-*.jsonl.
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: "The table of listings; - for standard input.")
    var listings: String?

    @Option(help: "The table that says which photo belongs to which listing.")
    var images: String?

    @Option(help: "The folder of photos, with its subfolders.")
    var photos: String?

    @Flag(help: "Fetch photos that the tables name by address, from hosts that --photo-host names.")
    var fetchPhotos = false

    @Option(
        help: ArgumentHelp(
            "A host that may be asked for photos, such as cdn.example.com or *.example.com.",
            valueName: "host"))
    var photoHost: [String] = []

    @Option(help: "Requests for photos to one host a second, at most.")
    var photoRate = 10.0

    @Option(help: "A JSON file that maps columns to fields; --write-columns writes one.")
    var columns: String?

    @Option(
        help: "Write how the columns were understood to this file, to be edited and given with --columns.")
    var writeColumns: String?

    @Flag(help: "Show how the table would be understood, and import nothing.")
    var dryRun = false

    @Option(help: "What a shop's variants of a product become: one listing with options, or several.")
    var variants = VariantHandling.one

    @Option(help: "The table's encoding, where it cannot be found out, such as windows-1250 or Shift_JIS.")
    var encoding: String?

    @Option(help: "A search and click log with the columns query, listing_id, action, time.")
    var clicks: String?

    @Option(help: "A log of what buyers did, with the columns buyer, listing_id, action, time.")
    var events: String?

    @Flag(help: "Keep telephone numbers and e-mail addresses in the texts.")
    var keepContacts = false

    @Option(help: "The currency of prices that do not tell theirs, such as GBP.")
    var currency: String?

    @Option(help: "The decimal mark of prices where it cannot be seen: . or ,")
    var decimal: String?

    @Option(help: "The sellers' country, such as GB, for towns of the same name.")
    var country: String?

    @Option(help: "The site's name where it ends the titles.")
    var siteName: String?

    @Option(help: "What happens to listings that are no longer in the table: keep or withdraw.")
    var missing = MissingListings.keep

    @Option(
        help:
            "Who wins where table and service both changed a listing: table or service; the last writer unless given."
    )
    var prefer: ChangedBy?

    @Option(help: "Clean a share of rows and photos into this folder, and import nothing.")
    var cleanInto: String?

    @OptionGroup var shard: ShardOptions

    @Option(help: "The folder of what workers cleaned (--clean-into), with the same options otherwise.")
    var cleaned: String?

    @Flag(help: "Exit with 3 when a listing or photo was rejected.")
    var strict = false

    func validate() throws {
        guard listings != nil || clicks != nil || events != nil else {
            throw ValidationError("Missing expected argument '--listings <listings>'")
        }
        if listings == nil,
            images != nil || photos != nil || columns != nil || writeColumns != nil || dryRun || fetchPhotos
        {
            throw ValidationError(
                "--images, --photos, --fetch-photos, --columns, --write-columns and --dry-run belong to a table: "
                    + "name it with --listings")
        }
        try validateShares()
        try validateHosts()
        if let encoding, TextEncoding(name: encoding) == nil {
            let names = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--encoding: \"\(encoding)\" is unknown; expected one of \(names)")
        }
        if let decimal, decimal != ".", decimal != "," {
            throw ValidationError("--decimal: expected . or , and found \"\(decimal)\"")
        }
    }

    private func validateShares() throws {
        if shard.shard != nil, cleanInto == nil {
            throw ValidationError("--shard belongs to --clean-into")
        }
        guard cleanInto != nil || cleaned != nil else { return }
        guard listings != nil, cleanInto == nil || cleaned == nil else {
            throw ValidationError("--clean-into and --cleaned belong to a table, and not together")
        }
        if cleanInto != nil, fetchPhotos || clicks != nil || events != nil || dryRun || writeColumns != nil {
            throw ValidationError(
                "--clean-into cleans rows and files: leave --fetch-photos, --photo-host, --clicks, --events, --dry-run "
                    + "and --write-columns to the import that takes them up")
        }
    }

    private func validateHosts() throws {
        guard fetchPhotos != photoHost.isEmpty else {
            throw ValidationError(
                "--fetch-photos and --photo-host go together: name each host that may be asked for photos")
        }
        if let wrong = photoHost.first(where: { PhotoHost($0) == nil }) {
            throw ValidationError(
                "--photo-host: \"\(wrong)\" is no host; expected one such as cdn.example.com, *.example.com or "
                    + "cdn.example.com:8443")
        }
        guard photoRate > 0, photoRate <= 1000 else {
            throw ValidationError("--photo-rate: expected a number above 0 and up to 1000")
        }
    }

    func run() throws {
        guard let listings else {
            let logs = try importLogs(common.open())
            if common.json { try Output.json(logs) } else { Output.line(logs.text) }
            if strict, logs.rejected > 0 { throw Stop.strict(rejected: logs.rejected) }
            return
        }
        if listings == StandardInput.name {
            return try cleanInto == nil ? runStandardInput() : SharedWork.run(runStandardInput)
        }
        let file = URL(fileURLWithPath: listings)
        guard FileManager.default.isReadableFile(atPath: file.path) else {
            throw CatalogError.missing(path: file.path, remedy: "Name the table of listings with --listings.")
        }
        try run(request(file))
    }

    private func runStandardInput() throws {
        Interruption.watch()
        try StandardInput.asFile { file in
            var request = request(file)
            request.name = ImportRequest.standardInput
            try run(request)
        }
    }

    private func run(_ request: ImportRequest) throws {
        try request.check()
        if dryRun { return try preview(request) }
        if let cleanInto {
            return try clean(request, into: URL(fileURLWithPath: cleanInto, isDirectory: true))
        }
        let workspace = try common.open(create: true)
        Interruption.watch()
        let progress = ImportLines(quiet: common.quiet)
        let summary = try Importer(workspace: workspace).run(
            request, progress: progress.show, isCancelled: Interruption.isRequested)
        progress.finish()
        if let mapping = summary.understood?.mapping { try write(mapping) }
        let logs = try importLogs(workspace)
        let page = try ImportReport(workspace, seconds: summary.seconds).write(into: workspace)
        let inspection = try Inspection(workspace, withSplits: false)
        if common.json {
            try Output.json(ImportAnswer(summary: summary, logs: logs, report: page.path))
        } else {
            Output.line(
                ([inspection.text, summary.changes, logs.text].filter { !$0.isEmpty } + [
                    "report: \(page.path)"
                ])
                .joined(separator: "\n\n"))
        }
        let rejected =
            inspection.summary.rejectedListings + inspection.summary.rejectedPhotos + logs.rejected
        if strict, rejected > 0 { throw Stop.strict(rejected: rejected) }
    }

    /// Cleans this worker's share.
    private func clean(_ request: ImportRequest, into folder: URL) throws {
        let shard = try shard.chosen
        Interruption.watch()
        let answer = try SharedWork.run {
            let progress = ImportLines(quiet: common.quiet)
            let summary = try CleaningAhead(request, into: folder, shard: shard).run(
                progress: progress.show, isCancelled: Interruption.isRequested)
            progress.finish()
            return AheadAnswer(
                shard: shard.text, summary: summary,
                refusedFile: AheadSummary.refusedFile(in: folder, work: "import", shard).path)
        }
        try answer.tell(common, strict: strict)
    }

    /// Shows how the table would be understood.
    private func preview(_ request: ImportRequest) throws {
        Interruption.watch()
        let understood = try Importer.preview(request, isCancelled: Interruption.isRequested)
        try write(understood.mapping)
        if common.json { try Output.json(understood) } else { Output.line(understood.text) }
        if strict, understood.listings.rejected > 0 {
            throw Stop.strict(rejected: understood.listings.rejected)
        }
    }

    private func write(_ mapping: ColumnMapping) throws {
        guard let writeColumns else { return }
        try Data(mapping.json.utf8).writeWhole(to: URL(fileURLWithPath: writeColumns))
    }

    private func importLogs(_ workspace: Workspace) throws -> ImportedLogs {
        ImportedLogs(
            clicks: try clicks.map { try workspace.importQueryEvents(URL(fileURLWithPath: $0)) },
            events: try events.map { try workspace.importBuyerEvents(URL(fileURLWithPath: $0)) })
    }

    private func request(_ file: URL) -> ImportRequest {
        var request = ImportRequest(
            listings: file, images: images.map { URL(fileURLWithPath: $0) },
            photos: photos.map { URL(fileURLWithPath: $0, isDirectory: true) },
            mapping: columns.map { URL(fileURLWithPath: $0) },
            options: ImportOptions(
                cleaning: CleaningOptions(
                    keepContacts: keepContacts, currency: currency?.uppercased(), decimal: decimal,
                    country: country?.uppercased(), siteName: siteName),
                tables: TableOptions(encoding: encoding.flatMap(TextEncoding.init(name:)), variants: variants)
            ))
        (request.options.missing, request.options.prefer) = (missing, prefer)
        request.cleanedAhead = cleaned.map { URL(fileURLWithPath: $0, isDirectory: true) }
        if fetchPhotos {
            var policy = FetchPolicy(hosts: photoHost.compactMap(PhotoHost.init))
            policy.rate = photoRate
            request.fetch = PhotoFetcher(policy).fetch
        }
        return request
    }
}

extension MissingListings: ExpressibleByArgument {}
extension ChangedBy: ExpressibleByArgument {}

extension ImportSummary {
    /// What the import changed, and what it left to be decided.
    fileprivate var changes: String {
        var lines = [
            "table: \(Figures.grouped(listings.new)) new, \(Figures.grouped(listings.updated)) changed, "
                + "\(Figures.grouped(listings.unchanged)) unchanged, \(Figures.grouped(missing.count)) gone"
        ]
        if missing.count > 0 {
            let ids = Self.some(missing.ids, of: missing.count)
            lines.append(
                missing.areWithdrawn
                    ? "gone from the table and taken off sale: \(ids)"
                    : "gone from the table and still on sale: \(ids); --missing withdraw takes them off")
        }
        if ahead.rows + ahead.photos > 0 {
            lines.append(
                "cleaned ahead: \(Figures.grouped(ahead.rows)) rows, \(Figures.grouped(ahead.photos)) photos")
        }
        if let fetched { lines.append(fetched.text) }
        let conflicts = conflicts.wonByTable + conflicts.wonByService
        if conflicts > 0 {
            lines.append(
                "changed by the table and by the service: \(Self.some(self.conflicts.ids, of: conflicts)); "
                    + "the table won \(self.conflicts.wonByTable) times, the service "
                    + "\(self.conflicts.wonByService) times (--prefer decides otherwise)")
        }
        return lines.joined(separator: "\n")
    }

    private static func some(_ ids: [String], of count: Int) -> String {
        let shown = ids.prefix(10).joined(separator: ", ")
        return count > 10 ? "\(shown) and \(Figures.grouped(count - 10)) more" : shown
    }
}

extension FetchCounts {
    fileprivate var text: String {
        let line =
            "photos by address: \(Figures.grouped(fetched)) fetched, \(Figures.grouped(unchanged + known)) as they "
            + "were, \(Figures.grouped(failed)) failed"
        let most = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(10)
        return ([line] + most.map { "  \(Figures.grouped($0.value)): \($0.key)" }).joined(separator: "\n")
    }
}

/// The import's summary with the path of its page.
private struct ImportAnswer: Encodable {
    var summary: ImportSummary
    var logs: ImportedLogs
    var report: String

    private enum CodingKeys: String, CodingKey { case report }

    func encode(to encoder: any Encoder) throws {
        try summary.encode(to: encoder)
        try logs.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(report, forKey: .report)
    }
}

/// What came of the logs that were named.
private struct ImportedLogs: Encodable {
    var clicks: EventCounts?
    var events: EventCounts?

    var rejected: Int { (clicks?.rejected ?? 0) + (events?.rejected ?? 0) }

    var text: String {
        [("clicks", clicks), ("events", events)].compactMap { name, counts in
            counts.map { counts in
                let head =
                    "\(name): \(Figures.grouped(counts.read)) rows, \(Figures.grouped(counts.new)) new, "
                    + "\(Figures.grouped(counts.rejected)) rejected"
                let lines = counts.rejections.map { "  line \($0.line): \($0.reason)" }
                let rest = counts.rejected - counts.rejections.count
                return ([head] + lines + (rest > 0 ? ["  and \(Figures.grouped(rest)) more"] : []))
                    .joined(separator: "\n")
            }
        }.joined(separator: "\n")
    }
}

extension VariantHandling: ExpressibleByArgument {}
