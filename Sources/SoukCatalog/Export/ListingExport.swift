import Foundation

/// The catalogue's listings as a table that an import reads back.
public struct ListingExport: Sendable {
    public enum Format: String, CaseIterable, Sendable {
        case csv
        /// JSON Lines.
        case jsonl
    }

    private let workspace: Workspace
    private let format: Format
    /// Also those that buyers do not see.
    private let includesHidden: Bool

    public init(of workspace: Workspace, as format: Format, includingHidden: Bool = false) {
        (self.workspace, self.format, includesHidden) = (workspace, format, includingHidden)
    }

    private static let columns = [
        "id", "title", "description", "price", "currency", "category", "location", "latitude", "longitude",
        "photos",
    ]
    private static let lifecycle = "lifecycle"

    /// Hands out the table a listing at a time, each with its line break; sorted by id, in constant memory.
    ///
    /// - Returns: how many listings there were.
    @discardableResult
    public func write(_ output: (String) throws -> Void) throws(CatalogError) -> Int {
        let fixed = Self.columns + (includesHidden ? [Self.lifecycle] : [])
        let columns = fixed + (format == .csv ? try attributeNames(but: fixed) : [])
        var count = 0
        do {
            if format == .csv { try output(columns.map(TableCell.quoted).joined(separator: ",") + "\n") }
            try workspace.forEachListing { stored in
                guard includesHidden || stored.isShown else { return }
                try output(line(stored, columns) + "\n")
                count += 1
            }
        } catch {
            throw (error as? CatalogError) ?? .io(path: "the export", reason: "\(error)")
        }
        return count
    }

    /// The columns that Souk has no field for.
    private func attributeNames(but fixed: [String]) throws(CatalogError) -> [String] {
        var names: Set<String> = []
        try workspace.forEachListing { stored in
            if includesHidden || stored.isShown { names.formUnion(stored.listing.attributes.keys) }
        }
        return names.subtracting(fixed).sorted()
    }

    private func line(_ stored: StoredListing, _ columns: [String]) -> String {
        let values = values(stored)
        switch format {
        case .csv:
            return columns.map { TableCell.quoted(TableCell.neutral(values[$0] ?? "")) }.joined(
                separator: ",")
        case .jsonl: return JSONText.encode(values.filter { !$0.value.isEmpty }.mapValues(TableCell.neutral))
        }
    }

    private func values(_ stored: StoredListing) -> [String: String] {
        let listing = stored.listing
        var values = listing.attributes.filter { !Self.columns.contains($0.key) }
        values["id"] = listing.id
        values["title"] = listing.title
        values["description"] = listing.description
        values["price"] = listing.price.map(Self.text)
        values["currency"] = listing.price?.currency
        values["category"] = CategoryLists.write([listing.categoryPath] + listing.otherCategoryPaths)
        values["location"] = [listing.place?.town, listing.place?.county].compactMap { $0 }
            .filter { !$0.isEmpty }.joined(separator: ", ")
        values["latitude"] = listing.place?.latitude.map { "\($0)" }
        values["longitude"] = listing.place?.longitude.map { "\($0)" }
        values["photos"] = listing.photoNames.isEmpty ? nil : JSONText.encode(listing.photoNames)
        if includesHidden { values[Self.lifecycle] = stored.lifecycle.rawValue }
        return values
    }

    /// `12.50`, or `10.00 - 20.00` for a range.
    private static func text(_ price: Price) -> String {
        let currency = price.currency.flatMap { Currency(code: $0) }
        return ([price.amount] + [price.upTo].compactMap { $0 }).map { Money($0, currency).plainText }
            .joined(separator: " - ")
    }
}
