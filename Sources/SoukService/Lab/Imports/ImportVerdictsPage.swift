import SoukCatalog
import Foundation
import Hummingbird
import SoukMarketplace

/// What imports found, mended and refused.
struct ImportVerdictsPage: Sendable {
    var frame = LabFrame(title: "Imports", isImport: true)
    var listings: String
    var photos: String
    var listingVerdicts: [LabRow]
    var photoVerdicts: [LabRow]
    var rules: [LabRow]
    var examples: [Example]
    var hasExamples: Bool

    /// A row before and after cleaning.
    struct Example: Sendable {
        var rule: String
        var listing: String
        var before: [LabRow]
        var title: String
        var description: String
    }
}

extension LabSite {
    func importVerdicts() async throws -> Response {
        let page = try await OffPool.run { [marketplace] in
            ImportVerdictsPage(try marketplace.workspace.summary())
        }
        return try html(page, "import")
    }
}

extension ImportVerdictsPage {
    init(_ summary: WorkspaceSummary) {
        listings =
            "\(Figures.grouped(summary.listings)) listings, \(Figures.grouped(summary.rejectedListings)) rejected, "
            + "\(Figures.grouped(summary.shownListings)) on sale"
        photos =
            "\(Figures.grouped(summary.photos)) photos, \(Figures.grouped(summary.rejectedPhotos)) rejected"
        listingVerdicts = Self.rows(summary.listingVerdicts)
        photoVerdicts = Self.rows(summary.photoVerdicts)
        rules = Self.rows(summary.rules)
        examples = summary.examples.prefix(30).map { example in
            Example(
                rule: example.rule, listing: example.listingID,
                before: example.before.sorted { $0.key < $1.key }.map {
                    LabRow(name: $0.key, cells: [String($0.value.prefix(300))])
                },
                title: example.after.title, description: String(example.after.description.prefix(300)))
        }
        hasExamples = !examples.isEmpty
    }

    /// The most frequent first.
    private static func rows(_ counts: [String: Int]) -> [LabRow] {
        counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            LabRow(name: $0.key, cells: [Figures.grouped($0.value)])
        }
    }
}
