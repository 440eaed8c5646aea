import SoukCatalog

/// The page to sell on: a form, and advice beside it.
struct SellPage: Sendable, Equatable {
    var frame = PageFrame(name: "sell", title: "Sell · Souk", heading: "Sell something", isSell: true)
    var needsToken: Bool
    /// Why nobody can sell now; nil where one can.
    var closed: String?
    /// Tells a form that is sent twice.
    var key = ""
    /// Why the draft was not published.
    var problem: String?
    var draft = Draft()
    var photos: [Photo] = []
    /// Names of categories that are in use, to choose from.
    var categories: [String] = []
    var attributes: [AttributeField] = []
    var advice: SellAdvice?

    struct Draft: Sendable, Equatable {
        var title = ""
        var description = ""
        var price = ""
        var town = ""
        var category = ""
        var attributes: [ListingAttribute: String] = [:]
    }

    /// A field of the form for an attribute.
    struct AttributeField: Sendable, Equatable {
        var name: String
        var title: String
        var value: String
        /// Values that are in use, to choose from.
        var values: [String]
    }

    struct Photo: Sendable, Equatable {
        /// Of an uploaded photo.
        var id: String
        var number: Int
        var link: String
    }
}
