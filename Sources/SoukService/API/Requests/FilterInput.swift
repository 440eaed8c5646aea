import SoukCatalog
import SoukRanking
import SoukSearch

/// The filter of a request, after its schema was checked.
struct FilterInput {
    /// Without category and place by name, which the engine looks up.
    var filter = SearchFilter()
    var categories: [String] = []
    var town: String?
    var kilometres: Double?

    /// - Throws: `request.invalid` for half a place.
    init(_ json: JSON?, at pointer: JSONPointer) throws {
        guard let json else { return }
        categories = json["category"]?.texts ?? []
        filter.minimumPrice = json["minimum_price"]?.whole
        filter.maximumPrice = json["maximum_price"]?.whole
        filter.priceCurrency = json["currency"]?.text
        filter.hasPhoto = json["has_photo"]?.flag
        for attribute in ListingAttribute.allCases {
            filter.attributes[attribute] = json[attribute.name]?.texts
        }
        filter.postedAfter = json["posted_after"]?.text.flatMap(Timestamp.seconds(_:))
        filter.excludedIDs = Set(of: (json["excluded_ids"]?.items ?? []).compactMap(\.text))
        guard let near = json["near"] else { return }
        let pointer = pointer.appending("near")
        kilometres = near["kilometres"]?.decimal
        town = near["town"]?.text
        switch (near["latitude"]?.decimal, near["longitude"]?.decimal) {
        case (let latitude?, let longitude?):
            guard town == nil else {
                throw Problem.invalid(
                    pointer.description, "A town and a point.", next: "Give one of the two.")
            }
            filter.near = SearchFilter.Circle(
                latitude: latitude, longitude: longitude, kilometres: kilometres ?? 30)
        case (nil, nil):
            guard town != nil else {
                throw Problem.invalid(
                    pointer.description, "Neither a town nor a point.",
                    next: "Give a town, or latitude and longitude.")
            }
        default:
            throw Problem.invalid(
                pointer.description, "Half a point.", next: "Give both latitude and longitude.")
        }
    }
}
