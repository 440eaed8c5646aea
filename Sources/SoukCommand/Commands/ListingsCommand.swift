import ArgumentParser
import SoukCatalog

struct ListingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listings",
        abstract: "Show, edit, withdraw, restore or delete single listings.",
        discussion: "A service that runs on the workspace takes the change within a second or so.",
        subcommands: [Show.self, Edit.self, Withdraw.self, Restore.self, Delete.self])

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a listing, its verdict, its photos and the row that it came from.")

        @OptionGroup var common: CommonOptions

        @Argument(help: "The listing's id.")
        var id: String

        func run() throws {
            let workspace = try common.open()
            guard let stored = try workspace.listing(id) else { throw ListingsCommand.unknown(id) }
            let card = ListingCard(
                stored, photos: try workspace.photos(of: id), row: try workspace.originalRow(of: id))
            if common.json { try Output.json(card) } else { Output.line(card.text) }
        }
    }

    struct Edit: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change fields of a listing; the others stay byte for byte as they are.",
            discussion: "An empty text clears a field: --price \"\".")

        @OptionGroup var common: CommonOptions

        @Argument(help: "The listing's id.")
        var id: String

        @Option var title: String?
        @Option var description: String?
        @Option(help: "As people write it: £25, 1.234,56 €.") var price: String?
        @Option(help: "ISO 4217 code.") var currency: String?
        @Option(help: "A path such as \"Home & Garden / Mirrors\".") var category: String?
        @Option(help: "A town, such as \"Leeds\".") var location: String?
        @OptionGroup var attributes: AttributeOptions

        func run() throws {
            var change = ListingChange()
            change.title = Self.field(title)
            change.description = Self.field(description)
            change.price = Self.field(price)
            change.currency = Self.field(currency)
            change.category = Self.field(category)
            change.town = Self.field(location)
            for (attribute, values) in attributes.chosen {
                guard values.count == 1 else {
                    throw ValidationError(
                        "a listing has one \(attribute.name), and \(values.count) are given")
                }
                change.attributes[attribute] = Self.field(values[0])
            }
            guard change != ListingChange() else {
                throw ValidationError("name a field to change, such as --price 25")
            }
            let kept = try common.open().patch(
                id, change, cleaner: ListingCleaner(gazetteer: .bundled()))
            guard let kept else { throw ListingsCommand.notOnSale(id) }
            guard kept.stored != nil else {
                throw CatalogError.usage(
                    reason: "the change of \"\(id)\" was \(kept.verdict)",
                    remedy: "Give it a title or a description.")
            }
            try ListingsCommand.say("changed", id, common)
        }

        private static func field(_ text: String?) -> ListingChange.Field<String> {
            text.map { $0.isEmpty ? .clear : .set($0) } ?? .keep
        }
    }

    struct Withdraw: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take listings off sale; no import puts them on sale again.")

        @OptionGroup var common: CommonOptions

        @Argument(help: "The listings' ids.")
        var ids: [String]

        func run() throws {
            let workspace = try common.open()
            for id in ids {
                guard try workspace.withdraw(id) else { throw ListingsCommand.notOnSale(id) }
                try ListingsCommand.say("withdrawn", id, common)
            }
        }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put listings on sale again that were sold, withdrawn or have expired.")

        @OptionGroup var common: CommonOptions

        @Argument(help: "The listings' ids.")
        var ids: [String]

        func run() throws {
            let workspace = try common.open()
            for id in ids {
                guard try workspace.restore(id) else {
                    throw CatalogError.usage(
                        reason: "\"\(id)\" is on sale already, was rejected, or never was",
                        remedy: "See `souk listings show \(id)\(common.suffix)`.")
                }
                try ListingsCommand.say("on sale again", id, common)
            }
        }
    }

    struct Delete: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Delete listings with their photos and vectors; a table that still has them brings them back."
        )

        @OptionGroup var common: CommonOptions

        @Argument(help: "The listings' ids.")
        var ids: [String]

        func run() throws {
            let workspace = try common.open()
            for id in ids {
                guard try workspace.erase(id) else { throw ListingsCommand.unknown(id) }
                try ListingsCommand.say("deleted", id, common)
            }
        }
    }

    private static func say(_ what: String, _ id: String, _ common: CommonOptions) throws {
        if common.json {
            Output.line(Output.compact(["id": id, "outcome": what]))
        } else {
            Output.line("\(id): \(what)")
        }
    }

    private static func unknown(_ id: String) -> CatalogError {
        .usage(
            reason: "there is no listing \"\(id)\"",
            remedy: "Look for its id with `souk search` or `souk export`.")
    }

    private static func notOnSale(_ id: String) -> CatalogError {
        .usage(
            reason: "no listing \"\(id)\" is on sale",
            remedy: "See `souk listings show \(id)`; `souk listings restore` puts it on sale again.")
    }
}

/// A listing as `souk listings show` prints it.
private struct ListingCard: Encodable {
    struct Photo: Encodable {
        var ordinal: Int
        var name: String
        var file: String?
        var verdict: String
    }

    var listing: Listing
    var verdict: String
    var lifecycle: Lifecycle
    var repostReason: String?
    var photos: [Photo]
    var line: Int?
    var row: [[String]]

    init(_ stored: StoredListing, photos: [StoredPhoto], row: (line: Int, fields: [[String]])?) {
        (listing, verdict) = (stored.listing, stored.verdict.description)
        (lifecycle, repostReason) = (stored.lifecycle, stored.repostReason)
        self.photos = photos.map {
            Photo(
                ordinal: $0.ordinal, name: $0.name, file: $0.file,
                verdict: $0.verdict?.description ?? "not looked at yet")
        }
        (line, self.row) = (row?.line, row?.fields ?? [])
    }

    private enum CodingKeys: String, CodingKey {
        case listing, verdict, lifecycle, photos, line, row
        case repostReason = "repost_reason"
    }

    var text: String {
        var lines = ["id: \(listing.id)", "title: \(listing.title)", "description: \(listing.description)"]
        if let price = listing.price {
            let money = Money(price.amount, price.currency.flatMap { Currency(code: $0) })
            lines.append("price: \(money.plainText) \(price.currency ?? "")")
        }
        lines.append("category: \(listing.categoryPath.joined(separator: " / "))")
        if let place = listing.place { lines.append("place: \(place.town)") }
        lines += listing.attributes.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        lines += ["verdict: \(verdict)", "lifecycle: \(lifecycle.words)"]
        if let repostReason { lines.append("one of several: \(repostReason)") }
        lines += photos.map { "photo \($0.ordinal): \($0.file ?? $0.name): \($0.verdict)" }
        if let line { lines.append("from line \(line):") }
        lines += row.map { "  " + $0.joined(separator: " = ") }
        return lines.joined(separator: "\n")
    }
}
