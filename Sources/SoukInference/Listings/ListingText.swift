import SoukModels
import SoukRanking

/// Title and description of a listing.
package struct ListingText: Sendable, Equatable {
    var title = ""
    var description = ""

    /// What of it may be looked at.
    func shown(by channels: Set<ListingChannel>) -> ListingText {
        ListingText(
            title: channels.contains(.titleWords) ? title : "",
            description: channels.contains(.descriptionWords) ? description : "")
    }
}

extension ListingText {
    init(_ listing: ListingContent) { self.init(title: listing.title, description: listing.description) }
}
