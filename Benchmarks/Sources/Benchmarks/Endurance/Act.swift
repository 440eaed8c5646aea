import Foundation

/// Something that people do to a marketplace, and its route.
enum Act: String, CaseIterable, Codable, Sendable {
    case searchWords = "GET /v1/search"
    case searchPhoto = "POST /v1/search (photo)"
    case searchBoth = "POST /v1/search (words and photo)"
    case readListing = "GET /v1/listings/{id}"
    case similar = "GET /v1/listings/{id}/similar"
    case recommend = "GET /v1/buyers/{id}/recommendations"
    case events = "POST /v1/events"
    case putListing = "PUT /v1/listings/{id}"
    case patchListing = "PATCH /v1/listings/{id}"
    case putPhoto = "PUT /v1/listings/{id}/photos/{n}"
    case deleteListing = "DELETE /v1/listings/{id}"

    /// How many of a hundred: mostly looking, as on any marketplace.
    var share: Int {
        switch self {
        case .searchWords: 40
        case .searchPhoto: 4
        case .searchBoth: 2
        case .readListing: 15
        case .similar: 8
        case .recommend: 6
        case .events: 15
        case .putListing: 4
        case .patchListing: 2
        case .putPhoto: 2
        case .deleteListing: 2
        }
    }

    static func random(using generator: inout some RandomNumberGenerator) -> Act {
        var left = Int.random(in: 0..<allCases.reduce(0) { $0 + $1.share }, using: &generator)
        for act in allCases {
            left -= act.share
            if left < 0 { return act }
        }
        return .searchWords
    }
}
