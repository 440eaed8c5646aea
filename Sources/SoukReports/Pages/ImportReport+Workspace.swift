public import Foundation
public import SoukCatalog

extension ImportReport {
    /// What a workspace holds, as a report.
    ///
    /// - Parameter seconds: how long the last import took, when that is known.
    public init(_ workspace: Workspace, seconds: Double? = nil) throws {
        let summary = try workspace.summary()
        self.init(
            title: workspace.root.lastPathComponent,
            listings: Verdicts(
                summary.listingVerdicts, usable: summary.listings, rejected: summary.rejectedListings),
            photos: Verdicts(summary.photoVerdicts, usable: summary.photos, rejected: summary.rejectedPhotos),
            categories: summary.categories)
        shownListings = summary.shownListings
        (prices, currency) = try Self.prices(of: workspace)
        rules = summary.rules.map { rule, count in
            Rule(
                name: Self.words(rule), count: count,
                examples: summary.examples.filter { $0.rule == rule }.compactMap(Rule.Example.init))
        }
        reasons =
            Self.reasons("listing", summary.listingVerdicts) + Self.reasons("photo", summary.photoVerdicts)
        duplicateGroups = summary.groups.sizes.filter { $0.key != "1" }.values.reduce(0, +)
        contactSheet = try ImportedPhotos(workspace: workspace).contactSheet()
        self.seconds = seconds
    }

    /// Writes `reports/import.html`.
    @discardableResult
    public func write(into workspace: Workspace) throws -> URL {
        let folder = workspace.root.appendingPathComponent("reports", isDirectory: true)
        let page = folder.appendingPathComponent("import.html")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(html().utf8).writeWhole(to: page)
        return page
    }

    /// Prices without doubt in the currency that most listings use.
    private static func prices(of workspace: Workspace) throws -> ([Int], Currency?) {
        var amounts: [String: [Int]] = [:]
        try workspace.forEachListing { stored in
            guard let price = stored.listing.price, price.doubt == nil else { return }
            amounts[price.currency ?? "", default: []].append(price.amount)
        }
        guard let most = amounts.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }) else {
            return ([], nil)
        }
        return (most.value, Currency(code: most.key))
    }

    /// `siteOffTitle` as `site off title`.
    private static func words(_ rule: String) -> String {
        rule.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
    }

    private static func reasons(_ item: String, _ verdicts: [String: Int]) -> [Reason] {
        verdicts.filter { $0.key != "ok" }.map { Reason(item: item, verdict: $0.key, count: $0.value) }
    }
}

extension ImportReport.Verdicts {
    fileprivate init(_ counts: [String: Int], usable: Int, rejected: Int) {
        let ok = counts["ok"] ?? 0
        self.init(ok: ok, repaired: max(0, usable - ok), rejected: rejected)
    }
}

extension ImportReport.Rule.Example {
    /// The field that the rule changed, before and after; nil when the two look the same.
    fileprivate init?(_ example: WorkspaceSummary.Example) {
        let listing = example.after
        func column(_ word: String) -> String? {
            example.before.sorted { $0.key < $1.key }.first { $0.key.lowercased().contains(word) }?.value
        }
        if example.rule.hasPrefix("price") {
            guard let before = column("price") else { return nil }
            let after = listing.price.map {
                [Money($0.amount, code: $0.currency).text(.always), $0.doubt?.rawValue]
                    .compactMap { $0 }.joined(separator: " ")
            }
            self.init(before: before, after: after ?? "no price")
        } else if example.rule.hasPrefix("category") {
            guard let before = column("categor") else { return nil }
            self.init(before: before, after: listing.categoryPath.joined(separator: " / "))
        } else {
            let texts =
                example.rule.lowercased().contains("title")
                ? [listing.title] : [listing.description, listing.title]
            let pairs = texts.map { (before: Self.source(of: $0, in: example.before), after: $0) }
            guard let pair = pairs.first(where: { $0.before != $0.after && !$0.before.isEmpty }) else {
                return nil
            }
            self.init(before: pair.before, after: pair.after)
        }
    }

    /// The column's value that a text was made from: the one that begins most alike.
    private static func source(of text: String, in row: [String: String]) -> String {
        let ranked = row.values.map {
            (text: $0, alike: $0.commonPrefix(with: text, options: .caseInsensitive).count)
        }
        return ranked.max { ($0.alike, $1.text) < ($1.alike, $0.text) }.flatMap {
            $0.alike > 0 ? $0.text : nil
        } ?? ""
    }
}
