import SoukCatalog
import SoukMarketplace

/// Changes of listings, as single requests and batches ask for them; the JSON was held against its schema.
struct ListingChanges: Sendable {
    let marketplace: Marketplace

    func put(_ id: String, _ json: JSON) async throws -> ReceiptAnswer {
        var attributes: [ListingAttribute: String] = [:]
        for attribute in ListingAttribute.allCases { attributes[attribute] = json[attribute.name]?.text }
        let draft = ListingDraft(
            title: json["title"]?.text ?? "", description: json["description"]?.text,
            price: json["price"]?.text, currency: json["currency"]?.text, category: json["category"]?.text,
            town: json["town"]?.text, attributes: attributes,
            postedAt: json["posted_at"]?.text.flatMap(Timestamp.seconds(_:)))
        return ReceiptAnswer(try await marketplace.put(id, draft))
    }

    func patch(_ id: String, _ json: JSON) async throws -> ReceiptAnswer {
        var change = ListingChange()
        change.title = Self.field(json, "title")
        change.description = Self.field(json, "description")
        change.price = Self.field(json, "price")
        change.currency = Self.field(json, "currency")
        change.category = Self.field(json, "category")
        change.town = Self.field(json, "town")
        for attribute in ListingAttribute.allCases {
            change.attributes[attribute] = Self.field(json, attribute.name)
        }
        if case .set(let time) = Self.field(json, "posted_at") {
            change.postedAt = Timestamp.seconds(time).map { .set($0) } ?? .keep
        } else if json.members?["posted_at"] == .null {
            change.postedAt = .clear
        }
        change.lifecycle = json["lifecycle"]?.text.flatMap(Lifecycle.init)
        return ReceiptAnswer(try await marketplace.patch(id, change))
    }

    /// - Throws: `listing.unknown`.
    func delete(_ id: String) async throws -> ReceiptAnswer {
        guard try await marketplace.delete(id) else { throw Problem.unknownListing }
        return ReceiptAnswer(id: id, outcome: .deleted, repairs: [])
    }

    private static func field(_ json: JSON, _ name: String) -> ListingChange.Field<String> {
        switch json.members?[name] {
        case .string(let text): .set(text)
        case .null: .clear
        default: .keep
        }
    }
}
